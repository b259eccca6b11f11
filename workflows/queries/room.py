"""在场: who is in the room for one item, who may vote on it, and what has been cast. One statement."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from ..enums import Presence
from ..models import AgendaItem, Attendance, Ballot, Recusal


@dataclass(frozen=True)
class Room:
    """The seats of a meeting as they stand towards one item: attendances with `recused` and `choice` ('' before voting)."""

    seats: list[Attendance]

    def seat_of(self, person_id: int) -> Attendance | None:
        """The attendance of a person's seat."""
        return next((each for each in self.seats if each.seat.person_id == person_id), None)

    @property
    def voting(self) -> set[int]:
        """The seats that may vote: present and not recused."""
        return {each.seat_id for each in self.seats if each.presence == Presence.PRESENT and not each.recused}

    @property
    def waiting(self) -> set[int]:
        """The seats that have neither voted nor been recorded 未表决."""
        return self.voting - {each.seat_id for each in self.seats if each.choice}

    @property
    def choices(self) -> list[str]:
        """Every ballot there is, also of somebody who left the room since."""
        return [each.choice for each in self.seats if each.choice]

    @property
    def recused(self) -> int:
        """How many seats take no part in the item."""
        return sum(each.recused for each in self.seats)


def room(item: AgendaItem) -> Room:
    """The room of an item's meeting, as it is now."""
    recusals = Recusal.objects.filter(item_id=item.pk, seat=OuterRef("seat"))
    ballots = Ballot.objects.filter(round_id=item.round_id, seat=OuterRef("seat"))
    attendances = Attendance.objects.filter(meeting_id=item.meeting_id).select_related("seat")
    return Room(
        list(attendances.annotate(recused=Exists(recusals), choice=Subquery(ballots.values("choice"))))
    )
