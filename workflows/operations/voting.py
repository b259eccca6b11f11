"""表决: motion, ballots, announcement. Decided is not closed: the chair votes last and announces."""

from django.urls import reverse
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders

from .. import quorum, routes, rules, subjects
from ..acts import acting
from ..enums import BallotWay, Choice, Motion, OpinionKind, Outcome, Verdict
from ..models import AgendaItem, Ballot, Meeting, Opinion
from ..queries.room import count, room
from . import ballots, settling

VOTE = sentence("请表决")
IN_SESSION = sentence("审议中")
NOT_CARRIED_OUTCOMES = (Outcome.REJECTED, Outcome.RETURNED)


def put_motion(
    item: AgendaItem, *, by, motion: str, modifications: list[dict] = (), secret: bool = False
) -> None:
    """提请表决: the chair puts one motion; 原则通过 names each modification: dicts of line, wanted. `secret`: 无记名."""
    kind = subjects.kind_of(subjects.key_of_item(item))
    if motion not in kind.motions:
        raise Refused(_("请选择提请表决的意见。"))
    asked = [each for each in modifications if each["wanted"].strip()]
    if motion == Motion.APPROVE_IN_PRINCIPLE and not asked:
        raise Refused(_("原则通过须写明修改要求。"))
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        Meeting.objects.select_for_update().filter(
            pk=item.meeting_id
        ).exists()  # nobody comes or leaves meanwhile
        item = _fresh(item)
        here = room(item)
        rules.check_can_put_motion(item, by, here=here)
        profile = quorum.rule_of(item.round.stage if item.round else None, item.meeting.committee.quorum)
        seats, present = len(here.places), len(here.voting)
        if not quorum.is_quorate(profile, seats=seats, present=present):
            raise Refused(
                _("应到会%(seats)d人、能参加表决%(present)d人，未达法定人数，不能表决，可暂缓审议。")
                % {"seats": seats, "present": present}
            )
        _move(item, motion, secret=secret)
        if motion == Motion.APPROVE_IN_PRINCIPLE:
            _ask_for(item, asked, kind.line_labels(subject), by=by)
        if item.round_id:
            routes.relabel(act, IN_SESSION())
        for place in here.places:
            if not place.may_vote:
                continue
            act.assign(
                routes.VOTE,
                holders.person(place.person_id),
                VOTE(),
                title=item.title,
                due=item.meeting.held_on,
                url=reverse("meeting_item", args=[item.meeting_id, item.pk]),
                n=item.round.n if item.round_id else 1,
                line=ballots.line_of(item),
            )
        act.record(
            "vote.moved",
            round=item.round_id,
            item=item.pk,
            motion=motion,
            secret=secret,
            version=item.version_n,
        )


def _move(item: AgendaItem, motion: str, *, secret: bool) -> None:
    """What is put to the vote stands on the round, or on the item that has none."""
    now = clock.now()
    if item.round_id:
        item.round.motion, item.round.motion_at = motion, now
        item.round.save(update_fields=["motion", "motion_at"])
    else:
        item.own_motion, item.own_motion_at = motion, now
    if secret:
        item.secret = True
        ballots.begin_tally(item)
    if secret or not item.round_id:
        item.save(update_fields=["own_motion", "own_motion_at", "secret"])


def _ask_for(item: AgendaItem, asked: list[dict], labels: dict[str, str], *, by) -> None:
    """原则通过附修改要求: each is a modification the unit will be told."""
    Opinion.objects.bulk_create(
        Opinion(
            round=item.round,
            version_id=item.round.version_id,
            kind=OpinionKind.MODIFICATION,
            line=each.get("line", ""),
            line_label=labels.get(each.get("line", ""), labels[""]),
            wrong=each["wanted"].strip(),
            wanted=each["wanted"].strip(),
            by=by,
            at=clock.now(),
        )
        for each in asked
    )


def cast(item: AgendaItem, *, by, choice: str, opinion: str = "") -> Ballot:
    """表决: 同意/不同意/弃权 and an opinion. Counted at once, told to nobody before the announcement.

    In a secret vote (无记名) the ballot and the trail say that the seat has voted, and no more.
    """
    rules.check_choice(choice)
    opinion = opinion.strip()
    subject = subjects.unread(subjects.key_of_item(item))
    with acting(subject, by=by) as act:
        here = room(item)
        place = rules.check_can_cast(item, by, subject=subject, here=here)
        if here.secret and opinion:
            raise Refused(_("无记名表决不附发言要点，请删去后再表决。"))
        (ballot,) = ballots.put(
            item, here, {place.seat_id: choice}, way=BallotWay.SELF, cast_by=by, opinion=opinion
        )
        act.finish(routes.VOTE, holder=holders.person(by.pk), line=ballots.line_of(item))
        told = {} if here.secret else {"choice": choice, "opinion": opinion}
        act.record("vote.cast", round=item.round_id, item=item.pk, version=here.version, **told)
    return ballot


def record_ballots(item: AgendaItem, *, by, way: str, choices: dict[int, str], tally: dict | None = None):
    """登记举手表决、登记表决登记表: seat id → choice (or 未表决) of members who have not voted on their own.

    In a secret vote `choices` says who put in a ballot (已投票) or did not (未表决), `tally` how many chose what.
    """
    if way not in (BallotWay.HANDS, BallotWay.PAPER):
        raise Refused(_("请选择举手表决或表决登记表。"))
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        here = room(item)
        rules.check_can_record_ballots(item, by, here=here, choices=choices, way=way)
        if here.secret:
            ballots.add_to_tally(item, choices, tally or {})
        ballots.put(item, here, choices, way=way, cast_by=by, counted=True)
        people = {place.seat_id: place.person_id for place in here.places}
        for seat_id in choices:
            act.finish(routes.VOTE, holder=holders.person(people[seat_id]), line=ballots.line_of(item))
        act.record(
            "vote.recorded",
            version=item.version_n,
            round=item.round_id,
            item=item.pk,
            way=way,
            choices={str(seat): str(choice) for seat, choice in choices.items()},
        )


def record_not_voted(item: AgendaItem, seat, *, by) -> None:
    """登记未表决: a member in the room who gives no ballot."""
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        rules.check_is_secretary(item.meeting, by)
        if not item.motion or item.announced_at:
            raise Refused(_("该议题不在表决中。"))
        if seat.pk not in rules.waiting_seats(item):
            raise Refused(_("该委员已表决或不在表决范围内。"))
        if seat.pk == item.meeting.presiding_id:
            raise Refused(_("主持人末位表态，不能登记为未表决。"))
        Ballot.objects.create(
            item=item,
            round=item.round,
            seat=seat,
            choice=Choice.NOT_VOTED,
            cast_by=by,
            at=clock.now(),
        )
        act.finish(routes.VOTE, holder=holders.person(seat.person_id), line=ballots.line_of(item))
        act.record(
            "vote.not_voted",
            version=item.version_n,
            round=item.round_id,
            item=item.pk,
            seat=seat.pk,
            name=seat.person.name,
        )


def announce(
    item: AgendaItem, *, by, outcome: str = "", summary: str = "", tell_numbers: bool = False
) -> str:
    """宣布结果: the chair closes the item. A motion that is not carried needs `outcome`: 不予通过 or 退回修改.

    Returns the outcome. The numbers are frozen on the item; the unit hears conclusion, date and 第×次,
    and the numbers only when `tell_numbers`.
    """
    subject = subjects.unread(subjects.key_of_item(item))
    with acting(subject, by=by) as act:
        item = _fresh(item)
        here = room(item)
        rules.check_can_announce(item, by, here=here)
        outcome = _result(item, count(item, here), outcome, summary)
        settling.close(item, count(item, here), outcome, summary=summary.strip(), tell_numbers=tell_numbers)
        settling.tell(act, item)
        if item.round_id:
            settling.move(act, item)
        else:
            act.finish(routes.VOTE, line=ballots.line_of(item))
            settling.spread(item)
    return outcome


def _result(item: AgendaItem, counted: dict, wanted: str, summary: str) -> str:
    """What the ballots decide; where they carry nothing, what the chair wants, with a reason."""
    if counted["verdict"] == Verdict.CARRIED:
        return Outcome.APPROVED if item.motion == Motion.APPROVE else Outcome.IN_PRINCIPLE
    if counted["verdict"] == Verdict.NO_QUORUM:
        raise Refused(_("能参加表决的委员未达法定人数，不能作出决定，请暂缓审议。"))
    if wanted not in NOT_CARRIED_OUTCOMES:
        raise Refused(_("表决未获通过，请选择不予通过或退回修改，也可以暂缓审议。"))
    if not summary.strip():
        raise Refused(_("请填写不予通过或退回修改的理由。"))
    return wanted


def defer(item: AgendaItem, *, by, reason: str) -> None:
    """暂缓审议, declared by the chair: the matter waits for another meeting, with fresh ballots."""
    if not reason.strip():
        raise Refused(_("请填写暂缓审议的理由。"))
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        rules.check_presides(item, by)
        rules.check_stands_alone(item)
        settling.defer(act, item, reason.strip())
        if not item.round_id:
            act.finish(routes.VOTE, line=ballots.line_of(item))
            settling.spread(item)


def _fresh(item: AgendaItem) -> AgendaItem:
    found = settling.whole().filter(pk=item.pk).first()
    if found is None:
        raise Refused(_("该议题已移出，请刷新页面。"))
    return found
