"""台账行: items with what their columns need, read for a page or a batch at once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import QuerySet

from records.compiled import Compiled

from ..models import Item
from ..queries.beside import beside_items, measures_of
from .cells import Row
from .columns import BESIDE, MEASURES, Column, of_measures

BATCH = 500
PEOPLE = ("unit", "source", "leader", "section", "person")


def rows_of(
    items: list[Item], columns: Iterable[Column], today: date, *, with_measures: bool = False
) -> list[Row]:
    """One row for each item. At most two statements more than the items took."""
    needs = {column.needs for column in columns} | ({MEASURES} if with_measures else set())
    measures = defaultdict(list)
    if items and MEASURES in needs:
        by_pk = {item.pk: item for item in items}
        for measure in measures_of(items):
            measure.item = by_pk[measure.item_id]
            measures[measure.item_id].append(measure)
    beside = beside_items(items) if items and BESIDE in needs else {}
    return [Row(item, today, measures[item.pk], beside.get(item.pk, {})) for item in items]


def lines_of(rows: Iterable[Row], which: str) -> Iterator[Row]:
    """The lines of a list: its rows, or in a list of measures one line for each; an item without any keeps its line."""
    for row in rows:
        if not of_measures(which) or not row.measures:
            yield row
            continue
        for n, measure in enumerate(row.measures, 1):
            yield Row(row.item, row.today, row.measures, row.beside, measure, n)


def batches(items, columns: Iterable[Column], today: date) -> Iterator[list[Row]]:
    """The rows of a long list, a few hundred at a time: the ids first, so that nothing is read twice or missed."""
    ids = list(items.values_list("pk", flat=True))
    for at in range(0, len(ids), BATCH):
        some = ids[at : at + BATCH]
        found = Item.objects.select_related(*PEOPLE).in_bulk(some)
        yield rows_of([found[pk] for pk in some if pk in found], columns, today)


def with_people(items: QuerySet, order) -> QuerySet[Item]:
    """A cut of a list (a page of it), with whom its columns name, in one statement. Joined to the list itself, every
    line that might come onto the page would look its people up before the sorting leaves fifty."""
    return Item.objects.select_related(*PEOPLE).filter(pk__in=items.values("pk")).order_by(*order)


def items_of(ids: list[int]) -> list[Item]:
    """The same of a cut whose ids are known, in their order."""
    found = {item.pk: item for item in _ITEMS.objects(ids=ids)} if ids else {}
    return [found[pk] for pk in ids if pk in found]


_ITEMS = Compiled(lambda ids: Item.objects.select_related(*PEOPLE).filter(pk__among=ids), ids=list)
