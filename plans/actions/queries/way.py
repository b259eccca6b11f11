"""办理流程: where a plan is on its way, from the flow, its routes and rounds, and the trail its reader may know."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock, workdays
from records.stored import said
from units.enums import Post, SeatRole
from workflows.enums import Outcome, StageKind
from workflows.models import Round, Stage

from ..enums import Status
from ..models import Plan

DONE, CURRENT, NEXT = "done", "current", "next"

# What comes one after the other in the life of a plan; REVIEWING and ACCEPTING are their routes' stages.
COURSE = (
    Status.DRAFTING,
    Status.UNIT_REVIEW,
    Status.REVIEWING,
    Status.AMENDING,
    Status.CONFIRMING,
    Status.EXECUTING,
    Status.ACCEPTING,
    Status.SIGNING,
    Status.CLOSED,
)
LABELS = {
    Status.DRAFTING: gettext_lazy("起草"),
    Status.UNIT_REVIEW: gettext_lazy("本单位审核"),
    Status.AMENDING: gettext_lazy("按会议要求修改"),
    Status.CONFIRMING: gettext_lazy("审定"),
    Status.EXECUTING: gettext_lazy("实施"),
    Status.SIGNING: gettext_lazy("签字盖章"),
    Status.CLOSED: gettext_lazy("办结"),
}
# Whose a step is, while nobody has done it yet.
WHOSE = {
    Status.DRAFTING: Post.LIAISON.label,
    Status.UNIT_REVIEW: Post.HEAD.label,
    Status.AMENDING: Post.LIAISON.label,
    Status.CONFIRMING: SeatRole.CHAIR.label,
    Status.EXECUTING: gettext_lazy("各任务责任人"),
    Status.SIGNING: Post.RECORDS_CLERK.label,
}
# The entries that end a step; the newest says who and when.
ENDED_BY = {
    Status.DRAFTING: ("plan.submitted",),
    Status.UNIT_REVIEW: ("plan.agreed", "plan.paper_decided"),
    Status.AMENDING: ("plan.amended",),
    Status.CONFIRMING: ("plan.confirmed",),
    Status.EXECUTING: ("plan.acceptance_requested",),
    Status.SIGNING: ("plan.signed",),
    Status.CLOSED: ("plan.signed",),
}


@dataclass(frozen=True)
class WayStep:
    """One step: done, current or coming; who ended it and when, or until when it is due."""

    label: str
    state: str
    who: str = ""
    when: datetime | None = None
    due: date | None = None
    days_left: int | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Way:
    """The whole way; `round` is the how-manieth review this is."""

    steps: list[WayStep]
    round: int


def way_of(plan: Plan, entries) -> Way:
    """Where the plan is. `entries` is the trail as its reader may know it, newest first."""
    rounds = list(
        Round.objects.filter(process_id=plan.process_id)
        .exclude(outcome=Outcome.WITHDRAWN)  # looked at by nobody
        .select_related("stage", "closed_by__unit")
        .order_by("id")
    )
    stages = list(
        Stage.objects.filter(route_id__in=[plan.route_id, plan.acceptance_route_id]).order_by("order")
    )
    reviewed = [each for each in rounds if each.stage.route_id == plan.route_id]
    accepted = [each for each in rounds if each.stage.route_id == plan.acceptance_route_id]
    last = {}
    for entry in reversed(entries):
        last[entry.code] = entry

    at = Status.DRAFTING if plan.status == Status.REVISING else plan.status
    if at == Status.REJECTED:
        at = Status.REVIEWING
    here = COURSE.index(at)
    detour = at in {Status.AMENDING, Status.CONFIRMING} or any(
        each.outcome == Outcome.IN_PRINCIPLE for each in reviewed
    )
    steps: list[WayStep] = []
    for place, status in enumerate(COURSE):
        state = DONE if place < here else CURRENT if place == here else NEXT
        if status in {Status.AMENDING, Status.CONFIRMING} and not detour:
            continue
        if status == Status.REVIEWING:
            steps += _stages(plan, plan.route_id, stages, reviewed, state)
        elif status == Status.ACCEPTING:
            steps += _stages(plan, plan.acceptance_route_id, stages, accepted, state)
        else:
            steps.append(_step(plan, status, state, last, returned=bool(reviewed)))
    if plan.status == Status.REJECTED:
        steps = [each for each in steps if each.state == DONE]
    n = max((each.n for each in reviewed), default=0)
    reopened = plan.status in {Status.DRAFTING, Status.REVISING, Status.UNIT_REVIEW}
    return Way(steps, n + 1 if reopened else n)


def _step(plan: Plan, status: str, state: str, last: dict, *, returned: bool) -> WayStep:
    label = str(LABELS[status])
    if status == Status.DRAFTING and plan.status == Status.REVISING:
        label = _("退回修改")
    if state == CURRENT and status == Status.CLOSED:
        state = DONE
    if state == DONE:
        ends = [last[code] for code in ENDED_BY[status] if code in last]
        entry = max(ends, key=lambda each: each.n, default=None)
        who = _person(entry.on_behalf_of or entry.by) if entry and entry.by else ""
        return WayStep(label, state, who, entry and entry.at)
    who = str(WHOSE.get(status, ""))
    if state == CURRENT and status in {Status.DRAFTING, Status.AMENDING}:
        due = plan.revise_by if returned else plan.action.plans_due
        left = workdays.between(clock.today(), due) if due else None
        return WayStep(label, state, who, due=due, days_left=left)
    return WayStep(label, state, who)


def _stages(plan: Plan, route_id: int, stages, rounds, state: str) -> list[WayStep]:
    """The stages of a route. In the present or past run the newest round of each stage says how far it came."""
    newest = max((each.n for each in rounds), default=0)
    run = {each.stage_id: each for each in rounds if each.n == newest} if state != NEXT else {}
    steps = []
    for stage in stages:
        if stage.route_id != route_id:
            continue
        waits = (
            _("委员会")
            if stage.kind == StageKind.VOTE
            else _("验收组")
            if stage.kind == StageKind.ACCEPT
            else ""
        )
        waits = waits or stage.get_post_display()
        round_ = run.get(stage.pk)
        if round_ is None:
            steps.append(WayStep(_bare(stage.label), NEXT, waits))
        elif round_.closed_at is None:
            left = workdays.between(clock.today(), round_.due) if round_.due else None
            steps.append(
                WayStep(said(plan.stage_label or stage.label), CURRENT, waits, due=round_.due, days_left=left)
            )
        else:
            outcome = "" if round_.outcome == Outcome.PASSED_ON else round_.get_outcome_display()
            steps.append(
                WayStep(
                    _bare(stage.label),
                    DONE,
                    _person(round_.closed_by),
                    round_.closed_at,
                    outcome=outcome,
                )
            )
    return steps


def _bare(label: str) -> str:
    """The step without its state: 待签收 → 签收, 验收中 → 验收."""
    return said(label.removeprefix("待").removesuffix("中"))


def _person(person) -> str:
    return f"{person.title} {person.name}".strip() if person else ""
