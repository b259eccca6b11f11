"""汇总: how many items of a list shine in each light, by source and by unit. One statement, whoever asks.

What a person sees whole (the office everything, a unit what it leads) is told from the counters (models.Tally), and what
is yellow or red today from an index of its own: the cost does not grow with what is closed. What a unit only helps with
or a group accepts, and every list narrowed by words or people, is counted item by item.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.db.models import Count, F, Q, QuerySet, Sum, Value

from units.models import Person, Unit
from units.queries import standing
from workflows.enums import Light

from ..enums import Status
from ..ledger.filters import Filter
from ..lights import PLACES, hot, resting_light, shining
from ..models import Item, Source, Tally
from .items import not_led_items
from .ledger import in_cells, narrowed, seen

LIGHTS = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE)


class Counts:
    """So many items in each light, in the order of LIGHTS."""

    def __init__(self, numbers=(0, 0, 0, 0, 0)):
        self.numbers = list(numbers)

    @property
    def n(self) -> int:
        return sum(self.numbers)

    def __getitem__(self, light: str) -> int:
        return self.numbers[LIGHTS.index(light)]

    def only(self, lights) -> "Counts":
        """Without the lights that are not chosen; all of them when none is."""
        return Counts(
            n if not lights or light in lights else 0 for light, n in zip(LIGHTS, self.numbers, strict=True)
        )


@dataclass
class Totals:
    """`lights` counts every light, whichever are chosen; everything else follows the whole filter."""

    lights: Counts
    chosen: Counts
    by_source: dict[str, Counts]
    by_unit: dict[int, Counts]

    @property
    def n(self) -> int:
        return self.chosen.n

    def units_by_urgency(self) -> list[tuple[int, Counts]]:
        """The units of the list: most overdue items first, then most yellow, then most at all."""
        return sorted(
            self.by_unit.items(), key=lambda row: (-row[1]["red"], -row[1]["yellow"], -row[1].n, row[0])
        )


def totals_of(person: Person, wanted: Filter, today: date, *, said: list[int] | None = None) -> Totals:
    """The totals of a list; `said` as in queries.ledger."""
    held = standing(person)
    if not wanted.by_counters or held.is_technical:
        cells = _counted(seen(person, wanted), person, wanted, today, said)
    elif held.is_office or held.is_committee:
        cells = _resting(wanted, Q()).union(_heated(wanted, today, Q()), all=True)
    else:
        led = Q(unit_id__in=held.unit_ids)
        others = _counted(not_led_items(person), person, wanted, today)
        cells = _resting(wanted, led).union(_heated(wanted, today, led), others, all=True)
    return _folded(wanted, cells)


def unit_names(ids) -> dict[int, str]:
    """The short names of some units."""
    return dict(Unit.objects.filter(pk__in=ids).values_list("pk", "short_name"))


def _folded(wanted: Filter, cells) -> Totals:
    """(source, unit, so many in each light) added up. Ten thousand rows are ordinary, so nothing is called for each."""
    by_source: dict[int, list[int]] = defaultdict(lambda: [0] * len(LIGHTS))
    by_unit: dict[int, list[int]] = defaultdict(lambda: [0] * len(LIGHTS))
    for source, unit, red, yellow, grey, green, blue in cells:
        for numbers in (by_source[source], by_unit[unit]):
            numbers[0] += red
            numbers[1] += yellow
            numbers[2] += grey
            numbers[3] += green
            numbers[4] += blue
    lights = Counts(map(sum, zip(*by_source.values(), strict=True))) if by_source else Counts()
    kinds = _kinds_of_sources() if by_source else {}
    sources = {kinds[pk]: Counts(numbers).only(wanted.light) for pk, numbers in by_source.items()}
    units = {pk: Counts(numbers).only(wanted.light) for pk, numbers in by_unit.items()}
    return Totals(
        lights=lights,
        chosen=lights.only(wanted.light),
        by_source={kind: counts for kind, counts in sources.items() if counts.n},
        by_unit={pk: counts for pk, counts in units.items() if counts.n},
    )


def _kinds_of_sources() -> dict[int, str]:
    """{source: its kind}: ten rows that never change their kind."""
    read = lambda: dict(Source.objects.values_list("pk", "kind"))  # noqa: E731 - what the cache asks for
    return cache.get_or_set("rectifications.sources", read, 300)


def _rows(rows: QuerySet, **in_light) -> QuerySet:
    """(source, unit, red, yellow, grey, green, blue)."""
    none = Value(0)
    counts = {f"in_{light}": in_light.get(light, none) for light in LIGHTS}
    cells = rows.order_by().values("source_id", "unit_id").annotate(**counts)
    return cells.values_list("source_id", "unit_id", *counts)


def _resting(wanted: Filter, seen: Q) -> QuerySet:
    """From the counters: every item in the light of its place."""
    places = [place for place in PLACES if not wanted.status or _status_of(place) in wanted.status]
    sums = {}
    for light in (Light.GREY, Light.GREEN, Light.BLUE):
        counters = [F(place) for place in places if resting_light(place) == light]
        sums[light] = Sum(sum(counters, start=Value(0)))
    return _rows(Tally.objects.filter(in_cells(wanted.without("status")), seen), **sums)


def _heated(wanted: Filter, today: date, seen: Q) -> QuerySet:
    """From the items: what a date has turned yellow or red moves there from grey or green. Read from item_by_yellow alone."""
    grey = Q(status=Status.ISSUED) | Q(begun_at=None, status=Status.WORKING)
    return _rows(
        Item.objects.filter(in_cells(wanted), hot(today), seen),
        red=Count("status", filter=Q(red_on__lte=today)),
        yellow=Count("status", filter=Q(red_on__gt=today)),
        grey=Value(0) - Count("status", filter=grey),
        green=Value(0) - Count("status", filter=~grey),
    )


def _counted(items: QuerySet[Item], person: Person, wanted: Filter, today: date, said=None) -> QuerySet:
    """From the items themselves."""
    found = narrowed(items, wanted, person, today, any_light=True, said=said)
    return _rows(found, **{light: Count("status", filter=shining(light, today)) for light in LIGHTS})


def _status_of(place: str) -> str:
    return place if place in Status.values else Status.WORKING
