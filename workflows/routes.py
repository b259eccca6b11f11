"""审批路线: what happens inside a reviewing or accepting step, as rows. `advance` is the one function that moves it.

Nothing else writes a subject's `stage`, and nothing else opens or closes a round.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post, SeatRole
from units.models import Person

from . import asking, conditions, designs, keeping, subjects
from .asking import STAGE
from .enums import OWN_HOUSE, Outcome, StageKind, StagePlace
from .models import Round, Route, Stage

# Kinds of assignments a stage opens: one of its people, and one of the voters in a meeting.
VOTE = "vote"
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


def mark(subject) -> str:
    """The round a subject is in, as a page sends it back: a yes to what was read is no yes to what came later."""
    if not getattr(subject, "stage", ""):
        return ""
    open_rounds = Round.objects.filter(process_id=subject.process_id, closed_at=None)
    return str(open_rounds.values_list("pk", flat=True).first() or "")


def begin(act, route_id: int, *, n: int, version=None, note: str = "") -> Round:
    """Open the first stage of a route that the act's subject takes, past those whose earlier yes stands."""
    stages = taken(act.subject, route_id)
    if not stages:
        raise Refused(_("审批路线没有适用的环节，请联系工委业务管理员。"))
    return _go(act, stages, n=n, version_id=version.pk if version else None, note=note)


@dataclass(frozen=True)
class Word:
    """What whoever ended a stage said, for whom, and whether it was signed by pen (线下签批): as the 审批表 prints it."""

    text: str = ""
    on_behalf_of: Person | None = None
    on_paper: bool = False


SILENT = Word()


def advance(
    act, round_: Round, outcome: str, *, note: str = "", word: Word = SILENT, ahead: list[Stage] | None = None
) -> Round | None:
    """Close `round_` with `outcome`; 转下一环节 opens the next stage, anything else ends the route.

    `word` stays with the round, `note` goes to whoever is next; `ahead` spares reading what lies ahead again. Returns the round opened, or None at the end. The
    assignments of the stage are done by this act.
    """
    _close(act, round_, outcome, word)
    if outcome != Outcome.PASSED_ON:
        act.set(stage="", stage_label="")
        return None
    ahead = stages_ahead(act.subject, round_) if ahead is None else ahead
    if not ahead:
        raise Refused(_("审批路线没有下一环节，请联系工委业务管理员。"))
    if round_.stage.asks and ahead[0].kind == StageKind.VOTE:
        note = _proposal_before(round_)  # 办公室建议 is the office's word, not that of whoever spoke last
    return _go(act, ahead, n=round_.n, version_id=round_.version_id, note=note, inside=True)


def go_on(act, round_: Round, ahead: list[Stage], *, note: str, word: Word = SILENT) -> None:
    """From a duty to the next stage; after the last one the matter is approved (备案, 办公室审核), and its kind says what that means."""
    if ahead:
        advance(act, round_, Outcome.PASSED_ON, note=note, word=word, ahead=ahead)
    else:
        subjects.kind_of(act.subject.key).settled(act, round_, Outcome.APPROVED, words=word.text)


def leave(act, round_: Round, outcome: str, word: Word) -> bool:
    """A meeting or a stage that asks has decided: on to the next stage after a yes, else out of the step. Is the route left?"""
    if outcome == Outcome.APPROVED and following_stage(act.subject, round_):
        advance(act, round_, Outcome.PASSED_ON, note=word.text, word=word)
        return False
    act.leave(outcome)
    advance(act, round_, outcome, word=word)
    return True


def _proposal_before(round_: Round) -> str:
    """拟办意见: what the office said at the last duty of this run."""
    duties = Round.objects.filter(process_id=round_.process_id, n=round_.n, stage__asks=False)
    return duties.exclude(words="").order_by("-id").values_list("words", flat=True).first() or ""


def following_stage(subject, round_: Round) -> Stage | None:
    """The stage after a round that the subject takes; None when the round is its last."""
    return next(iter(stages_ahead(subject, round_)), None)


def back_to(act, round_: Round, code: str, outcome: str, *, note: str = "", word: Word = SILENT) -> Round:
    """Close `round_` and open an earlier stage of its route once more (公示有异议 → 复核). It is asked anew, whatever was said."""
    _close(act, round_, outcome, word)
    earlier = Stage.objects.get(route_id=round_.stage.route_id, code=code)
    told = _note(earlier, note, inside=True)
    return _open(act, earlier, n=round_.n, version_id=round_.version_id, note=told)


def may_go_back_to(subject, round_: Round) -> list[Stage]:
    """The earlier stages to which whoever refuses may send it (Refusal.CHOSEN): those the subject takes that can be done once more."""
    stage = round_.stage
    design = designs.design_of(stage.route.code)
    earlier = [each for each in taken(subject, stage.route_id) if each.order < stage.order]
    return [each for each in earlier if designs.comes_again(design, each.code, asks=each.asks)]


def taken(subject, route_id: int) -> list[Stage]:
    """The stages of a route that concern a subject, in their order."""
    return [stage for stage in _stages(route_id) if takes(subject, stage)]


def takes(subject, stage: Stage) -> bool:
    """Does a stage concern a subject: as its kind says, and by the stage's own condition?"""
    kind = subjects.kind_of(subject.key)
    if not kind.takes(subject, stage):
        return False
    return not stage.condition or conditions.fits(stage.condition, kind.traits_of(subject))


def _stages(route_id: int):
    return Stage.objects.filter(route_id=route_id).order_by("order")


def stages_ahead(subject, round_: Round) -> list[Stage]:
    """The stages after a round that the subject takes."""
    later = _stages(round_.stage.route_id).filter(order__gt=round_.stage.order)
    return [stage for stage in later if takes(subject, stage)]


def _go(act, stages: list[Stage], *, n: int, version_id, note: str, inside: bool = False) -> Round:
    """Open the first of these stages whose earlier yes does not stand; the last one is always asked.

    What was said `inside` the committee does not go along to a stage in the unit (知悉范围).
    """
    for stage in stages[:-1]:
        earlier = keeping.standing_yes(act.subject, stage, version_id)
        if earlier is None:
            return _open(act, stage, n=n, version_id=version_id, note=_note(stage, note, inside))
        keeping.keep(act, stage, earlier, n=n, version_id=version_id)
    return _open(act, stages[-1], n=n, version_id=version_id, note=_note(stages[-1], note, inside))


def _note(stage: Stage, note: str, inside: bool) -> str:
    return "" if inside and stage.place in OWN_HOUSE else note


def _close(act, round_: Round, outcome: str, word: Word = SILENT) -> None:
    round_.closed_at, round_.outcome, round_.closed_by = clock.now(), outcome, act.by
    round_.words, round_.on_behalf_of, round_.on_paper = word.text, word.on_behalf_of, word.on_paper
    round_.save(update_fields=["closed_at", "outcome", "closed_by", "words", "on_behalf_of", "on_paper"])
    act.finish(STAGE, VOTE, outcome=outcome, on_behalf_of=word.on_behalf_of)


def relabel(act, label: str):
    """Show another word for the same stage (待上会 → 审议中)."""
    act.set(stage_label=label)


def holder_of(stage: Stage, subject) -> str:
    """Who waits at a duty: a post in the committee's office or in the subject's unit; for a vote the meeting's secretary."""
    post = Post.SECRETARY if stage.kind == StageKind.VOTE else stage.post
    in_unit = stage.place == StagePlace.UNIT
    return holders.post(post, subject.unit_id if in_unit else queries.office_id())


def _open(act, stage: Stage, *, n: int, version_id=None, note: str = "") -> Round:
    due = workdays.add(clock.today(), stage.limit_days)
    round_ = Round.objects.create(
        process_id=act.subject.process_id,
        subject=act.subject.key,
        stage=stage,
        n=n,
        version_id=version_id,
        opened_at=clock.now(),
        due=due.date,
    )
    act.set(stage=stage.code, stage_label=stage.label)
    if stage.asks:
        asking.ask(act, round_, note=note)
    elif stage.kind != StageKind.ACCEPT:  # for an acceptance the one who composes the group assigns it
        asked = TO_BE_TABLED() if stage.kind == StageKind.VOTE else stage.label
        act.assign(STAGE, holder_of(stage, act.subject), asked, limit_days=stage.limit_days, n=n, note=note)
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
    _close(act, round_, outcome)
    return _open(act, round_.stage, n=round_.n, version_id=round_.version_id, note=note)
