"""承接 of plans: a plan goes whole, with its tasks, when its unit is split."""

from django.db.models import Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.carrying import Carrying, Load, register, section_in

from .enums import ADJUSTMENT_ENDED, ENDED, Status
from .models import Plan, Task
from .operations import templates
from .subject import url


def _plans_of(unit_id: int) -> list[Load]:
    undone = Task.objects.filter(done_on=None).exclude(person=None).select_related("person").order_by("order")
    plans = Plan.objects.filter(unit=unit_id).exclude(status__in=ENDED).select_related("action")
    return [
        Load(
            key=f"plan:{plan.pk}",
            what=plan.label,
            title=plan.title,
            subject=plan.key,
            url=url(plan),
            due=plan.action.ends,
            people=tuple({task.person_id: task.person for task in plan.undone}.values()),
            row=plan,
        )
        for plan in plans.prefetch_related(Prefetch("tasks", undone, to_attr="undone")).order_by("pk")
    ]


def _barred(load: Load, to) -> str:
    """One plan a unit in each action; what is asked about it (调整申请) is decided first."""
    if load.row.adjustments.exclude(status__in=ADJUSTMENT_ENDED).exists():
        return _("有未办结的调整申请，请先办结或撤回")
    there = Plan.objects.filter(action=load.row.action_id, unit=to).exclude(status=Status.VOIDED)
    return _("%(unit)s在该行动中已有实施方案") % {"unit": to.name} if there.exists() else ""


def _move(act, load: Load, former, to) -> None:
    """The action asks the other unit too, and the former one for a plan of what it keeps."""
    act.set(unit=to)
    action = act.subject.action
    action.units.add(to)
    templates.finish_start(action, to.pk, act.by)
    templates.start_again(action, former.pk, act.by)
    for task in act.subject.tasks.filter(section__unit=former).select_related("section"):
        task.section = section_in(task.section, to)
        task.save(update_fields=["section"])


def tell_the_engine() -> None:
    """Called once, when the app is ready."""
    register("plan", Carrying(gettext_lazy("实施方案"), _plans_of, _barred, _move))
