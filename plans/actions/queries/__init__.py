"""What people read about plans. Every object is fetched through `visible_…(person)`."""

from .plans import (
    action_overview,
    circles_for,
    containing,
    my_handled_plans,
    open_points,
    papers_of,
    plans_page,
    readable_entries,
    visible_actions,
    visible_plans,
    visible_tasks,
)
from .tasks import lit_tasks, tasks_of_unit

__all__ = [
    "action_overview",
    "circles_for",
    "containing",
    "lit_tasks",
    "my_handled_plans",
    "open_points",
    "papers_of",
    "plans_page",
    "readable_entries",
    "tasks_of_unit",
    "visible_actions",
    "visible_plans",
    "visible_tasks",
]
