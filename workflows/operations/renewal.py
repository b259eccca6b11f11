"""换届: from a day on other members sit; meetings that were opened keep theirs, those still to be held take the new ones."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from notifications import notify
from records import clock, turns
from records.errors import Refused
from records.stored import sentence
from units.enums import SeatRole
from units.models import Committee, Person, Seat
from units.queries import seats_on

from .. import deeds, holdings
from .. import post_rules as rules
from ..acts import acting_together
from ..models import AgendaItem, Attendance, Recusal
from ..queries import recusal, renewal
from .meetings import next_place

SEATED = sentence("%(since)s起，您任%(committee)s%(term)s委员")
LEAVING = sentence("%(committee)s换届，您的任期至%(until)s")
HANDED = sentence("换届，由新任书记办理")
LEAST = 3


def renew_committee(
    committee: Committee, *, by, since: date, term: str, chair: Person, members: list[Person]
) -> list[Seat]:
    """换届: the whole membership, `chair` among them or beside them. The old seats end on the day before, and stay."""
    rules.check_can_renew(by)
    people = list({person.pk: person for person in (chair, *members)}.values())
    _check(committee, since, term, people)
    with acting_together(_keys(committee, since), by=by) as acts:
        turns.take(f"meetings:{committee.pk}")
        turns.take(f"committee:{committee.pk}")
        _check(committee, since, term, people)
        effects = renewal.effects(committee, since)
        if not {each.key for each in effects.take} <= acts.keys():
            raise Refused(_("刚才新建了会议或列入了议题，请重新预览后再确认。"))
        leaving = seats_on(committee, since)
        Seat.objects.filter(pk__in=[seat.pk for seat in leaving]).update(until=since - timedelta(days=1))
        seats = _seat(committee, since, term.strip(), chair, people)
        for meeting in effects.take:
            _reseat(acts, acts[meeting.key], seats)
        if since == clock.today():
            for waiting in effects.confirming:
                if act := acts.get(waiting.subject):
                    holdings.pass_on(act, waiting, chair, HANDED())
        _tell(committee, by, since, term.strip(), leaving, seats)
    return seats


def _check(committee: Committee, since: date, term: str, people: list[Person]) -> None:
    if not term.strip():
        raise Refused(_("请填写届次，例如：第三届。"), field="term")
    if since < clock.today():
        raise Refused(_("起任日期不能早于今天。"), field="since")
    if len(people) < LEAST:
        raise Refused(_("委员会至少%(n)d人，其中一人为书记。") % {"n": LEAST}, field="members")
    for person in people:
        rules.check_may_sit(person)
    if renewal.seats_to_come(committee).exists():
        raise Refused(_("已有一次换届尚未生效，生效以后才能再次换届。"), field="since")
    if any(seat.since >= since for seat in seats_on(committee, since)):
        raise Refused(_("现任委员在该日才起任，请选择更晚的日期。"), field="since")


def _keys(committee: Committee, since: date) -> set[str]:
    """What is locked: the meetings that take the new members, what is on their agendas, what waits for the chair."""
    effects = renewal.effects(committee, since)
    keys = {each.key for each in effects.take}
    keys |= set(
        AgendaItem.objects.filter(meeting__in=effects.take, round__isnull=False).values_list(
            "round__subject", flat=True
        )
    )
    if since == clock.today():
        keys |= {each.subject for each in effects.confirming}
    return keys


def _seat(committee, since: date, term: str, chair: Person, people: list[Person]) -> list[Seat]:
    """The chair first, then the members in the order given."""
    ordered = [chair, *(person for person in people if person.pk != chair.pk)]
    return Seat.objects.bulk_create(
        Seat(
            committee=committee,
            person=person,
            role=SeatRole.MEMBER if order else SeatRole.CHAIR,
            term=term,
            order=order,
            since=since,
        )
        for order, person in enumerate(ordered)
    )


def _reseat(acts, act, seats: list[Seat]) -> None:
    """应到会 of a meeting are the new members; who has to recuse themselves is found anew for each matter.

    What a member who stays had said of themselves stays: their leave, and from what they recuse themselves.
    """
    meeting, seat_of = act.subject, {seat.person_id: seat for seat in seats}
    away = {each.seat.person_id: each for each in meeting.attendances.select_related("seat")}
    declared = [
        Recusal(item_id=each.item_id, seat=seat_of[each.seat.person_id], reason=each.reason)
        for each in Recusal.objects.filter(item__meeting=meeting, lifted_at=None).select_related("seat")
        if each.seat.person_id in seat_of
    ]
    Recusal.objects.filter(item__meeting=meeting).delete()
    meeting.attendances.all().delete()
    Attendance.objects.bulk_create(_expected(meeting, seat, away.get(seat.person_id)) for seat in seats)
    Recusal.objects.bulk_create(declared)
    recused = {(each.item_id, each.seat_id) for each in declared}
    act.set(presiding=seats[0])
    act.record("meeting.reseated", names=[seat.person.name for seat in seats])
    items = meeting.items.filter(round__isnull=False, announced_at=None).select_related("round__stage")
    for item in items.order_by("pk"):
        found = acts.get(item.round.subject)
        if found is None:
            raise Refused(_("刚才新建了会议或列入了议题，请重新预览后再确认。"))
        grounds = recusal.grounds(found.subject)
        recusing = [seat for seat in seats if seat.person_id in grounds and (item.pk, seat.pk) not in recused]
        if recusing and item.listed_in_id:  # a vote on a list has one room: it is singled out
            AgendaItem.objects.filter(pk=item.pk).update(
                singled_from=item.listed_in_id, listed_in=None, order=next_place(meeting)
            )
        for seat in recusing:
            ground = grounds[seat.person_id]
            Recusal.objects.create(item=item, seat=seat, reason=ground)
            found.record("agenda.recused", seat=seat.pk, name=seat.person.name, words=ground)


def _expected(meeting, seat: Seat, before: Attendance | None) -> Attendance:
    leave = {"presence": before.presence, "reason": before.reason} if before else {}
    return Attendance(meeting=meeting, seat=seat, **leave)


def _tell(committee, by, since: date, term: str, leaving: list[Seat], seats: list[Seat]) -> None:
    deeds.record(
        f"committee:{committee.pk}",
        "committee.renewed",
        by=by,
        about=[committee.unit_id],
        term=term,
        since=since.isoformat(),
        names=[seat.person.name for seat in seats],
    )
    staying = {seat.person_id for seat in seats}
    told = {"committee": committee.name, "since": since.isoformat(), "term": term}
    notify.notify_many(
        [seat.person for seat in seats], event="committee.renewed", text=SEATED(**told), url="/", by=by
    )
    until = (since - timedelta(days=1)).isoformat()
    notify.notify_many(
        [seat.person for seat in leaving if seat.person_id not in staying],
        event="committee.renewed",
        text=LEAVING(committee=committee.name, until=until),
        url="/",
        by=by,
    )
