"""工作日: working days with 调休, from the calendar table. A year that is not loaded counts weekends only (暂按双休日推算).

Counting: the first day is not counted; a limit in working days always ends on a working day.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, timedelta

from .models import CalendarDay, CalendarYear

CACHE_SECONDS = 60.0
ONE = timedelta(days=1)


@dataclass(frozen=True)
class Due:
    """A day that was counted; `provisional` when it crossed a year whose calendar is not loaded."""

    date: date
    provisional: bool


@dataclass(frozen=True)
class _Calendar:
    years: frozenset[int]
    special: dict[date, bool]
    read_at: float


_kept: _Calendar | None = None
_supposed: ContextVar[_Calendar | None] = ContextVar("supposed calendar", default=None)


def forget() -> None:
    """Read the calendar again at the next question (after loading a year, and in tests)."""
    global _kept
    _kept = None


def _calendar() -> _Calendar:
    global _kept
    if supposed := _supposed.get():
        return supposed
    if _kept is None or time.monotonic() - _kept.read_at > CACHE_SECONDS:
        _kept = _Calendar(
            years=frozenset(CalendarYear.objects.values_list("year", flat=True)),
            special=dict(CalendarDay.objects.values_list("day", "working")),
            read_at=time.monotonic(),
        )
    return _kept


@contextmanager
def supposing(year: int, days: dict[date, bool]) -> Iterator[None]:
    """Inside, it is counted as if `days` were the calendar of `year`; nobody else notices."""
    known = _calendar()
    others = {day: working for day, working in known.special.items() if day.year != year}
    token = _supposed.set(_Calendar(known.years | {year}, others | days, known.read_at))
    try:
        yield
    finally:
        _supposed.reset(token)


def is_working(day: date) -> bool:
    """Is it a working day? Make-up days at the weekend are, holidays in the week are not."""
    return _calendar().special.get(day, day.weekday() < 5)


def is_known(day: date) -> bool:
    """Is the calendar of that year loaded?"""
    return day.year in _calendar().years


def next_working(day: date) -> date:
    """`day` itself when it is a working day, else the next one."""
    while not is_working(day):
        day += ONE
    return day


def add(day: date, n: int) -> Due:
    """The n-th working day after `day` (n = 0: the day itself or the next working day)."""
    provisional = not is_known(day)
    if n == 0:
        day = next_working(day)
    for _each in range(n):
        day += ONE
        while not is_working(day):
            day += ONE
    return Due(day, provisional or not is_known(day))


def back(day: date, n: int) -> date:
    """The n-th working day before `day`; n = 0 is the day itself."""
    for _each in range(n):
        day -= ONE
        while not is_working(day):
            day -= ONE
    return day


def between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; negative when `end` is before `start`."""
    if end < start:
        return -between(end, start)
    days, weeks = (end - start).days, 0
    weeks, rest = divmod(days, 7)
    count = weeks * 5
    day = start + timedelta(days=weeks * 7)
    for _each in range(rest):
        day += ONE
        count += day.weekday() < 5
    special = _calendar().special
    for each, working in special.items():
        if start < each <= end:
            count += working - (each.weekday() < 5)
    return count


def week_end(day: date) -> date:
    """The Sunday of the week of `day`."""
    return day + timedelta(days=6 - day.weekday())


def day_after(day: date) -> date:
    """The next calendar day."""
    return day + ONE
