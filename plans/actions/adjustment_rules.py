"""调整申请的规则: who asks that an approved plan be changed, and who decides. What is done alike with a plan asks the plan's rules.

A 调整申请 has the status, stage, unit, drafter and tasks of which those rules speak.
"""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Errand, Post
from units.models import Person
from units.queries import standing
from units.standing import Authority

from . import rules
from .enums import ADJUSTMENT_ENDED, AdjustmentStatus, Status
from .models import Adjustment, Plan, Task

OFFICE_DUTIES = ("receive", "first_review")
WRITABLE = frozenset({AdjustmentStatus.DRAFTING, AdjustmentStatus.REVISING})


def open_adjustment(plan: Plan) -> Adjustment | None:
    """The one that is neither decided nor given up."""
    return next((each for each in plan.adjustments.all() if each.status not in ADJUSTMENT_ENDED), None)


def check_can_start(plan: Plan, by: Person) -> None:
    """申请调整: the unit's 联络员, while the plan is carried out; one at a time."""
    _check_liaison(plan.unit_id, by)
    _check_plan_runs(plan)
    if open_adjustment(plan):
        raise Refused(_("方案已有一件调整申请没有办结，请打开该申请继续办理。"))


def check_can_write(adjustment: Adjustment, by: Person) -> None:
    """填写调整申请: the 联络员, until it is handed in, and again after it came back."""
    _check_liaison(adjustment.unit_id, by)
    if adjustment.status not in WRITABLE:
        raise Refused(
            _("调整申请当前为“%(state)s”，不能再修改。您填写的内容没有丢失。") % {"state": adjustment.label}
        )
    _check_plan_runs(adjustment.plan)


def check_can_change_task(adjustment: Adjustment, line: str, by: Person) -> Task | None:
    """What is done stays as it was agreed. Returns the task as it is carried out; None when it is a new one."""
    check_can_write(adjustment, by)
    task = adjustment.tasks.filter(line=line).first() if line else None
    if task and task.done_on:
        raise Refused(_("任务%(task)s已办结，不能调整。") % {"task": task.code or task.title})
    return task


def check_can_drop(adjustment: Adjustment, by: Person) -> None:
    """撤销申请: the plan goes on as it is, also where it is no longer carried out."""
    _check_liaison(adjustment.unit_id, by)
    if adjustment.status not in WRITABLE:
        raise Refused(_("调整申请当前为“%(state)s”，不能撤销。") % {"state": adjustment.label})


def check_can_handle(adjustment: Adjustment, by: Person) -> None:
    """签收、初审: the office's clerk of another unit."""
    stage = adjustment.stage if adjustment.stage in OFFICE_DUTIES else OFFICE_DUTIES[0]
    rules.check_can_handle(adjustment, by, stage)


def check_can_correct_pen(adjustment: Adjustment, by: Person):
    """更正代录, as of a plan. Returns the entry it corrects."""
    codes = ("adjustment.paper_decided", "adjustment.paper_sent_back")
    return rules.check_can_correct_paper(adjustment, by, codes=codes, corrected="adjustment.paper_corrected")


def _check_liaison(unit_id: int, by: Person) -> Authority:
    authority = standing(by).authority(Post.LIAISON, unit_id, Errand.REPORTING)
    if authority is None:
        raise Refused(_("只有本单位联络员可以申请调整。"))
    return authority


def _check_plan_runs(plan: Plan) -> None:
    if plan.status != Status.EXECUTING:
        raise Refused(_("方案当前为“%(state)s”，实施中的方案才能申请调整。") % {"state": plan.label})
