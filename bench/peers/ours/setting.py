"""The organisation the lifecycle plays in: a unit, the office, a committee of five in an open meeting."""

from datetime import date

from records import clock
from units.enums import Post, SeatRole, UnitKind
from units.models import Committee, Person, Posting, Seat, Unit
from workflows.enums import MeetingState, StageKind
from workflows.models import Attendance, Meeting, Route, Stage

SINCE = date(2020, 1, 1)
VOTERS = 5


def build() -> Meeting:
    """Everything above; people are found again by their account names."""
    office = Unit.objects.create(
        code="office", name="样例工委", short_name="工委", kind=UnitKind.OFFICE, since=SINCE
    )
    unit = Unit.objects.create(code="unit", name="样例单位", short_name="单位", since=SINCE)
    _person("clerk", unit, Post.LIAISON)
    _person("head", unit, Post.HEAD)
    secretary = _person("secretary", office, Post.SECRETARY)
    committee = Committee.objects.create(code="committee", name="样例委员会", unit=office)
    seats = [
        Seat.objects.create(
            committee=committee,
            person=_person(f"voter{n}", office, Post.MEMBER),
            role=SeatRole.CHAIR if n == VOTERS else SeatRole.MEMBER,
            order=n,
            since=SINCE,
        )
        for n in range(1, VOTERS + 1)
    ]
    route = Route.objects.create(code="bench", name="样例路线", published_at=clock.now())
    Stage.objects.create(
        route=route, order=1, code="vote", label="待上会", kind=StageKind.VOTE, committee=committee
    )
    meeting = Meeting.objects.create(
        committee=committee,
        year=clock.today().year,
        n=1,
        held_on=clock.today(),
        place="样例会议室",
        presiding=seats[-1],
        secretary=secretary,
        state=MeetingState.OPEN,
        opened_at=clock.now(),
    )
    Attendance.objects.bulk_create(Attendance(meeting=meeting, seat=seat) for seat in seats)
    return meeting


def _person(username: str, unit: Unit, post: Post) -> Person:
    person = Person.objects.create(username=username, name=f"样例{username}", unit=unit, since=SINCE)
    Posting.objects.create(person=person, post=post, unit=unit, since=SINCE)
    return person
