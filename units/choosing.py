"""选人: who is offered in a form, by unit; on what ground somebody cannot be chosen is said beside the name."""

from dataclasses import dataclass
from itertools import groupby

from .models import Person, Unit


@dataclass(frozen=True)
class Offered:
    """One person; `ground` says why they cannot be chosen (回避), '' when they can."""

    person: Person
    ground: str = ""


@dataclass(frozen=True)
class OfferedUnit:
    """The people of one unit, each with whether they are chosen now, and how many of them can be."""

    unit: Unit
    rows: list[tuple[Offered, bool]]

    @property
    def free(self) -> int:
        """How many can be chosen."""
        return sum(not offered.ground for offered, _chosen in self.rows)

    @property
    def has_chosen(self) -> bool:
        """Is one of them chosen?"""
        return any(chosen for _offered, chosen in self.rows)


def by_unit(offered: list[Offered], chosen: set[str]) -> list[OfferedUnit]:
    """The offered people by unit, in their order; units whose people all have to recuse themselves come last."""
    units = [
        OfferedUnit(rows[0].person.unit, [(each, str(each.person.pk) in chosen) for each in rows])
        for rows in (list(each) for _pk, each in groupby(offered, lambda each: each.person.unit_id))
    ]
    return sorted(units, key=lambda each: not each.free)
