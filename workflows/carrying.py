"""承接: what a unit has in hand and can go to another one when it is split (拆分), kind by kind. Filled by the apps above in their
apps.py; the engine knows no plan and no item.

What moves keeps its number and all that was written. From which unit it came stands on its trail and on itself (`came_from`):
whoever is of that unit did part of the work and judges none of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from records import clock
from records.models import Entry
from units import holders
from units.models import Person, Section, Unit

from . import assigning
from .holdings import wait_for
from .models import Asked


@dataclass(frozen=True)
class Load:
    """One thing that a unit has in hand. `key` names it in a form, `subject` is what it moves with, `line` the part of it
    that moves where that is not the whole; `people` have something of it to do and belong where it belongs."""

    key: str
    what: str
    title: str
    subject: str
    line: str = ""
    url: str = ""
    due: date | None = None
    people: tuple[Person, ...] = ()
    row: Any = None

    @property
    def kind(self) -> str:
        """The kind it belongs to, the first half of its key."""
        return self.key.partition(":")[0]


@dataclass(frozen=True)
class Carrying:
    """One kind of thing. `of(unit id)` finds what has not ended; `barred(load, to)` says why a unit cannot take it ('' when it
    can); `move(act, load, former, to)` writes the other unit."""

    label: Any
    of: Callable[[int], list[Load]]
    barred: Callable[[Load, Unit], str]
    move: Callable[[Any, Load, Unit, Unit], None]


_kinds: dict[str, Carrying] = {}


def register(name: str, carrying: Carrying) -> None:
    """Make one kind known; its name is the first half of the keys of what it finds."""
    _kinds[name] = carrying


def kinds() -> dict[str, Carrying]:
    """All kinds by name, in the order they were registered."""
    return dict(_kinds)


def anybody(load: Load, to: Unit) -> str:
    """Any unit can take it."""
    return ""


def carry(act, load: Load, former: Unit, to: Unit, *, basis: str) -> None:
    """It is the other unit's from now on, with what waits for the posts of the former one; the limits stay."""
    kinds()[load.kind].move(act, load, former, to)
    act.set(came_from=[*act.subject.came_from, former.pk])
    for waiting in assigning.open_of(act.subject):
        if load.line and waiting.line != load.line:
            continue
        post, unit_id = holders.post_of(waiting.holder) or ("", None)
        if unit_id == former.pk:
            wait_for(act, waiting, holders.post(post, to.pk))
        elif waiting.unit_id == former.pk:
            waiting.unit = to
            waiting.save(update_fields=["unit"])
    if not load.line:
        _ask(load.subject, former, to)
    act.record(
        "work.carried",
        line=load.line,
        fact_of=to.pk,
        former=former.name,
        unit=to.name,
        words=basis,
    )


def carried(entries: Iterable[Entry]) -> list[Entry]:
    """Of a trail that was read: when the whole of it went to another unit, newest first as it stands."""
    return [each for each in entries if each.code == "work.carried" and not each.params.get("line")]


def _ask(subject: str, former: Unit, to: Unit) -> None:
    """Who is asked at a stage by a post of the unit: the same post of the other one."""
    open_ones = Asked.objects.filter(
        round__subject=subject, round__closed_at=None, answer="", holder__startswith="post:"
    )
    for asked in open_ones:
        post, unit_id = holders.post_of(asked.holder)
        if unit_id == former.pk:
            asked.holder = holders.post(post, to.pk)
            asked.save(update_fields=["holder"])


def section_in(section: Section | None, unit: Unit) -> Section | None:
    """科室: the one of the same name in the other unit, from today on."""
    if section is None:
        return None
    there, _made = Section.objects.get_or_create(
        unit=unit, name=section.name, until=None, defaults={"since": clock.today()}
    )
    return there
