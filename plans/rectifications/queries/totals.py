"""汇总: how many items of a list shine in each light, by source and by unit.

Who sees everything and filters by unit, source, type, scope, status or light only is told from the counters
(models.Tally), and what is yellow or red today from an index of its own: the cost does not grow with what is closed.
Anything else is counted item by item.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, Sum, Value

from units.models import Person
from units.queries import standing
from workflows.enums import Light

from ..enums import Status
from ..ledger.filters import Filter
from ..lights import PLACES, hot, resting_light, shining
from ..models import Item, Tally
from .items import visible_items
from .ledger import in_cells, narrowed

LIGHTS = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE)


@dataclass
class Counts:
    """So many items in each light."""

    by_light: dict[str, int] = field(default_factory=lambda: dict.fromkeys(map(str, LIGHTS), 0))

    @property
    def n(self) -> int:
        return sum(self.by_light.values())

    def __getitem__(self, light: str) -> int:
        return self.by_light[light]

    def add(self, light: str, n: int) -> None:
        self.by_light[light] += n


@dataclass
class Totals:
    """`lights` counts every light, whichever are chosen; everything else follows the whole filter."""

    lights: Counts = field(default_factory=Counts)
    chosen: Counts = field(default_factory=Counts)
    by_source: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    by_unit: dict[int, Counts] = field(default_factory=lambda: defaultdict(Counts))
    unit_names: dict[int, str] = field(default_factory=dict)

    @property
    def n(self) -> int:
        return self.chosen.n

    def units_by_urgency(self) -> list[tuple[int, str, Counts]]:
        """The units of the list: most overdue items first, then most yellow, then most at all."""
        rows = [(pk, self.unit_names.get(pk, ""), counts) for pk, counts in self.by_unit.items() if counts.n]
        return sorted(rows, key=lambda row: (-row[2]["red"], -row[2]["yellow"], -row[2].n, row[1]))


def totals_of(person: Person, wanted: Filter, today: date) -> Totals:
    """The totals of a list; two statements from the counters, else one."""
    held = standing(person)
    sees_all = not held.is_technical and (held.is_office or held.is_committee)
    if sees_all and wanted.by_counters:
        return _folded(wanted, [*_resting(wanted), *_heated(wanted, today)])
    return _folded(wanted, _counted(person, wanted, today))


def _folded(wanted: Filter, cells) -> Totals:
    """(source, unit, name of the unit, {light: n}) added up."""
    totals = Totals()
    for source, unit, name, counts in cells:
        totals.unit_names[unit] = name
        for light, n in counts.items():
            totals.lights.add(light, n)
            if n and (not wanted.light or light in wanted.light):
                totals.chosen.add(light, n)
                totals.by_source[source].add(light, n)
                totals.by_unit[unit].add(light, n)
    return totals


CELL = ("source__kind", "unit_id", "unit__short_name")


def _resting(wanted: Filter):
    """From the counters: every item in the light of its place."""
    places = [place for place in PLACES if not wanted.status or _status_of(place) in wanted.status]
    sums = {
        f"in_{light}": sum((F(place) for place in places if resting_light(place) == light), start=Value(0))
        for light in (Light.GREY, Light.GREEN, Light.BLUE)
    }
    cells = Tally.objects.filter(in_cells(wanted.without("status"))).values_list(*CELL)
    for *cell, grey, green, blue in cells.annotate(**{name: Sum(counted) for name, counted in sums.items()}):
        yield *cell, {Light.GREY: grey, Light.GREEN: green, Light.BLUE: blue}


def _heated(wanted: Filter, today: date):
    """From the items: what a date has turned yellow or red moves there from grey or green."""
    items = Item.objects.filter(in_cells(wanted), hot(today)).order_by()
    red = Q(red_on__lte=today)
    grey = Q(status=Status.ISSUED) | Q(begun_at=None, status=Status.WORKING)
    counted = items.values_list(*CELL).annotate(
        n=Count("pk"), red=Count("pk", filter=red), grey=Count("pk", filter=grey)
    )
    for *cell, n, red, grey in counted:
        yield *cell, {Light.RED: red, Light.YELLOW: n - red, Light.GREY: -grey, Light.GREEN: grey - n}


def _counted(person: Person, wanted: Filter, today: date):
    """From the items themselves."""
    items = narrowed(visible_items(person), wanted, person, today, any_light=True).order_by()
    counts = {f"in_{light}": Count("pk", filter=shining(light, today)) for light in LIGHTS}
    for *cell, red, yellow, grey, green, blue in items.values_list(*CELL).annotate(**counts):
        yield *cell, dict(zip(LIGHTS, (red, yellow, grey, green, blue), strict=True))


def _status_of(place: str) -> str:
    return place if place in Status.values else Status.WORKING
