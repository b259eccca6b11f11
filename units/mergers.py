"""合并以后谁与谁是一家: one answer for everybody who asks whether somebody is of a unit (回避、知悉范围、由谁签批)."""

from collections.abc import Iterable, Mapping

from .models import Unit


def together(unit_ids: Iterable[int], merged: Mapping[int, int]) -> set[int]:
    """These units and every unit that is one with any of them. `merged` is {unit: the one it went into}; mergers in a row are followed."""
    asked = set(unit_ids)
    now = {unit_today(pk, merged) for pk in asked}
    return asked | {pk for pk in {*merged, *merged.values()} if unit_today(pk, merged) in now}


def mergers() -> dict[int, int]:
    """{unit: the one it went into}, of all there ever were. One statement; there are few."""
    return dict(Unit.objects.exclude(successor=None).order_by().values_list("pk", "successor_id"))


def one_with(*unit_ids: int) -> set[int]:
    """These units and every unit that is one with any of them today. One statement."""
    return together(unit_ids, mergers())


def gone_into(unit_id: int) -> set[int]:
    """The units whose matters this unit answers for since they were merged into it, one after another; itself not among them."""
    merged, found = mergers(), {unit_id}
    while more := {pk for pk, into in merged.items() if into in found} - found:
        found |= more
    return found - {unit_id}


def unit_today(pk: int, merged: Mapping[int, int]) -> int:
    """The unit that answers for this one today: itself, or the last one of a row of mergers."""
    while pk in merged:
        pk = merged[pk]
    return pk
