"""批准以后: what an approval does, and what a meeting's result means for a plan."""

from django.urls import reverse

from records import clock
from records.stored import sentence
from units import holders
from units.enums import Post
from workflows import lights, routes
from workflows.acts import liaison_of
from workflows.enums import Outcome, StageKind
from workflows.routes import Word

from ..models import Task

APPROVED = sentence("%(title)s（第%(n)d版）已批准，进入实施")
REPORT = sentence("请按节点填报进展")
AMEND = sentence("原则通过，请按修改要求修改后报审定")
REVIEWED = sentence("审核退回修改，请修改后重报")
REVISE = sentence("会议决定退回修改，请修改后重报")
DECIDED = sentence("%(title)s：%(result)s")
RESULTS = {
    Outcome.IN_PRINCIPLE: sentence("原则通过，附修改要求"),
    Outcome.RETURNED: sentence("退回修改"),
    Outcome.REJECTED: sentence("不予通过"),
}
AMEND_DAYS = 5
EXECUTE = "execute"


def approve(act, plan) -> None:
    """The approval is bound to the newest version; its tasks begin and each responsible person gets theirs."""
    act.set(approved_version=plan.version_n, approved_on=clock.today(), revise_by=None)
    tasks = list(plan.tasks.select_related("person"))
    for task in tasks:
        task.yellow_on, task.red_on = lights.dates(task.starts, task.due)
        if task.done_on is None:
            assign_task(act, task)
    Task.objects.bulk_update(tasks, ["yellow_on", "red_on"])
    act.fact("plan.approved")
    act.notify(
        [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id), *{t.person for t in tasks if t.person}],
        "plan.approved",
        APPROVED(title=plan.title, n=plan.version_n),
    )


def assign_task(act, task, *, due=None) -> None:
    """The responsible person has this task to do until its due day (or `due`, after 限期完善)."""
    act.assign(
        EXECUTE,
        holders.person(task.person_id),
        REPORT(),
        line=task.line,
        title=f"{task.code} {task.title}".strip(),
        starts=task.starts,
        due=due or task.due,
        url=task_url(task),
    )


def task_url(task) -> str:
    """The page of one task."""
    return reverse("task", args=[task.pk])


def settle(act, round_, outcome: str, *, words: str = "", on_behalf_of=None, on_paper: bool = False) -> None:
    """A meeting or a stage that asks decided on a plan: go on with the route, or leave the reviewing step accordingly.

    Registered as the plan's `settled` with the engine; runs inside the act that decided.
    """
    plan = act.subject
    if not routes.leave(act, round_, outcome, Word(words, on_behalf_of, on_paper)):
        return
    if outcome == Outcome.APPROVED:
        approve(act, plan)
    else:
        act.fact(f"plan.{outcome}")
    if outcome == Outcome.IN_PRINCIPLE:
        _ask(act, plan, AMEND(), round_, words)
    elif outcome == Outcome.RETURNED:
        _ask(act, plan, (REVISE if round_.stage.kind == StageKind.VOTE else REVIEWED)(), round_, words)
    if outcome != Outcome.APPROVED:
        act.notify(
            [liaison_of(plan), holders.post(Post.HEAD, plan.unit_id)],
            f"plan.{outcome}",
            DECIDED(title=plan.title, result=RESULTS[outcome]()),
        )


def _ask(act, plan, what: str, round_, words: str) -> None:
    assignment = act.assign("draft", liaison_of(plan), what, limit_days=AMEND_DAYS, n=round_.n, note=words)
    act.set(revise_by=assignment.due)
