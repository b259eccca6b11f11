"""What people read about plans. Every object is fetched through `visible_…(person)`."""

from .plans import (
    action_overview,
    containing,
    my_handled_plans,
    papers_of,
    plans_page,
    visible_actions,
    visible_plans,
    visible_tasks,
)
from .tasks import lit_tasks, lit_tasks_of, tasks_of_unit

__all__ = [
    "action_overview",
    "containing",
    "lit_tasks",
    "lit_tasks_of",
    "my_handled_plans",
    "papers_of",
    "plans_page",
    "tasks_of_unit",
    "visible_actions",
    "visible_plans",
    "visible_tasks",
]
