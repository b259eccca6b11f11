"""What a person may act as on one day: posts, seats, and those for whom they act. Plain data, no statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from . import holders, mergers
from .enums import LEADERS, OFFICE_POSTS, Errand, Post, SeatRole
from .models import Person

TECHNICAL_POSTS = frozenset({Post.SYSTEM_ADMIN, Post.SECURITY_ADMIN, Post.AUDITOR})


@dataclass(frozen=True)
class Holding:
    """One post in one unit; `in_office`: the unit is the committee's office."""

    post: str
    unit_id: int
    section_id: int | None
    in_office: bool
    unit_name: str = ""


@dataclass(frozen=True)
class Sitting:
    """One seat in one committee."""

    committee_id: int
    seat_id: int
    role: str


@dataclass(frozen=True)
class Authority:
    """Under whom somebody acts: themselves, or on behalf of a principal (委托: both names are printed)."""

    by: Person
    on_behalf_of: Person | None = None


@dataclass(frozen=True)
class Standing:
    """A person on a day. Own posts and seats; `acting_for` are the principals of today's delegations, without their seats: ballots are never delegated."""

    person: Person
    day: date
    held: tuple[Holding, ...] = ()
    sits: tuple[Sitting, ...] = ()
    acting_for: tuple["Standing", ...] = ()
    merged: Mapping[int, int] = field(default_factory=dict)  # units.mergers
    lent: frozenset[str] = frozenset()  # of a principal: the errands they gave (none named: all of them)

    @cached_property
    def posts(self) -> frozenset[tuple[str, int]]:
        """(post, unit) pairs held in person."""
        return frozenset((each.post, each.unit_id) for each in self.held)

    @cached_property
    def sections(self) -> frozenset[int]:
        """Sections (科室) the person belongs to."""
        return frozenset(
            each for each in (self.person.section_id, *(h.section_id for h in self.held)) if each
        )

    @cached_property
    def unit_ids(self) -> frozenset[int]:
        """Units in which the person holds any post, own ones and those of principals."""
        return frozenset(each.unit_id for each in self.held).union(
            *(each.unit_ids for each in self.acting_for)
        )

    @cached_property
    def seats(self) -> dict[int, int]:
        """{committee: seat} held in person."""
        return {each.committee_id: each.seat_id for each in self.sits}

    def holds(self, post: str, unit_id: int | None = None) -> bool:
        """Is the post held in person, in that unit (in any)?"""
        return any(each.post == post and unit_id in (None, each.unit_id) for each in self.held)

    def holds_in_office(self, *posts: str) -> bool:
        """Is the post, or one of them, held in person in the committee's office?"""
        return any(each.post in posts and each.in_office for each in self.held)

    def belongs_to(self, unit_id: int) -> bool:
        """Does the person hold any post in that unit today?"""
        return any(each.unit_id == unit_id for each in self.held)

    def is_of(self, unit_ids: Iterable[int]) -> bool:
        """Conflicts follow the person: are they of one of these units, by their own unit or by any post they hold? Units
        that were merged are one."""
        own = {self.person.unit_id, *(each.unit_id for each in self.held)}
        return not own.isdisjoint(mergers.together(unit_ids, self.merged))

    @cached_property
    def own_units(self) -> frozenset[int]:
        """Every unit that is theirs in any way: their own, those in which they or their principals hold a post, and what is
        one with them since a merger."""
        return frozenset(mergers.together(self.unit_ids | {self.person.unit_id}, self.merged))

    def acts_in(self, unit_ids: Iterable[int]) -> bool:
        """Do they hold a post in one of these units, in person or for a principal? Units that were merged are one."""
        return not self.unit_ids.isdisjoint(mergers.together(unit_ids, self.merged))

    def sits_on(self, committee_id: int) -> bool:
        """Is the person a member of the committee?"""
        return committee_id in self.seats

    def seat_on(self, committee_id: int) -> int | None:
        """The person's seat in the committee."""
        return self.seats.get(committee_id)

    def chairs(self, committee_id: int) -> bool:
        """Is the person its 书记?"""
        return any(each.committee_id == committee_id and each.role == SeatRole.CHAIR for each in self.sits)

    def lends(self, *errands: str) -> bool:
        """Of a principal: did they delegate any of these errands?"""
        return not self.lent or not self.lent.isdisjoint(errands)

    def authority(self, post: str, unit_id: int, errand: str = Errand.OTHER) -> Authority | None:
        """Under whom the person may act in that post: in person first, else for a principal who delegated such errands;
        None when not at all."""
        if self.holds(post, unit_id):
            return Authority(self.person)
        lending = (
            each.person for each in self.acting_for if each.holds(post, unit_id) and each.lends(errand)
        )
        principal = next(lending, None)
        return principal and Authority(self.person, principal)

    def holders(self, errands: Iterable[str] = tuple(Errand)) -> list[str]:
        """The keys under which matters of these errands wait for this person: own, own posts, posts of principals."""
        lending = [each.posts for each in self.acting_for if each.lends(*errands)]
        return [
            holders.person(self.person.pk),
            *sorted(holders.post(post, unit_id) for post, unit_id in self.posts.union(*lending)),
        ]

    @cached_property
    def lending_in_part(self) -> tuple["Standing", ...]:
        """The principals who delegated some errands only."""
        return tuple(each for each in self.acting_for if each.lent)

    @cached_property
    def is_office(self) -> bool:
        """Does the person work in the committee's office, or lead it?"""
        return any(each.in_office and each.post in OFFICE_POSTS | LEADERS for each in self.held)

    @cached_property
    def is_committee(self) -> bool:
        """Is the person a member of any committee?"""
        return bool(self.sits)

    @cached_property
    def is_technical(self) -> bool:
        """Only posts of the three administrators: sees no business data."""
        return bool(self.held) and not self.sits and all(each.post in TECHNICAL_POSTS for each in self.held)
