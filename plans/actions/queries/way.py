"""办理流程 of a plan, from its flow, its routes and rounds, and the trail its reader may know."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from units.enums import Post, SeatRole
from workflows.enums import Outcome
from workflows.queries.way import (
    CURRENT,
    DONE,
    NEXT,
    Way,
    WayStep,
    courses_of,
    days_left,
    person_words,
)

from ..enums import Status
from ..models import Plan

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
REVIEW_ROUTE = "plan.review"
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


def way_of(plan: Plan, entries) -> Way:
    """Where the plan is. `entries` is the trail as its reader may know it, newest first."""
    courses = courses_of(plan)
    reviewed = courses.rounds_on(plan.route_id)
    last = {entry.code: entry for entry in reversed(entries)}

    at = plan.status
    if at == Status.VOIDED:
        at = last["plan.voided"].params["at"]
    elif at == Status.STOPPED:
        at = Status.EXECUTING
    at = {Status.REVISING: Status.DRAFTING, Status.REJECTED: Status.REVIEWING}.get(at, at)
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
            steps += courses.steps_on(plan.route_id, state)
        elif status == Status.ACCEPTING:
            steps += courses.steps_on(plan.acceptance_route_id, state)
        else:
            steps.append(_step(plan, status, state, last, returned=bool(reviewed)))
    if plan.status in {Status.REJECTED, Status.VOIDED, Status.STOPPED}:
        steps = [each for each in steps if each.state == DONE]
    n = max((each.n for each in reviewed), default=0)
    reopened = plan.status in {Status.DRAFTING, Status.REVISING, Status.UNIT_REVIEW}
    drawing = courses.drawing_of(plan.route_id, REVIEW_ROUTE, run=here >= COURSE.index(Status.REVIEWING))
    return Way(steps, n + 1 if reopened else n, drawing)


def _step(plan: Plan, status: str, state: str, last: dict, *, returned: bool) -> WayStep:
    label = str(LABELS[status])
    if status == Status.DRAFTING and plan.status == Status.REVISING:
        label = _("退回修改")
    if state == CURRENT and status == Status.CLOSED:
        state = DONE
    if state == DONE:
        ends = [last[code] for code in ENDED_BY[status] if code in last]
        entry = max(ends, key=lambda each: each.n, default=None)
        who = person_words(entry.on_behalf_of or entry.by) if entry and entry.by else ""
        return WayStep(label, state, who, entry and entry.at)
    who = str(WHOSE.get(status, ""))
    if state == CURRENT and status in {Status.DRAFTING, Status.AMENDING}:
        due = plan.revise_by if returned else plan.action.plans_due
        return WayStep(label, state, who, due=due, days_left=days_left(due))
    return WayStep(label, state, who)
