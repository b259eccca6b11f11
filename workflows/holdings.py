"""手头工作: what a person holds, kind by kind, for 工作交接. Filled by the apps above in their apps.py; the engine knows no plan and no item."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from units import holders
from units.models import Person
from units.queries import standing

from .models import Assignment


@dataclass(frozen=True)
class Held:
    """One thing that a person holds. `key` names it in a form; `subjects` are those on whose trails it is written when it
    moves, none: on that of the hand-over alone.

    `stuck` says why nobody else can take it, `mend` where it is settled instead. What `ends` is not taken by anybody.
    """

    key: str
    what: str
    title: str
    subjects: tuple[str, ...] = ()
    unit_id: int | None = None
    url: str = ""
    due: date | None = None
    stuck: str = ""
    mend: str = ""
    ends: bool = False
    row: Any = None

    @property
    def kind(self) -> str:
        """The kind it belongs to, the first half of its key."""
        return self.key.partition(":")[0]


Posts = frozenset[tuple[str, int]]


@dataclass(frozen=True)
class Moving:
    """One thing on its way: from whom, to whom, with the acts on its subjects, and that of the hand-over."""

    held: Held
    giver: Person
    to: Person
    acts: dict[str, Any]
    record: Any


@dataclass(frozen=True)
class Holding:
    """One kind of thing. `of(person)` finds it; `barred(held, to, gets)` says why somebody may not take it ('' when they
    may; `gets` are the posts they take over at the same time); `move(moving)` moves it, inside the acts.

    `assigned`: the kinds of 待办 that move with it. `inside`: it is the unit's own, and its head may hand it over.
    """

    label: Any
    of: Callable[[Person], list[Held]]
    barred: Callable[[Held, Person, Posts], str]
    move: Callable[[Moving], None]
    assigned: frozenset[str] = frozenset()
    inside: bool = False


_holdings: dict[str, Holding] = {}


def register(name: str, holding: Holding) -> None:
    """Make one kind known; its name is the first half of the keys of what it finds."""
    _holdings[name] = holding


def kinds() -> dict[str, Holding]:
    """All kinds by name, in the order they were registered."""
    return dict(_holdings)


def is_of(person: Person, unit_id: int, gets: Posts) -> bool:
    """Does somebody belong to a unit, by their own unit, a post, or a post they take over now?"""
    if standing(person).is_of({unit_id}):
        return True
    return any(unit == unit_id for _post, unit in gets)


def pass_on(act, waiting: Assignment, to: Person, note: str = "") -> Assignment:
    """待办: it waits for somebody else from now on, until the same day. For the one it waited for before it is no longer to be done."""
    return wait_for(act, waiting, holders.person(to.pk), note)


def wait_for(act, waiting: Assignment, holder: str, note: str = "") -> Assignment:
    """The same, for a holder key."""
    act.lapse_one(waiting)
    passed = act.assign(
        waiting.kind,
        holder,
        waiting.what,
        title=waiting.title,
        url=waiting.url,
        due=waiting.due,
        starts=waiting.starts,
        line=waiting.line,
        note=note or waiting.note,
        n=waiting.round,
    )
    passed.provisional = waiting.provisional
    return passed


def waiting_for(act, person: Person, *kinds: str, line: str | None = None):
    """What of these kinds waits for a person in the subject of an act."""
    found = Assignment.objects.filter(
        subject=act.subject.key, kind__in=kinds, holder=holders.person(person.pk), done_at=None
    )
    return list(found if line is None else found.filter(line=line))
