"""How a plan is accepted (workflows.accepting): task by task."""

from django.db.models import Prefetch, prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.accepting import ARRANGE, Acceptance, Line

from . import rules
from .enums import Status
from .models import Plan, Task
from .operations import acceptance as operations


def lines_of(plan) -> list[Line]:
    """The tasks of a plan, as they are checked on the spot."""
    fetch([plan])
    return [_line(task) for task in plan.tasks.all()]


def fetch(plans: list) -> None:
    """The tasks of plans with what is said of them."""
    tasks = Task.objects.select_related("section", "person").prefetch_related("reports")
    prefetch_related_objects(plans, "action", Prefetch("tasks", tasks))


def _line(task) -> Line:
    who = " ".join(part.name for part in (task.section, task.person) if part)
    facts = [(_("完成标准"), task.standard), (_("责任"), who)]
    facts += [(_("完成情况"), report.words) for report in task.reports.all()[:1]]
    return Line(task.line, f"{task.code} {task.title}".strip(), facts, standard=task.standard)


def waiting():
    """Plans that wait for a group."""
    return Plan.objects.select_related("unit", "action").filter(status=Status.ACCEPTING, stage=ARRANGE)


def limits(plan) -> str:
    """实施时限."""
    return f"{plan.action.starts.isoformat()}—{plan.action.ends.isoformat()}"


def basis(plan) -> str:
    """The approved version, and the day of its approval."""
    day = plan.approved_on
    approved = f"，{day.year}年{day.month}月{day.day}日批准" if day else ""
    return f"《{plan.title}》（第{plan.approved_version}版{approved}）"


ACCEPTANCE = Acceptance(
    lines=lines_of,
    waiting=waiting,
    fetch=fetch,
    limits=limits,
    basis=basis,
    may_compose=rules.check_can_compose_group,
    may_regroup=rules.check_can_change_group,
    may_check=rules.check_can_check,
    may_conclude=rules.check_can_conclude,
    compose=operations.compose_group,
    regroup=operations.change_group,
    record=operations.record_finding,
    draft_opinion=operations.draft_opinion,
    conclude=operations.conclude,
    check_url=lambda plan: reverse("plan_check", args=[plan.pk]),
    finding_url=lambda plan: reverse("plan_finding", args=[plan.pk]),
    conclude_url=lambda plan: reverse("plan_conclude", args=[plan.pk]),
    concluded=gettext_lazy("验收结论已作出，验收意见书正在生成。"),
)
