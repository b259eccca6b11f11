"""行动, its template, a unit's plan and its tasks."""

from .actions import Action, Template, TemplateItem
from .plans import GroupEntry, Plan, PlanSection
from .tasks import Dependency, Milestone, Report, Task
from .voiding import Voiding

__all__ = [
    "Action",
    "Dependency",
    "GroupEntry",
    "Milestone",
    "Plan",
    "PlanSection",
    "Report",
    "Task",
    "Template",
    "TemplateItem",
    "Voiding",
]
