"""申请退办 and its answers: 维持交办, 改派, 会商（定牵头、配合）, 并案. 查否结案 is in dismissing.py. 退办 is no black mark."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from records import clock, outbox
from records.errors import Refused
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from units.models import Unit
from workflows.acts import acting, liaison_of
from workflows.enums import Outcome

from ..enums import ENDED, HandBackAnswer, HandBackGround
from ..flow import RectificationFlow
from ..models import HandBack, Item
from ..rules import handing_back as rules
from . import handing_out, limits
from .issuing import PLEASE_RECEIVE, RECEIVE, RECEIVE_DAYS
from .measures import written
from .planned import Planned

HAND_BACK = "hand_back"
ANSWER_DAYS = 3
TAKE_IN = "rectifications.take_in"  # the effect that tells the item another one was merged into
OVER = sentence("事项已并案")
PLEASE_ANSWER = sentence("请答复退办申请")
PLEASE_DECIDE = sentence("请对退办申请作出终审")
ASKED = sentence("%(number)s %(title)s：%(unit)s申请退办（%(ground)s）")
UPHELD = sentence("%(number)s %(title)s：退办申请未获同意，维持交办，请签收")
MOVED = sentence("%(number)s %(title)s：已改派其他单位，本单位不再承办")
GIVEN = sentence("%(number)s %(title)s：已交办，请于2个工作日内签收")
MERGED = sentence("%(number)s %(title)s：已并入%(other)s，不再单独办理")


@dataclass
class Part:
    """What a 配合单位 does, as the office settles it in 会商."""

    unit: Unit
    text: str


def hand_back(
    item, *, by, ground: str, reason: str, basis: str = "", same_as: Item | None = None
) -> HandBack:
    """申请退办: one of five grounds, with what it rests on; the office answers, a second time the 分管领导."""
    # From 整改中 too: the rule says what to do instead.
    with acting(item, RectificationFlow.issued, RectificationFlow.working, by=by) as act:
        found = rules.check_can_hand_back(item, by)
        _check_grounds(item, ground, reason, basis, same_as)
        final = rules.decided_once(item)
        asked = HandBack.objects.create(
            item=item,
            unit_id=item.unit_id,
            ground=ground,
            reason=reason.strip(),
            basis=basis.strip(),
            same_as=same_as if ground == HandBackGround.DUPLICATE else None,
            final=final,
            asked_by=by,
            asked_at=clock.now(),
        )
        act.leave(Outcome.HANDED_BACK)
        act.finish(RECEIVE, on_behalf_of=found.on_behalf_of)
        act.set(hand_back_count=item.hand_back_count + 1)
        assign_answer(act, asked)
        act.record(
            "item.handed_back",
            on_behalf_of=found.on_behalf_of,
            ground=ground,
            words=asked.reason,
            basis=asked.basis,
            same_as=same_as.number if asked.same_as_id else "",
            final=final,
        )
        label = HandBackGround(ground).label
        told = ASKED(number=item.number, title=item.title, unit=item.unit.short_name, ground=label)
        act.notify([item.issued_by], "item.handed_back", told)
    return asked


def assign_answer(act, asked: HandBack) -> None:
    """The office's clerk has the application to answer; a second one the 分管领导."""
    post = Post.DEPUTY if asked.final else Post.OFFICE_CLERK
    what = PLEASE_DECIDE() if asked.final else PLEASE_ANSWER()
    act.assign(
        HAND_BACK,
        holders.post(post, queries.office_id()),
        what,
        limit_days=ANSWER_DAYS,
        n=2 if asked.final else 1,
        note=asked.reason,
    )


def uphold(item, *, by, words: str) -> None:
    """维持交办: the unit signs for it after all, with a new limit for signing and its days given back."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_answer(item, by)
        _need(words)
        _answered(act, asked, HandBackAnswer.UPHOLD, words, Outcome.UPHELD)
        limits.give_days_back(act, clock.day_of(asked.asked_at))
        _waits_again(act)
        act.record("item.upheld", words=words.strip(), final=asked.final)
        told = UPHELD(number=item.number, title=item.title)
        act.notify([liaison_of(item)], "item.upheld", told)


def reassign(item, *, by, unit: Unit, words: str) -> None:
    """改派: another unit has it to sign for, under the same number; the first one goes on reading what it did."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_answer(item, by)
        _need(words)
        if unit.pk == item.unit_id:
            raise Refused(_("请选择其他单位；仍由原单位办理的，请选“维持交办”。"), field="unit")
        _answered(act, asked, HandBackAnswer.REASSIGN, words, Outcome.REASSIGNED)
        limits.give_days_back(act, clock.day_of(asked.asked_at))
        _to_unit(act, unit, words)


def consult(item, *, by, unit: Unit, parts: list[Part], words: str) -> None:
    """会商: the office settles with the units who leads and who does what; each 配合单位 has its measure to sign for."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_answer(item, by)
        _need(words)
        _check_parts(unit, parts)
        _answered(act, asked, HandBackAnswer.CONSULT, words, Outcome.REASSIGNED)
        limits.give_days_back(act, clock.day_of(asked.asked_at))
        for measure in item.measures.filter(progress=None):  # what an earlier 会商 settled
            act.finish(line=measure.line)
            handing_out.settle_objection(act, measure, handing_out.GONE())
            measure.delete()
        if unit.pk == item.unit_id:
            _waits_again(act)
        else:
            _to_unit(act, unit, words, told=False)
        for n, part in enumerate(parts, start=item.measures.count() + 1):
            written(act, Planned(text=part.text, unit=part.unit, due=item.limit), order=n)
        handing_out.tally(act)
        act.record(
            "item.consulted",
            words=words.strip(),
            unit=unit.name,
            parts=[part.unit.name for part in parts],
        )
        act.notify([liaison_of(item)], "item.consulted", GIVEN(number=item.number, title=item.title))


def merge(item, *, by, into: Item, words: str) -> None:
    """并案: it goes on in another item; both trails say so (the other one's through the outbox: one lock at a time)."""
    with acting(item, RectificationFlow.handed_back, by=by) as act:
        asked = rules.check_can_answer(item, by)
        _need(words)
        if into.pk == item.pk:
            raise Refused(_("不能并入本事项自身。"), field="into")
        if into.status in ENDED:
            raise Refused(_("“%(number)s”已办结，不能并入。") % {"number": into.number}, field="into")
        _answered(act, asked, HandBackAnswer.MERGE, words, Outcome.MERGED)
        handing_out.withdraw_all(act)
        handing_out.settle_requests(act, OVER())
        act.set(merged_into=into)
        act.record("item.merged", words=words.strip(), into=into.number)
        told = MERGED(number=item.number, title=item.title, other=into.number)
        act.notify([liaison_of(item)], "item.merged", told)
        outbox.put(f"take_in:{item.pk}", TAKE_IN, {"item": item.pk, "into": into.pk, "by": by.pk})


def _check_grounds(item, ground: str, reason: str, basis: str, same_as: Item | None) -> None:
    if ground not in HandBackGround.values:
        raise Refused(_("请选择退办理由。"), field="ground")
    if not reason.strip():
        raise Refused(_("请写明情况。"), field="reason")
    if ground == HandBackGround.NOT_OURS and not basis.strip():
        raise Refused(_("请写明权责依据（三定规定、权责清单等的具体条目）。"), field="basis")
    if ground == HandBackGround.DUPLICATE and same_as is None:
        raise Refused(_("请填写重复的整改事项编号。"), field="same_as")
    if same_as is not None and same_as.pk == item.pk:
        raise Refused(_("重复事项不能是本事项。"), field="same_as")


def _check_parts(unit: Unit, parts: list[Part]) -> None:
    if not parts:
        raise Refused(_("请至少写明一个配合单位及其措施；只有一个单位承办的，请选“改派”或“维持交办”。"))
    if any(not part.text.strip() for part in parts):
        raise Refused(_("请写明每个配合单位的措施。"))
    if any(part.unit.pk == unit.pk for part in parts):
        raise Refused(_("牵头单位不能同时列为配合单位。"))


def _need(words: str) -> None:
    if not words.strip():
        raise Refused(_("请填写答复意见。"), field="words")


def _answered(act, asked: HandBack, answer: str, words: str, outcome: str) -> None:
    asked.answer, asked.answer_words = answer, words.strip()
    asked.answered_by, asked.answered_at = act.by, clock.now()
    asked.save(update_fields=["answer", "answer_words", "answered_by", "answered_at"])
    act.leave(outcome)
    act.finish(HAND_BACK)


def _waits_again(act) -> None:
    act.assign(RECEIVE, liaison_of(act.subject), PLEASE_RECEIVE(), limit_days=RECEIVE_DAYS)


def _to_unit(act, unit: Unit, words: str, *, told: bool = True) -> None:
    """Another unit has the item to sign for; its people are not those of the first one."""
    item = act.subject
    former = item.unit
    act.set(unit=unit, leader=None, section=None, person=None)
    _waits_again(act)
    if told:
        act.record("item.reassigned", words=words.strip(), unit=unit.name, former=former.name)
        given = GIVEN(number=item.number, title=item.title)
        act.notify([liaison_of(item)], "item.reassigned", given)
    gone = MOVED(number=item.number, title=item.title)
    act.notify([holders.post(Post.LIAISON, former.pk)], "item.reassigned", gone)
