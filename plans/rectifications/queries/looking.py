"""A list that is looked through (words, 逾期或曾逾期, 与我有关): its totals and one page of it from one statement.

What the counters cannot tell is told by the items themselves. Finding them is what takes time (among a million, by their
words, as far as one may see), so it is done once: what is found is counted (by source, unit and light together, and those few
sums added up), and the page is cut from it.
"""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django.conf import settings
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Case, F, QuerySet, SmallIntegerField, Value, When
from django.db.models.expressions import OrderBy, RawSQL

from units.models import Person
from units.queries import standing

from ..ledger.filters import Filter
from ..lights import shining
from ..models import Item
from .items import beyond_units, visible_among
from .ledger import LIGHTS, NEWEST, ORDERS, helper_tag, narrowed, saying, seen, unit_tag

STATEMENT = """
WITH found (item, source, unit, light{names}) AS ({found}),
counted AS (SELECT source, unit, light, COUNT(*) AS n FROM found GROUP BY source, unit, light)
SELECT 'source', source, {counts} FROM counted GROUP BY source
UNION ALL SELECT 'unit', unit, {counts} FROM counted GROUP BY unit
UNION ALL SELECT * FROM (
    SELECT 'item', item, {zeros} FROM found{where} ORDER BY {order} LIMIT {size} OFFSET {start}
) AS page
"""
# Each item shines in one light, so the order is free; most are done (blue), and need no further question then.
MOST_OFTEN_FIRST = range(len(LIGHTS) - 1, -1, -1)


class Looked(NamedTuple):
    """What one look gave: (source or unit, so many in each light) for the totals, whatever light is chosen; the ids of the
    page that begins at `start`, in the chosen lights."""

    sources: list[tuple[int, ...]]
    units: list[tuple[int, ...]]
    ids: list[int]
    start: int


def look_through(
    person: Person, wanted: Filter, today: date, *, order: str = NEWEST, start: int = 0, size: int = 0
) -> Looked:
    """The totals of a list and `size` of its items from `start` on, in one statement."""
    keys = [_order_of(each) for each in ORDERS.get(order, ORDERS[NEWEST])]
    first, *others = (
        _with_light(narrowed(items, wanted, person, today, any_light=True, said=said), today, keys)
        for items, said in _places(person, wanted)
    )
    try:
        sql, params = first.union(*others, all=True).query.sql_with_params()
    except EmptyResultSet:  # nobody who may see anything asks
        return Looked([], [], [], start)
    chosen = [n for n, light in enumerate(LIGHTS) if light in wanted.light]
    statement = STATEMENT.format(
        names="".join(f", k{n}" for n in range(len(keys))),
        found=sql,
        counts=", ".join(
            f"CAST(SUM(CASE light WHEN {n} THEN n ELSE 0 END) AS BIGINT)" for n in range(len(LIGHTS))
        ),
        zeros=", ".join("0" * len(LIGHTS)),
        where=f" WHERE light IN ({', '.join(map(str, chosen))})" if chosen else "",
        order=", ".join(f"k{n}{' DESC' if key.descending else ''} NULLS LAST" for n, key in enumerate(keys)),
        size=int(size),
        start=int(start),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        rows = cursor.fetchall()
    told = {what: [row[1:] for row in rows if row[0] == what] for what in ("source", "unit", "item")}
    return Looked(told["source"], told["unit"], [pk for pk, *_zeros in told["item"]], start)


def _places(person: Person, wanted: Filter) -> Iterator[tuple[QuerySet[Item], QuerySet | None]]:
    """Where to look: (items, rows that say the words). For a unit what it leads apart from the rest it sees: each half has
    an index that answers it, and an OR of both has none."""
    held = standing(person)
    if not wanted.words or held.is_technical or held.is_office or held.is_committee:
        yield seen(person, wanted), None
        return
    own = sorted(held.unit_ids)
    yield Item.objects.filter(unit_id__in=own), saying(wanted, map(unit_tag, own))
    beyond = saying(wanted).filter(pk__in=beyond_units(person))
    rest = visible_among(Item.objects.exclude(unit_id__in=own), person)
    yield rest, saying(wanted, map(helper_tag, own)).union(beyond)


def _with_light(items: QuerySet[Item], today: date, keys: list[OrderBy]) -> QuerySet:
    """(item, source, unit, light as a number, what it is sorted by …)."""
    late_stays = settings.LATE_STAYS_YELLOW
    light = RawSQL(*_light(today, connection.vendor, late_stays), output_field=SmallIntegerField())
    sorted_by = {f"k{n}": key.expression for n, key in enumerate(keys)}
    told = items.order_by().annotate(in_light=light, **sorted_by)
    return told.values_list("pk", "source_id", "unit_id", "in_light", *sorted_by)


@lru_cache(8)
def _light(today: date, _vendor: str, _late_stays: bool) -> tuple[str, tuple]:
    """The light as a number, in SQL: written with the ORM, compiled once a day. Items are the first table wherever they
    are asked for, so that its columns are called the same."""
    light = Case(
        *(When(shining(LIGHTS[n], today), then=Value(n)) for n in MOST_OFTEN_FIRST),
        output_field=SmallIntegerField(),
    )
    query = Item.objects.order_by().query
    return query.get_compiler(connection=connection).compile(light.resolve_expression(query))


def _order_of(key: str | OrderBy) -> OrderBy:
    if isinstance(key, OrderBy):
        return key
    return OrderBy(F(key.removeprefix("-")), descending=key.startswith("-"))
