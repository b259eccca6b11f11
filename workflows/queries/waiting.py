"""谁在等谁: of one subject, and of all that a unit has; how long each side was waited for, read from the assignments.

By which rules time is shared: workflows/waiting.py. Whose side a holder is on: sides.py.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from records import clock, workdays
from units.enums import UnitKind
from units.models import Person, Unit
from units.queries import standing, valid_on

from .. import subjects
from ..enums import Party
from ..models import Assignment
from ..waiting import DAY, NONE, ORDER, Held, Split, split, within
from .now import MANY_HOLDERS
from .sides import Sides

ROW = ("subject", "kind", "holder", "unit_id", "since", "starts", "done_at")
SUBJECT, HOLDER, UNIT = (ROW.index(name) for name in ("subject", "holder", "unit_id"))


@dataclass(frozen=True)
class Part:
    """One side: its time in days, its piece of the bar in hundredths, and its holders as far as the reader may know."""

    party: Party
    days: float
    share: float = 0
    offset: float = 0
    holders: list[tuple[str, float]] = field(default_factory=list)


@dataclass(frozen=True)
class Waiting:
    """What a page shows: the parts in their order, their sum, and whom it waits for now, since when."""

    parts: list[Part]
    days: float
    party: Party | None = None
    names: list[str] = field(default_factory=list)
    since: datetime | None = None
    provisional: bool = False  # 暂按双休日推算


@dataclass(frozen=True)
class SubjectWaiting:
    """One row of a unit's page."""

    key: str
    waiting: Waiting
    subject: object = None
    url: str = ""


def of_subject(subject, person: Person) -> Waiting:
    """One subject from its first assignment until now."""
    rows = list(Assignment.objects.filter(subject=subject.key).values_list(*ROW))
    sides = Sides(person, {row[HOLDER] for row in rows})
    held, now = _held(rows, sides)
    begins = min((each.begins for each in held), default=clock.now())
    return _shown(split(held, _days_off(begins, clock.now())), now, sides)


def of_unit(unit: Unit, person: Person, *, begins: date, ends: date) -> tuple[Waiting, list[SubjectWaiting]]:
    """All subjects of a unit that `person` may see, over a period (both days in it): the sum, and each, the longest wait first."""
    first, last = clock.moment_of(begins, 0), clock.moment_of(workdays.day_after(ends), 0)
    rows = Assignment.objects.filter(Q(done_at=None) | Q(done_at__gte=first), unit=unit, since__lt=last)
    by_key = _by_subject(rows.values_list(*ROW), person)
    sides = Sides(person, {row[HOLDER] for rows in by_key.values() for row in rows})
    days_off = _days_off(first, min(last, clock.now()))
    total, found = Split(), []
    for key, rows in by_key.items():
        held, now = _held(rows, sides)
        one = split(within(held, first, last), days_off)
        if one.total:
            total.add(one)
            found.append((one.total, SubjectWaiting(key, _shown(one, now, sides))))
    found.sort(key=lambda pair: -pair[0])
    return _shown(total, [], sides), [row for _time, row in found]


def now_by_unit(units, person: Person) -> dict[int, Counter]:
    """unit id → how many of its subjects wait for whom now: a unit's line in the list of units."""
    rows = Assignment.objects.filter(done_at=None, unit__in=units).values_list(*ROW)
    by_key = _by_subject(rows, person)
    sides = Sides(person, {row[HOLDER] for rows in by_key.values() for row in rows})
    counted: dict[int, Counter] = {}
    for rows in by_key.values():
        _all, now = _held(rows, sides)
        if now:
            counted.setdefault(rows[0][UNIT], Counter())[now[0].party] += 1
    return counted


def with_subjects(rows: list[SubjectWaiting]) -> list[SubjectWaiting]:
    """The rows of one page with their subjects and addresses, one statement a kind."""
    found = {}
    for name, pks in _by_kind(row.key for row in rows).items():
        kind = subjects.kinds()[name]
        for subject in kind.model.objects.filter(pk__in=pks):
            found[subject.key] = {"subject": subject, "url": kind.url(subject)}
    return [replace(row, **found[row.key]) for row in rows]


def visible_units(person: Person) -> QuerySet[Unit]:
    """The units whose page the person may open: office and committee all, others their own, the three administrators none."""
    held = standing(person)
    units = Unit.objects.filter(valid_on(clock.today()))
    if held.is_technical:
        return units.none()
    if held.is_office or held.is_committee:
        return units.filter(Q(kind=UnitKind.UNIT) | Q(pk__in=held.unit_ids))
    return units.filter(pk__in=held.unit_ids)


def opens_unit(unit_id: int, person: Person) -> bool:
    """May the person open this unit's page? For the link to it; the page itself asks `visible_units`."""
    held = standing(person)
    return not held.is_technical and (held.is_office or held.is_committee or unit_id in held.unit_ids)


def years_of(unit: Unit) -> list[int]:
    """The years in which the unit has had anything to wait for, this one first."""
    first = Assignment.objects.filter(unit=unit).order_by("since").values_list("since", flat=True).first()
    this = clock.today().year
    return list(range(this, (clock.day_of(first).year if first else this) - 1, -1))


def days(time: timedelta) -> float:
    """Days with one decimal."""
    return round(time / DAY, 1)


def _by_kind(keys) -> dict[str, list[int]]:
    pks: dict[str, list[int]] = {}
    for key in keys:
        name, _colon, pk = key.partition(":")
        pks.setdefault(name, []).append(int(pk))
    return pks


def _by_subject(rows, person: Person) -> dict[str, list]:
    """Rows by subject, of the subjects the person may see; one statement a kind."""
    by_key: dict[str, list] = {}
    for row in rows:
        by_key.setdefault(row[SUBJECT], []).append(row)
    seen = set()
    for name, pks in _by_kind(by_key).items():
        kind = subjects.kinds().get(name)
        if kind is not None:  # what waits for somebody but has no page of its own is not counted
            visible = kind.visible_to(person).filter(pk__in=pks).order_by()
            seen |= {f"{name}:{pk}" for pk in visible.values_list("pk", flat=True)}
    return {key: rows for key, rows in by_key.items() if key in seen}


def _held(rows, sides: Sides) -> tuple[list[Held], list[Held]]:
    """The rows of one subject as intervals until now; and those of whom it waits for now."""
    now = clock.now()
    in_hand = sides.units_in_hand({row[UNIT] for row in rows}, {row[HOLDER] for row in rows})
    found, waiting = [], []
    for subject, kind, holder, unit_id, since, starts, done_at in rows:
        if kind in subjects.kind_of(subject).aside:
            continue
        begins = max(since, clock.moment_of(starts, 0)) if starts else since
        party = sides.party(kind, holder, unit_id, in_hand)
        each = Held(party, sides.known_as(kind, holder), begins, done_at or now)
        found.append(each)
        if done_at is None and begins <= now:
            waiting.append(each)
    first = next((party for party in ORDER if any(each.party == party for each in waiting)), None)
    return found, [each for each in waiting if each.party == first]


def _days_off(begins: datetime, ends: datetime) -> list[datetime]:
    """The midnights at which the days off of a period begin."""
    day, last, found = clock.day_of(begins), clock.day_of(ends), []
    while day <= last:
        if not workdays.is_working(day):
            found.append(clock.moment_of(day, 0))
        day = workdays.day_after(day)
    return found


def _shown(found: Split, now: list[Held], sides: Sides) -> Waiting:
    """The parts as the reader may read them."""
    total, offset, parts = found.total, 0.0, []
    for party in Party:
        share = round(100 * (found.parties[party] / total), 2) if total else 0.0
        parts.append(Part(party, days(found.parties[party]), share, offset, _named(found, party, sides)))
        offset = round(offset + share, 2)
    names = [name for each in now if (name := sides.name(each.party, each.holder))]
    names = list(dict.fromkeys(names))
    if len(names) > MANY_HOLDERS:
        names = [_("%(n)d位责任人") % {"n": len(names)}]
    return Waiting(
        parts=parts,
        days=days(total),
        party=now[0].party if now else None,
        names=names,
        since=min((each.begins for each in now), default=None),
        provisional=not workdays.is_known(clock.today()),
    )


def _named(found: Split, party: Party, sides: Sides) -> list[tuple[str, float]]:
    told: dict[str, timedelta] = {}
    for (side, holder), time in found.holders.items():
        if side == party and (name := sides.role(side, holder)):
            told[name] = told.get(name, NONE) + time
    return [(name, days(time)) for name, time in sorted(told.items(), key=lambda pair: -pair[1])]
