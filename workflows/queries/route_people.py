"""路线上的人: who could answer at each stage of a draft today, and for which units nobody can. Five statements for any number of units."""

from collections import defaultdict

from django.utils.translation import gettext as _

from records import clock
from units.enums import Post, SeatRole, UnitKind
from units.models import Committee, Person, Posting, Unit
from units.queries import office_id, seats_on, valid_on

from .. import simulation, verdicts
from ..designs import Design
from ..enums import OWN_HOUSE, StagePlace
from ..route_checks import Problem
from ..simulation import Crew
from ..stage_rows import StageRow

NAMED = 3  # so many units are named in a sentence


class People:
    """Who holds what today: read once, asked for every stage."""

    def __init__(self, rows: list[StageRow]):
        today = clock.today()
        self.office = office_id()
        self.units = dict(
            Unit.objects.filter(valid_on(today), kind=UnitKind.UNIT)
            .order_by("id")
            .values_list("pk", "short_name")
        )
        self.held = defaultdict(set)  # (post, unit) → people
        self.belongs = defaultdict(set)  # person → units
        postings = Posting.objects.filter(valid_on(today), person__is_active=True)
        for person, post, unit in postings.values_list("person_id", "post", "unit_id"):
            self.held[post, unit].add(person)
            self.belongs[person].add(unit)
        bodies = {row.committee for row in rows if row.committee}
        self.seats = {pk: seats_on(pk) for pk in bodies}
        self.profiles = dict(Committee.objects.filter(pk__in=bodies).values_list("pk", "quorum"))
        named = {person for row in rows for person in row.people}
        named |= {seat.person_id for seats in self.seats.values() for seat in seats}
        found = Person.objects.filter(pk__in=named, is_active=True).values_list("pk", "unit_id")
        self.active = dict(found)
        for person, unit in found:
            self.belongs[person].add(unit)

    def asked(self, row: StageRow, unit: int) -> list[set[int]]:
        """For a subject of that unit: one set of people for each holder who is asked."""
        groups = []
        if row.place == StagePlace.LEADER:
            groups.append(self.held[Post.DEPUTY, unit])
        elif row.place == StagePlace.COMMITTEE:
            groups += [{seat.person_id} for seat in self.seats.get(row.committee, ())]
        elif row.place in (StagePlace.OFFICE, StagePlace.UNIT):
            place = unit if row.place == StagePlace.UNIT else self.office
            groups += [self.held[post, place] for post in row.posts]
        return groups + [{person} for person in row.people if person in self.active]


def crew_of(design: Design, rows: list[StageRow]) -> Crew:
    """What the simulator must know of the people of today."""
    people = People(rows)
    sizes, committees, gaps = {}, {}, []
    for row in rows:
        if row.votes:
            seats = people.seats.get(row.committee, [])
            committees[row.code] = simulation.Committee(
                len(seats), people.profiles.get(row.committee, "double_majority")
            )
            if not any(seat.role == SeatRole.CHAIR for seat in seats):
                gaps.append(
                    Problem(
                        row.code,
                        _("环节“%(stage)s”的委员会没有在任的书记，不能主持表决。") % {"stage": row.label},
                    )
                )
        elif row.asks:
            sizes[row.code] = max((len(people.asked(row, unit)) for unit in people.units), default=1) or 1
            gaps += _gaps(design, row, people)
    return Crew(sizes, committees, tuple(gaps))


def _gaps(design: Design, row: StageRow, people: People) -> list[Problem]:
    """The units whose subjects would stop here: nobody holds the post, or only people who may not judge them."""
    if row.place == StagePlace.LEADER and design.names_leader:
        return []
    empty, barred = [], []
    for unit in people.units:
        groups = people.asked(row, unit)
        writers = set().union(*(people.held[post, unit] for post in design.author_posts))
        may = [{person for person in group if _may(row, unit, person, writers, people)} for group in groups]
        if _stops(row, groups):
            empty.append(unit)
        elif _stops(row, may):
            barred.append(unit)
    found = []
    if empty:
        told = {"stage": row.label, "units": _named(empty, people)}
        found.append(_("环节“%(stage)s”：%(units)s没有人任该岗位，走到这里会停住。") % told)
    if barred:
        told = {"stage": row.label, "units": _named(barred, people)}
        sentence = (
            _(
                "环节“%(stage)s”：%(units)s能办理的人就是起草报送的联络员，不能审核自己报送的事项，走到这里会停住。"
            )
            if row.place in OWN_HOUSE
            else _(
                "环节“%(stage)s”：能办理的人都是%(units)s的人，应当回避，该单位的事项走到这里会停住，请再指定其他人。"
            )
        )
        found.append(sentence % told)
    return [Problem(row.code, each) for each in found]


def _stops(row: StageRow, groups: list[set[int]]) -> bool:
    """A post that nobody can answer for stops a 会签; where people are asked one by one it is enough that one remains."""
    if row.kind in verdicts.FIRST_WORD:
        return not any(groups)
    posts = groups[: len(groups) - len(row.people)] if row.place != StagePlace.COMMITTEE else []
    return not any(groups) or not all(posts)


def _may(row, unit, person, writers, people: People) -> bool:
    if row.place in OWN_HOUSE:
        return person not in writers
    return unit not in people.belongs[person]


def _named(units: list[int], people: People) -> str:
    if len(units) == len(people.units) and len(units) > NAMED:
        return _("各单位")
    names = _("、").join(people.units[unit] for unit in units[:NAMED])
    return names if len(units) <= NAMED else _("%(names)s等%(n)d个单位") % {"names": names, "n": len(units)}
