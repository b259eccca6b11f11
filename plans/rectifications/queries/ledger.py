"""台账: the items a person may see, filtered and sorted."""

from datetime import date

from django.db.models import F, Q, QuerySet

from units.models import Person
from units.queries import standing
from workflows.enums import Light

from ..ledger.filters import Filter
from ..lights import shining
from ..models import Item, LedgerRow, Measure
from .items import beyond_units, visible_among, visible_items

# what the address says → by what the list is sorted; the newest number first unless somebody asks otherwise
ORDERS = {
    "number": ["pk"],
    "-number": ["-pk"],
    "limit": ["limit", "pk"],
    "-limit": ["-limit", "-pk"],
    "unit": ["unit__pinyin", "-pk"],
    "-unit": ["-unit__pinyin", "-pk"],
    "percent": ["percent", "-pk"],
    "-percent": ["-percent", "-pk"],
    "source_date": [F("source_date").asc(nulls_last=True), "-pk"],
    "-source_date": [F("source_date").desc(nulls_last=True), "-pk"],
}
NEWEST = "-number"
LIGHTS = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE)


def found_items(person: Person, wanted: Filter, today: date, *, order: str = NEWEST) -> QuerySet[Item]:
    """The items of the list, without the people its columns name: `ledger.rows` reads those for a page or a batch."""
    items = narrowed(seen(person, wanted), wanted, person, today)
    return items.order_by(*ORDERS.get(order, ORDERS[NEWEST]))


def seen(person: Person, wanted: Filter) -> QuerySet[Item]:
    """The items a person may see, asked in the way that suits the filter."""
    return visible_among(Item.objects.all(), person) if wanted.words else visible_items(person)


def narrowed(
    items: QuerySet[Item],
    wanted: Filter,
    person: Person,
    today: date,
    *,
    any_light: bool = False,
    said: QuerySet | None = None,
) -> QuerySet[Item]:
    """Those items that a filter wants; with `any_light` whatever light they shine in; its words are looked for in the rows
    `said` when they are given."""
    items = items.filter(in_cells(wanted))
    if wanted.light and not any_light:
        lit = Q()
        for light in wanted.light:
            lit |= shining(light, today)
        items = items.filter(lit)
    if wanted.late:
        items = items.filter(shining("red", today) | Q(late_days__gt=0))
    if wanted.mine:
        items = items.filter(pk__in=_own(person))
    if wanted.words:
        items = items.filter(pk__in=_saying(wanted, person) if said is None else said)
    return items


def in_cells(wanted: Filter) -> Q:
    """Unit, source, type, scope and status: what items and their counters have alike, but for the status."""
    parts = {
        "unit_id__in": wanted.unit,
        "source__kind__in": wanted.source,
        "kind__in": wanted.kind,
        "scope__in": wanted.scope,
        "status__in": wanted.status,
    }
    return Q(**{name: values for name, values in parts.items() if values})


def unit_tag(unit_id: int) -> str:
    """What the text of an item bears for the unit that leads it."""
    return f"unit{unit_id}"


def helper_tag(unit_id: int) -> str:
    """What it bears for each unit that only helps with it."""
    return f"help{unit_id}"


def _saying(wanted: Filter, person: Person) -> QuerySet:
    """The items that say every word. What a unit is asked for, or may see at all, is looked for in the same index; this
    only makes it quick: who sees what is said by `visible_items`."""
    held = standing(person)
    if wanted.unit:
        return saying(wanted, map(unit_tag, wanted.unit))
    if held.is_office or held.is_committee:
        return saying(wanted)
    own = [tag(pk) for pk in sorted(held.unit_ids) for tag in (unit_tag, helper_tag)]
    beyond = saying(wanted).filter(pk__in=beyond_units(person))
    return saying(wanted, own).union(beyond) if own else beyond


def saying(wanted: Filter, tags=None) -> QuerySet:
    """The rows that say every word, and bear one of these tags."""
    rows = LedgerRow.objects.values("pk")
    for word in wanted.words:
        rows = rows.filter(text__says=word)
    return rows if tags is None else rows.filter(text__tagged=list(tags))


def _own(person: Person) -> QuerySet:
    """Items one is responsible for, or gave out; and those with a measure one is responsible for."""
    items = Item.objects.filter(Q(person=person) | Q(leader=person) | Q(issued_by=person)).values("pk")
    measures = Measure.objects.filter(Q(person=person) | Q(leader=person)).order_by().values("item_id")
    return items.union(measures)
