"""汇总: how many items of a list shine in each light, by source and by unit. One statement, whoever asks.

What a person sees whole (the office everything, a unit what it leads) is told from the counters (models.Tally), and what
is yellow or red today from an index of its own: the cost does not grow with what is closed. What a unit only helps with
or a group accepts is counted item by item; a list narrowed by words or people is looked through (looking.py).
"""

from dataclasses import dataclass
from datetime import date

from django.core.cache import cache
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet, Sum, Value

from records.compiled import Compiled
from units.models import Person, Unit
from units.queries import standing
from workflows.enums import Light

from ..enums import Status
from ..ledger.filters import Filter
from ..lights import PLACES, hot, resting_light, shining, status_of
from ..models import Item, Source, Tally
from .items import not_led_items
from .ledger import LIGHTS, in_cells, narrowed
from .looking import Looked, look_through


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


def totals_of(person: Person, wanted: Filter, today: date, *, looked: Looked | None = None) -> Totals:
    """The totals of a list; of one that is looked through from what was `looked` at already."""
    held = standing(person)
    if held.is_technical:
        return _told(wanted, [], [])
    if not wanted.by_counters:
        looked = looked or look_through(person, wanted, today)
        return _told(wanted, looked.sources, looked.units)
    if held.is_office or held.is_committee:
        return _told(wanted, *_added_up(_resting(wanted, Q()), _heated(wanted, today, Q())))
    led = Q(unit_id__in=held.unit_ids)
    others = _counted(not_led_items(person), person, wanted, today)
    return _told(wanted, *_added_up(_resting(wanted, led), _heated(wanted, today, led), others))


def unit_names(ids) -> dict[int, str]:
    """The short names of some units."""
    return dict(_NAMES.rows(ids=list(ids)) if ids else ())


_NAMES = Compiled(lambda ids: Unit.objects.filter(pk__among=ids).values_list("pk", "short_name"), ids=list)


def _added_up(first: QuerySet, *others: QuerySet) -> tuple[list[tuple], list[tuple]]:
    """(source, so many in each light) and (unit, so many …) of cells. Ten thousand cells are ordinary: the database adds."""
    try:
        cells, params = first.union(*others, all=True).query.sql_with_params()
    except EmptyResultSet:
        return [], []
    sums = ", ".join(f"CAST(SUM({light}) AS bigint)" for light in LIGHTS)
    statement = f"""
        WITH cells (source, unit, {", ".join(LIGHTS)}) AS ({cells})
        SELECT 'source', source, {sums} FROM cells GROUP BY source
        UNION ALL SELECT 'unit', unit, {sums} FROM cells GROUP BY unit
    """  # noqa: S608 - what people chose is in the parameters
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    return [row[1:] for row in rows if row[0] == "source"], [row[1:] for row in rows if row[0] == "unit"]


def _told(wanted: Filter, of_sources: list[tuple], of_units: list[tuple]) -> Totals:
    """The totals from (source, so many in each light) and (unit, so many …)."""
    lights = (
        Counts(map(sum, zip(*(numbers for _pk, *numbers in of_sources), strict=True)))
        if of_sources
        else Counts()
    )
    kinds = _kinds_of_sources() if of_sources else {}
    sources = {kinds[pk]: Counts(numbers).only(wanted.light) for pk, *numbers in of_sources}
    units = {pk: Counts(numbers).only(wanted.light) for pk, *numbers in of_units}
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
    places = [place for place in PLACES if not wanted.status or status_of(place) in wanted.status]
    sums = {}
    for light in (Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE):
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


def _counted(items: QuerySet[Item], person: Person, wanted: Filter, today: date) -> QuerySet:
    """From the items themselves."""
    found = narrowed(items, wanted, person, today, any_light=True)
    return _rows(found, **{light: Count("status", filter=shining(light, today)) for light in LIGHTS})
