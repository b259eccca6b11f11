"""手头工作 around plans: the tasks a person is responsible for, and the drafts they began."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock
from workflows.holdings import Held, Holding, Moving, Posts, is_of, pass_on, register, waiting_for
from workflows.own_holdings import TAKEN_OVER, tell

from .enums import ENDED
from .models import Plan, Task
from .operations.approval import EXECUTE, task_url
from .subject import url


def _tasks_of(person) -> list[Held]:
    rows = (
        Task.objects.filter(person=person, done_on=None, plan__isnull=False)
        .exclude(plan__status__in=ENDED)
        .select_related("plan__unit", "item")
    )
    return [
        Held(
            key=f"task:{task.pk}",
            what=_("任务责任人"),
            title=str(task),
            subjects=(task.plan.key,),
            unit_id=task.plan.unit_id,
            url=task_url(task),
            due=task.due,
            row=task,
        )
        for task in rows.order_by("plan_id", "order", "id")
    ]


def _of_its_unit(held: Held, to, gets: Posts) -> str:
    return "" if is_of(to, held.unit_id, gets) else _("%(name)s不是该单位人员") % {"name": to.name}


def _move_task(moving: Moving) -> None:
    """The version that was approved keeps the name it was approved with; who does the task from today on is said by the trail."""
    task = Task.objects.select_related("plan", "item").get(pk=moving.held.row.pk)
    act = moving.acts[task.plan.key]
    task.person, task.revision = moving.to, task.revision + 1
    task.saved_by, task.saved_at = act.by, clock.now()
    task.save(update_fields=["person", "revision", "saved_by", "saved_at"])
    for waiting in waiting_for(act, moving.giver, EXECUTE, line=task.line):
        pass_on(act, waiting, moving.to, TAKEN_OVER(name=moving.giver.name))
    tell(moving, act, "handover.work_given", line=task.line, item_code=task.item_code)


def _drafts_of(person) -> list[Held]:
    rows = Plan.objects.filter(drafter=person).exclude(status__in=ENDED).select_related("unit", "action")
    return [
        Held(
            key=f"draft:{plan.pk}",
            what=_("方案起草人"),
            title=plan.title,
            subjects=(plan.key,),
            unit_id=plan.unit_id,
            url=url(plan),
            stuck=_("已经提交，起草人不变（回避依据）；后续修改由接任联络员岗位的同志办理")
            if plan.version_n
            else "",
            row=plan,
        )
        for plan in rows.order_by("pk")
    ]


def _move_draft(moving: Moving) -> None:
    act = moving.acts[moving.held.row.key]
    act.set(drafter=moving.to)
    tell(moving, act, "handover.work_given")


def tell_the_engine() -> None:
    """Called once, when the app is ready."""
    register(
        "task",
        Holding(
            gettext_lazy("任务"),
            _tasks_of,
            _of_its_unit,
            _move_task,
            assigned=frozenset({EXECUTE}),
            inside=True,
        ),
    )
    register("draft", Holding(gettext_lazy("方案起草"), _drafts_of, _of_its_unit, _move_draft, inside=True))
