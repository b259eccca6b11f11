"""What the ledger keeps beside items: the text they are found by, and the counters they stand in.

The engine calls it at the end of every act on an item (subject.KIND). Whatever makes items in bulk calls it with all of
them, in the transaction that made them. `recount` makes everything anew from the items.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Q

from records import search

from ..lights import place_of
from ..models import Item, LedgerRow, Measure, Tally
from ..queries.ledger import helper_tag, unit_tag

# What an item is found by, with the text of its measures. Nothing of 反映人信息 is on the item, so it cannot be in here.
TEXTS = (
    "number", "title", "source_document", "problem", "category", "goal", "standard", "mechanism", "self_conclusion",
    "remark", "unit__name", "unit__short_name", "leader__name", "section__name", "person__name",
)  # fmt: skip
MEASURE_TEXTS = ("text", "standard", "unit__short_name", "leader__name", "section__name", "person__name")
CELL = ("unit_id", "source_id", "kind", "scope")
AT_ONCE = 500


def keep(ids) -> None:
    """Write what has changed beside these items; two statements when nothing has, seven at most."""
    ids = list(ids)
    measures, helping = defaultdict(list), defaultdict(set)
    rows = Measure.objects.filter(item_id__in=ids).values_list("item_id", "unit_id", *MEASURE_TEXTS)
    for item_id, unit_id, *texts in rows:
        measures[item_id] += texts
        helping[item_id].add(unit_id)
    changed, moves = [], []
    for item in (
        Item.objects.filter(pk__in=ids)
        .select_related("ledger_row__tally", "unit", "leader", "section", "person")
        .defer("ledger_row__text")
    ):
        row = getattr(item, "ledger_row", None) or LedgerRow(item=item, digest="", place="")
        text = "\n".join(filter(None, [*(_reached(item, name) for name in TEXTS), *measures[item.pk]]))
        helpers = helping[item.pk] - {item.unit_id}
        text = search.with_tags(text, [unit_tag(item.unit_id), *map(helper_tag, helpers)])
        digest, place, cell = search.digest(text), place_of(item), _cell(item)
        moved = not row.place or (place, cell) != (row.place, _cell(row.tally))
        if moved:
            moves.append((row, place, cell))
        if moved or digest != row.digest:
            row.text, row.digest = text, digest
            changed.append(row)
    _move(moves)
    if changed:
        LedgerRow.objects.bulk_create(
            changed,
            update_conflicts=True,
            unique_fields=["item"],
            update_fields=["text", "digest", "tally", "place"],
        )


def _move(moves: list[tuple[LedgerRow, str, tuple]]) -> None:
    """Each row leaves the counter it stood in and joins another. The counters are locked in one order, so that two of these never wait for each other."""
    if not moves:
        return
    cells = {cell for _row, _place, cell in moves}
    wanted = Q(pk__in=[row.tally_id for row, _place, _cell in moves if row.place])
    for cell in cells:
        wanted |= Q(**dict(zip(CELL, cell, strict=True)))
    counters = Tally.objects.select_for_update().filter(wanted).order_by("pk")
    by_cell = {_cell(tally): tally for tally in counters}
    if missing := cells - by_cell.keys():
        Tally.objects.bulk_create(
            [Tally(**dict(zip(CELL, cell, strict=True))) for cell in sorted(missing)], ignore_conflicts=True
        )
        by_cell = {_cell(tally): tally for tally in counters.all()}
    by_pk = {tally.pk: tally for tally in by_cell.values()}
    touched = set()
    for row, place, cell in moves:
        if row.place:
            _add(by_pk[row.tally_id], row.place, -1)
            touched.add(row.place)
        row.tally, row.place = by_cell[cell], place
        _add(row.tally, place, 1)
        touched.add(place)
    Tally.objects.bulk_update(by_pk.values(), sorted(touched))


def recount() -> int:
    """Everything anew, after a repair or a change of what is kept; how many items there are."""
    with transaction.atomic():
        LedgerRow.objects.all().delete()
        Tally.objects.all().delete()
    last, n = 0, 0
    while ids := list(Item.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            keep(ids)
        last, n = ids[-1], n + len(ids)
    return n


def _add(tally: Tally, place: str, n: int) -> None:
    setattr(tally, place, getattr(tally, place) + n)


def _cell(row: Item | Tally) -> tuple:
    return tuple(getattr(row, name) for name in CELL)


def _reached(item: Item, path: str) -> str:
    """`unit__name` of an item; '' where there is nobody."""
    value = item
    for name in path.split("__"):
        value = getattr(value, name, None)
    return value or ""
