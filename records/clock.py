"""时间: the one clock. Times are UTC; days are those of Asia/Shanghai. `clock.at` serves seeds and tests.

A demo's clock may differ by the days, or parts of one, written in a file (`follow`): a tour need not wait half a year.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)
_ahead: Path | None = None


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _set.get() or datetime.now(UTC) + _days_ahead()


def follow(days_ahead: Path | None) -> None:
    """演示时钟: from now on this process is ahead by the days the file says, by none while there is no file. Demos only."""
    global _ahead
    _ahead = days_ahead


def _days_ahead() -> timedelta:
    if _ahead is None:
        return timedelta(0)
    try:
        return timedelta(days=float(_ahead.read_text()))
    except FileNotFoundError:
        return timedelta(0)


def today() -> date:
    """The day it is in Shanghai."""
    return day_of(now())


def day_of(moment: datetime) -> date:
    """The day of an aware moment in Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def moment_of(day: date, hour: int = 9, minute: int = 0) -> datetime:
    """A moment of a day in Shanghai, as UTC."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


@contextmanager
def at(moment: datetime | date):
    """Inside, it is `moment` (an aware datetime, or 9:00 in Shanghai of a date)."""
    if not isinstance(moment, datetime):
        moment = moment_of(moment)
    token = _set.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _set.reset(token)
