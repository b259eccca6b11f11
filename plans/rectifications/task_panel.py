"""需工委协调 on the page of a plan's task: troubles that may be passed on, and what was raised about the task."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from plans.actions.enums import ReportKind
from records.errors import allows

from .queries.matters import lit, visible_matters
from .rules import matters as rules


@dataclass
class MattersOfTask:
    """The matters of a task with their lights, and the troubles its leader may pass on."""

    task: object
    matters: list = field(default_factory=list)
    troubles: list = field(default_factory=list)
    may_raise: bool = False
    heading: str = _("需工委协调")


def matters_of_task(task, person) -> MattersOfTask | None:
    """The panel, where there is something to read or to do."""
    open_troubles = task.reports.select_related("by", "task__plan").filter(
        kind=ReportKind.TROUBLE, answered_at=None
    )
    shown = MattersOfTask(
        task=task,
        matters=list(lit(visible_matters(person)).filter(plan=task.plan_id, plan_line=task.line)),
        troubles=[each for each in open_troubles if allows(rules.check_can_pass_on, each, person)],
        may_raise=not task.done_on and allows(rules.check_can_raise, task.plan.unit_id, person),
    )
    return shown if shown.matters or shown.troubles or shown.may_raise else None
