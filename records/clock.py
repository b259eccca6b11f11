"""时间: the one clock. Times are UTC; days are those of Asia/Shanghai. `clock.at` serves seeds and tests."""

from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_set: ContextVar[datetime | None] = ContextVar("clock", default=None)


def now() -> datetime:
    """This moment, aware, in UTC."""
    return _set.get() or datetime.now(UTC)


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
