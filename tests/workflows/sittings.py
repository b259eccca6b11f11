"""A committee in a meeting over one plan: what the tests of meetings and votes start from."""

from dataclasses import dataclass

from plans.actions.models import Plan
from records import clock
from tests import factories as people
from tests.plans import factories
from units.models import Person, Seat
from workflows import routes
from workflows.enums import Motion, Presence
from workflows.models import AgendaItem, Meeting
from workflows.operations import meetings, voting
from workflows.queries.room import count


@dataclass
class Sitting:
    """One plan on the agenda of an open meeting. `voters` are the members in the room without the chair."""

    district: factories.District
    plan: Plan
    meeting: Meeting
    item: AgendaItem
    seats: list[Seat]
    voters: list[Person]

    @property
    def chair(self) -> Person:
        return self.district.chair

    @property
    def secretary(self) -> Person:
        return self.district.secretary

    def seat(self, person) -> Seat:
        return next(seat for seat in self.seats if seat.person_id == person.pk)

    def again(self) -> Plan:
        """The plan as it is now."""
        return Plan.objects.get(pk=self.plan.pk)

    def move(self, motion=Motion.APPROVE, **given):
        voting.put_motion(self.item, by=self.chair, motion=motion, **given)

    def cast(self, *choices):
        """The voters vote in their order; one choice more than there are voters is the chair's."""
        for person, choice in zip([*self.voters, self.chair], choices, strict=False):
            voting.cast(self.item, by=person, choice=choice)

    def count(self):
        return count(AgendaItem.objects.get(pk=self.item.pk))


def sitting(*, seats: int = 9, present: int = 9, district=None, plan=None) -> Sitting:
    """应到 `seats`, 实到 `present` (the chair among them), the others on leave; one plan waits for its motion."""
    district = district or factories.make_district()
    missing = seats - Seat.objects.filter(committee=district.committee).count()
    for order in range(missing):
        member = people.make_person(unit=district.office, name=f"样例委员{order + 10}")
        people.give_seat(district.committee, member, order=order + 10)
        district.members.append(member)
    plan = plan or factories.plan_at("meeting", district)
    meeting = meetings.plan_meeting(
        district.committee, by=district.secretary, held_on=clock.today(), place="样例会议室"
    )
    all_seats = [
        each.seat for each in meeting.attendances.select_related("seat__person").order_by("seat__order")
    ]
    away = all_seats[present:]
    meetings.register_attendance(
        meeting, by=district.secretary, presences={seat.pk: (Presence.LEAVE, "外出") for seat in away}
    )
    item = meetings.add_item(meeting, routes.current(plan.process_id), by=district.secretary)
    meetings.open_meeting(meeting, by=district.secretary)
    item.refresh_from_db()
    meeting.refresh_from_db()
    voters = [seat.person for seat in all_seats[1:present]]
    return Sitting(district, plan, meeting, item, all_seats, voters)
