"""Whose side a holder is on: 单位, 工委办公室和验收组, or 工委会议和委员; and what a reader may read of who it is.

单位: a post in a unit, or a person of a unit that has the subject in hand.
办公室、验收组: a post or a person of the office, or a person of another unit (an acceptance group).
工委会议、委员: what waits for a meeting or a vote, or for a person with a seat.

Time is told by post, never by person: nobody is ranked here. Inside a unit only its own people read even that.
"""

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from records import clock
from units import holders, mergers, queries
from units.enums import OFFICE_POSTS, Post
from units.models import Person, Seat, Unit
from units.queries import standing, valid_on

from ..enums import Party
from ..routes import VOTE

JUDGES = OFFICE_POSTS | {Post.DEPUTY, Post.INTAKE}


class Sides:
    """Who the holders of some assignments are, and how the person who reads may name them. Two statements for any number."""

    def __init__(self, person: Person, keys: set[str]):
        pks = {pk for key in keys if (pk := holders.person_id_of(key)) is not None}
        seats = Seat.objects.filter(valid_on(clock.today()), person=OuterRef("pk"))
        people = Person.objects.filter(pk__in=pks).annotate(seated=Exists(seats)) if pks else ()
        self.office = queries.office_id()
        held = standing(person)
        self.own, self._merged = held.unit_ids, held.merged
        self._people = {each.pk: each for each in people}
        units = {self.unit(key) for key in keys} - {None}
        names = Unit.objects.filter(pk__in=units).values_list("pk", "short_name") if units else ()
        self._units = dict(names)

    def party(self, kind: str, holder: str, unit_id: int, in_hand: set[int]) -> Party:
        """Whose side a holder is on; the units `in_hand` have the subject in hand."""
        if kind == VOTE:
            return Party.COMMITTEE
        if place := holders.post_of(holder):
            post, where = place
            if where != self.office or (unit_id == self.office and post not in JUDGES):
                return Party.UNIT
            return Party.COMMITTEE if post == Post.SECRETARY else Party.REVIEWER
        found = self._people[holders.person_id_of(holder)]
        if found.unit_id in in_hand:
            return Party.UNIT
        return Party.COMMITTEE if found.seated else Party.REVIEWER

    def units_in_hand(self, own: set[int], keys: set[str]) -> set[int]:
        """The units that have a subject in hand: its `own`, and those of whose posts something was asked;
        with each what is one with it since a merger."""
        asked = {place[1] for key in keys if (place := holders.post_of(key))}
        return mergers.together(own | asked - {self.office}, self._merged)

    def unit(self, holder: str) -> int | None:
        """The unit a holder stands for."""
        if place := holders.post_of(holder):
            return place[1]
        found = self._people.get(holders.person_id_of(holder))
        return found.unit_id if found else None

    def known_as(self, kind: str, holder: str) -> str:
        """The holder under which time is counted: who has not voted yet is a running count, which nobody reads here."""
        return "" if kind == VOTE else holder

    def role(self, party: Party, holder: str) -> str:
        """Under which word the time of a holder is told; nothing where the side is all that may be known."""
        if party == Party.UNIT and (unit := self.unit(holder)) not in self.own:
            return self._units.get(unit, "")
        if holders.post_of(holder):
            return self.name(party, holder)
        if party == Party.REVIEWER and self.unit(holder) == self.office:
            return _("工委办公室")
        roles = {Party.UNIT: _("责任人"), Party.REVIEWER: _("验收组"), Party.COMMITTEE: _("委员")}
        return roles[party] if holder else ""

    def name(self, party: Party, holder: str) -> str:
        """Whom a reader reads to be waited for now."""
        unit = self.unit(holder)
        if party == Party.UNIT and unit not in self.own:
            return self._units.get(unit, "")
        if place := holders.post_of(holder):
            return holders.post_label(place[0], self._units[unit])
        found = self._people.get(holders.person_id_of(holder))
        return found.name if found else ""
