"""表决: motion, ballots, announcement. Decided is not closed: the chair votes last and announces."""

from django.urls import reverse
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import sentence
from units import holders

from .. import quorum, routes, rules, subjects
from ..acts import acting
from ..enums import Choice, Motion, OpinionKind, Outcome, Verdict
from ..models import AgendaItem, Ballot, Meeting, Opinion
from ..queries.room import count, room

VOTE = sentence("请表决")
IN_SESSION = sentence("审议中")
NOT_CARRIED_OUTCOMES = (Outcome.REJECTED, Outcome.RETURNED)


def put_motion(item: AgendaItem, *, by, motion: str, modifications: list[dict] = ()) -> None:
    """提请表决: the chair puts one motion; 原则通过 names each modification: dicts of line, wanted."""
    if motion not in subjects.kind_of(item.round.subject).motions:
        raise Refused(_("请选择提请表决的意见。"))
    asked = [each for each in modifications if each["wanted"].strip()]
    if motion == Motion.APPROVE_IN_PRINCIPLE and not asked:
        raise Refused(_("原则通过须写明修改要求。"))
    subject = subjects.subject_of(item.round.subject)
    with acting(subject, by=by) as act:
        Meeting.objects.select_for_update().filter(
            pk=item.meeting_id
        ).exists()  # nobody comes or leaves meanwhile
        item = _fresh(item)
        here = room(item)
        rules.check_can_put_motion(item, by, here=here)
        round_ = item.round
        profile = item.meeting.committee.quorum
        seats, present = len(here.places), len(here.voting)
        if not quorum.is_quorate(profile, seats=seats, present=present):
            raise Refused(
                _("应到会%(seats)d人、能参加表决%(present)d人，未达法定人数，不能表决，可暂缓审议。")
                % {"seats": seats, "present": present}
            )
        round_.motion, round_.motion_at = motion, clock.now()
        round_.save(update_fields=["motion", "motion_at"])
        labels = subjects.kind_of(round_.subject).line_labels(subject)
        if motion == Motion.APPROVE_IN_PRINCIPLE:
            Opinion.objects.bulk_create(
                Opinion(
                    round=round_,
                    version_id=round_.version_id,
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
        routes.relabel(act, IN_SESSION())
        for place in here.places:
            if not place.may_vote:
                continue
            act.assign(
                routes.VOTE,
                holders.person(place.person_id),
                VOTE(),
                due=item.meeting.held_on,
                url=reverse("meeting_item", args=[item.meeting_id, item.pk]),
                n=round_.n,
            )
        act.record("vote.moved", round=round_.pk, motion=motion, version=round_.version_n)


def cast(item: AgendaItem, *, by, choice: str, opinion: str = "") -> Ballot:
    """表决: 同意/不同意/弃权 and an opinion. Counted at once, told to nobody before the announcement."""
    rules.check_choice(choice)
    subject = subjects.unread(item.round.subject)
    with acting(subject, by=by) as act:
        here = room(item)
        place = rules.check_can_cast(item, by, subject=subject, here=here)
        ballot = Ballot.objects.create(
            round_id=item.round_id,
            seat_id=place.seat_id,
            choice=choice,
            opinion=opinion.strip(),
            cast_by=by,
            at=clock.now(),
        )
        act.finish(routes.VOTE, holder=holders.person(by.pk))
        act.record(
            "vote.cast",
            round=item.round_id,
            choice=choice,
            opinion=opinion.strip(),
            version=here.version,
        )
    return ballot


def record_not_voted(item: AgendaItem, seat, *, by) -> None:
    """登记未表决: a member in the room who gives no ballot."""
    subject = subjects.subject_of(item.round.subject)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        rules.check_is_secretary(item.meeting, by)
        if not item.round.motion or item.announced_at:
            raise Refused(_("该议题不在表决中。"))
        if seat.pk not in rules.waiting_seats(item):
            raise Refused(_("该委员已表决或不在表决范围内。"))
        if seat.pk == item.meeting.presiding_id:
            raise Refused(_("主持人末位表态，不能登记为未表决。"))
        Ballot.objects.create(
            round=item.round, seat=seat, choice=Choice.NOT_VOTED, cast_by=by, at=clock.now()
        )
        act.finish(routes.VOTE, holder=holders.person(seat.person_id))
        act.record(
            "vote.not_voted",
            version=item.round.version_n,
            round=item.round_id,
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
    subject = subjects.unread(item.round.subject)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        here = room(item)
        rules.check_can_announce(item, by, here=here)
        counted = count(item, here)
        if counted["verdict"] == Verdict.CARRIED:
            outcome = Outcome.APPROVED if item.round.motion == Motion.APPROVE else Outcome.IN_PRINCIPLE
        elif counted["verdict"] == Verdict.NO_QUORUM:
            raise Refused(_("能参加表决的委员未达法定人数，不能作出决定，请暂缓审议。"))
        elif outcome not in NOT_CARRIED_OUTCOMES:
            raise Refused(_("表决未获通过，请选择不予通过或退回修改，也可以暂缓审议。"))
        if outcome in NOT_CARRIED_OUTCOMES and not summary.strip():
            raise Refused(_("请填写不予通过或退回修改的理由。"))
        now = clock.now()
        item.announced_at, item.outcome, item.summary, item.tell_numbers = (
            now,
            outcome,
            summary.strip(),
            tell_numbers,
        )
        item.entitled, item.present = counted["entitled"], counted["present"]
        item.agreed, item.disagreed, item.abstained = (
            counted["agree"],
            counted["disagree"],
            counted["abstain"],
        )
        item.save()
        numbers = {name: counted[name] for name in ("entitled", "present", "agree", "disagree", "abstain")}
        if outcome == Outcome.IN_PRINCIPLE:
            item.round.opinions.filter(kind=OpinionKind.MODIFICATION).update(issued_at=now)
        act.record(
            "vote.announced",
            version=item.round.version_n,
            outcome=outcome,
            words=summary.strip(),
            **item.meeting.told,
            **(numbers if tell_numbers else {}),
        )
        act.record("vote.counted", version=item.round.version_n, round=item.round_id, **numbers)
        subjects.kind_of(item.round.subject).settled(act, item.round, outcome, words=summary.strip())
    return outcome


def defer(item: AgendaItem, *, by, reason: str) -> None:
    """暂缓审议, declared by the chair: the matter waits for another meeting, with fresh ballots."""
    if not reason.strip():
        raise Refused(_("请填写暂缓审议的理由。"))
    subject = subjects.subject_of(item.round.subject)
    with acting(subject, by=by) as act:
        item = _fresh(item)
        rules.check_presides(item, by)
        item.announced_at, item.outcome, item.summary = clock.now(), Outcome.DEFERRED, reason.strip()
        item.save(update_fields=["announced_at", "outcome", "summary"])
        act.record("vote.deferred", version=item.round.version_n, words=reason.strip(), **item.meeting.told)
        routes.repeat(act, item.round, Outcome.DEFERRED, note=reason.strip())


def _fresh(item: AgendaItem) -> AgendaItem:
    rows = AgendaItem.objects.select_related(
        "meeting__presiding", "meeting__committee", "round__version", "round__stage"
    )
    found = rows.filter(pk=item.pk).first()
    if found is None:
        raise Refused(_("该议题已移出，请刷新页面。"))
    return found
