"""行动, its template, a unit's plan and its tasks."""

from .actions import Action, Template, TemplateItem
from .adjustments import Adjustment
from .comments import Comment
from .item_answers import ItemAnswer
from .plans import GroupEntry, Plan, PlanSection
from .tasks import Dependency, Milestone, Report, Task
from .voiding import Voiding

__all__ = [
    "Action",
    "Adjustment",
    "Comment",
    "Dependency",
    "GroupEntry",
    "ItemAnswer",
    "Milestone",
    "Plan",
    "PlanSection",
    "Report",
    "Task",
    "Template",
    "TemplateItem",
    "Voiding",
]
