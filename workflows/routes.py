"""审批路线: what happens inside a reviewing or accepting step, as rows. `advance` is the one function that moves it.

Nothing else writes a subject's `stage`, and nothing else opens or closes a round.
"""

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post, SeatRole

from .enums import Outcome, StageKind
from .models import Round, Route, Stage

# Kinds of assignments a stage opens.
STAGE, VOTE = "stage", "vote"
TO_BE_TABLED = sentence("请列入会议议题")  # what a voting stage asks of the meeting's secretary


def published(code: str) -> Route:
    """The newest published version of a route."""
    route = Route.objects.filter(code=code, published_at__isnull=False).order_by("-n").first()
    if route is None:
        raise Refused(_("还没有发布审批路线，请联系工委业务管理员。"))
    return route


def current(process_id: int) -> Round | None:
    """The open round of a process, with its stage."""
    return Round.objects.select_related("stage").filter(process_id=process_id, closed_at=None).first()


def begin(act, route_id: int, *, n: int, version=None, note: str = "") -> Round:
    """Open the first stage of a route for the act's subject."""
    return _open(
        act,
        Stage.objects.filter(route_id=route_id).order_by("order").first(),
        n=n,
        version=version,
        note=note,
    )


def advance(act, round_: Round, outcome: str, *, note: str = "") -> Round | None:
    """Close `round_` with `outcome`; 转下一环节 opens the next stage, anything else ends the route.

    Returns the round opened, or None at the end. The assignments of the stage are done by this act.
    """
    round_.closed_at, round_.outcome, round_.closed_by = clock.now(), outcome, act.by
    round_.save(update_fields=["closed_at", "outcome", "closed_by"])
    act.finish(STAGE, VOTE, outcome=outcome)
    if outcome != Outcome.PASSED_ON:
        act.set(stage="", stage_label="")
        return None
    following = Stage.objects.filter(route_id=round_.stage.route_id, order__gt=round_.stage.order).first()
    if following is None:
        raise Refused(_("审批路线没有下一环节，请联系工委业务管理员。"))
    return _open(act, following, n=round_.n, version_id=round_.version_id, note=note)


def relabel(act, label: str):
    """Show another word for the same stage (待上会 → 审议中)."""
    act.set(stage_label=label)


def holder_of(stage: Stage) -> str:
    """Who waits at a stage: a post in the committee's office; for a vote the meeting's secretary."""
    post = Post.SECRETARY if stage.kind == StageKind.VOTE else stage.post
    return holders.post(post, queries.office_id())


def _open(act, stage: Stage, *, n: int, version=None, version_id=None, note: str = "") -> Round:
    due = workdays.add(clock.today(), stage.limit_days)
    round_ = Round.objects.create(
        process_id=act.subject.process_id,
        subject=act.subject.key,
        stage=stage,
        n=n,
        version_id=version.pk if version else version_id,
        opened_at=clock.now(),
        due=due.date,
    )
    act.set(stage=stage.code, stage_label=stage.label)
    if stage.kind != StageKind.ACCEPT:  # for an acceptance the one who composes the group assigns it
        asked = TO_BE_TABLED() if stage.kind == StageKind.VOTE else stage.label
        act.assign(STAGE, holder_of(stage), asked, limit_days=stage.limit_days, n=n, note=note)
    return round_


def committee_id(route_id: int) -> int | None:
    """The committee that decides on a route (its voting stage's)."""
    stage = Stage.objects.filter(route_id=route_id, kind=StageKind.VOTE).order_by("-order").first()
    return stage.committee_id if stage else None


def rounds_so_far(process_id: int) -> int:
    """How many times this process has gone through its review. What was withdrawn before receipt is no round."""
    begun = Round.objects.filter(process_id=process_id).exclude(outcome=Outcome.WITHDRAWN)
    return begun.order_by("-n").values_list("n", flat=True).first() or 0


def office_id() -> int:
    """The committee's own office, where review stages wait."""
    return queries.office_id()


def chair_of(route_id: int):
    """The seat of the chair (书记) of the committee that decides on a route, as of today."""
    for seat in queries.seats_on(committee_id(route_id), clock.today()):
        if seat.role == SeatRole.CHAIR:
            return seat
    raise Refused(_("委员会没有在任的书记，请联系工委业务管理员。"))


def repeat(act, round_: Round, outcome: str, *, note: str = "") -> Round:
    """Close `round_` and open the same stage once more (暂缓审议): what was said in it stays with it."""
    round_.closed_at, round_.outcome, round_.closed_by = clock.now(), outcome, act.by
    round_.save(update_fields=["closed_at", "outcome", "closed_by"])
    act.finish(STAGE, VOTE, outcome=outcome)
    return _open(act, round_.stage, n=round_.n, version_id=round_.version_id, note=note)
