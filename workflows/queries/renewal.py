"""换届: who sits now and from when on, and what a new membership means for meetings and for what waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from records import clock
from units import holders
from units.choosing import Offered
from units.enums import SeatRole
from units.models import Committee, Seat
from units.queries import seats_on

from ..enums import MeetingState, StageKind, StagePlace
from ..models import Assignment, Meeting, Round
from .acceptance import everybody

CONFIRM = "confirm"  # 审定: waits for the chair in person


@dataclass(frozen=True)
class Effects:
    """What a new membership from a day on does: which meetings keep their members, which take the new ones, and what waits."""

    keep: list[Meeting]
    take: list[Meeting]
    waiting: int  # 待上会, on no agenda
    circulating: int  # 传签 under way: whoever was asked answers
    confirming: list[Assignment]  # what waits for the chair of today


def effects(committee: Committee, since: date) -> Effects:
    """As things stand now. The same number of statements however much there is."""
    meetings = (
        Meeting.objects.filter(committee=committee)
        .exclude(state=MeetingState.CLOSED)
        .order_by("held_on", "pk")
        .select_related("committee", "presiding__person")
    )
    take = [each for each in meetings if takes_new_members(each, since)]
    rounds = Round.objects.filter(closed_at=None, stage__committee=committee)
    tabled = rounds.filter(stage__kind=StageKind.VOTE)
    chairs = [seat for seat in seats_on(committee) if seat.role == SeatRole.CHAIR]
    keys = [holders.person(seat.person_id) for seat in chairs]
    return Effects(
        keep=[each for each in meetings if each not in take],
        take=take,
        waiting=tabled.exclude(agenda_items__announced_at=None, agenda_items__isnull=False).count(),
        circulating=rounds.filter(stage__place=StagePlace.COMMITTEE).count(),
        confirming=list(
            Assignment.objects.filter(kind=CONFIRM, holder__in=keys, done_at=None).order_by("id")
        ),
    )


def takes_new_members(meeting: Meeting, since: date) -> bool:
    """A meeting that has not begun and is held under the new membership; one that was opened keeps its members."""
    return meeting.state == MeetingState.PLANNED and meeting.held_on >= since


def seats_to_come(committee: Committee) -> QuerySet[Seat]:
    """The seats of a membership that has been decided and is not in office yet."""
    return (
        Seat.objects.filter(committee=committee, since__gt=clock.today())
        .select_related("person__unit")
        .order_by("order", "id")
    )


def offered() -> list[Offered]:
    """Everybody who could be a member: whoever holds a post or a seat."""
    seated = Seat.objects.filter(until=None, person__is_active=True).select_related("person__unit")
    people = {each.person.pk: each for each in everybody({})}
    for seat in seated:
        people.setdefault(seat.person_id, Offered(seat.person))
    return sorted(
        people.values(), key=lambda each: (each.person.unit.pinyin, each.person.unit_id, each.person.pinyin)
    )
