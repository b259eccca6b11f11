"""在场: the meeting as it stands towards one item: who may vote, what has been cast (one statement), what that amounts to."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from records.compiled import Compiled

from .. import quorum
from ..enums import Choice, MeetingState, Presence
from ..models import AgendaItem, Attendance, Ballot, Recusal


@dataclass(frozen=True)
class Place:
    """One seat of the meeting and what it has to do with the item; `choice` is '' before voting."""

    seat_id: int
    person_id: int
    presence: str
    here: bool
    recused: bool
    choice: str

    @property
    def in_room(self) -> bool:
        """Came, and has not left."""
        return self.presence == Presence.PRESENT and self.here

    @property
    def may_vote(self) -> bool:
        """In the room and not recused."""
        return self.in_room and not self.recused


@dataclass(frozen=True)
class Room:
    """The places of a meeting, in any order, and where the item stands: `motion` is '' before one is put."""

    places: tuple[Place, ...] = ()
    state: str = ""
    presiding_id: int | None = None
    motion: str = ""
    outcome: str = ""
    version: int | None = None
    secret: bool = False
    tally: tuple[int, int, int] = (0, 0, 0)  # of a secret vote: agree, disagree, abstain

    def place_of(self, person_id: int) -> Place | None:
        """The place of a person's seat."""
        return next((each for each in self.places if each.person_id == person_id), None)

    @property
    def is_voting(self) -> bool:
        """A motion has been put in an open meeting."""
        return self.state == MeetingState.OPEN and bool(self.motion)

    @cached_property
    def voting(self) -> set[int]:
        """The seats that may vote."""
        return {each.seat_id for each in self.places if each.may_vote}

    @cached_property
    def waiting(self) -> set[int]:
        """The seats that have neither voted nor been recorded 未表决."""
        return {each.seat_id for each in self.places if each.may_vote and not each.choice}

    @property
    def choices(self) -> list[str]:
        """Every ballot there is, also of somebody who left the room since."""
        return [each.choice for each in self.places if each.choice]

    @property
    def chair_choice(self) -> str:
        """The ballot of whoever presides, which may weigh more."""
        return next((each.choice for each in self.places if each.seat_id == self.presiding_id), "")

    @property
    def recused(self) -> int:
        """How many seats take no part in the item."""
        return sum(each.recused for each in self.places)

    @property
    def attended(self) -> int:
        """实到: how many are in the room, those who are recused too."""
        return sum(each.in_room for each in self.places)


def room(item: AgendaItem) -> Room:
    """The room of an item's meeting, as it is now; without places when nobody is expected."""
    rows = _ROOM.rows(item=item.pk)
    if not rows:
        return Room()
    places = tuple(
        Place(seat, person, presence, here, bool(recused), choice or "")
        for seat, person, presence, here, recused, choice, *_rest in rows
    )
    state, presiding, motion, own_motion, outcome, version, secret, *tally = rows[0][6:]
    counted = tuple(number or 0 for number in tally)
    return Room(places, state, presiding, motion or own_motion, outcome, version, secret, counted)


def count(item: AgendaItem, here: Room | None = None) -> dict:
    """计数: entitled, attended (实到), present (in the room and not recused), agree, disagree, abstain (with 未表决), verdict."""
    here = here or room(item)
    choices, entitled, present, recused = here.choices, len(here.places), len(here.voting), here.recused
    agree, disagree, _abstain = here.tally
    agree, disagree = agree + choices.count(Choice.AGREE), disagree + choices.count(Choice.DISAGREE)
    abstain = len(choices) - agree - disagree
    profile = quorum.rule_of(item.round and item.round.stage, item.meeting.committee.quorum)
    return {
        "entitled": entitled,
        "attended": here.attended,
        "present": present,
        "agree": agree,
        "disagree": disagree,
        "abstain": abstain,
        "recused": recused,
        "needed": quorum.needed_ayes(profile, seats=entitled, recused=recused),
        "verdict": quorum.verdict(
            profile,
            seats=entitled,
            present=present,
            agree=agree,
            disagree=disagree,
            abstain=abstain,
            recused=recused,
            chair=here.chair_choice,
        ),
    }


def _room(item: int) -> QuerySet:
    recusals = Recusal.objects.filter(item_id=item, seat=OuterRef("seat"), lifted_at=None)
    ballots = Ballot.objects.filter(item_id=item, seat=OuterRef("seat"))
    places = Attendance.objects.filter(meeting__items__pk=item).annotate(
        recused=Exists(recusals), choice=Subquery(ballots.values("choice"))
    )
    return places.order_by().values_list(
        "seat_id",
        "seat__person_id",
        "presence",
        "here",
        "recused",
        "choice",
        "meeting__state",
        "meeting__presiding_id",
        "meeting__items__round__motion",
        "meeting__items__own_motion",
        "meeting__items__outcome",
        "meeting__items__round__version__n",
        "meeting__items__secret",
        "meeting__items__tally__agree",
        "meeting__items__tally__disagree",
        "meeting__items__tally__abstain",
    )


_ROOM = Compiled(_room, item=int)
