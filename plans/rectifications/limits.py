"""时限: the unit's clock, in dates alone. Nothing is read from an item here and nothing written.

The clock runs from 交办 to the limit in force. It stands while others hold the file (退办, 延期, 终止, 销号 being judged):
时限以申请之日为准 when the application is accepted; when it is returned the working days others held the file are given
back (those its own head held it are not), or there is a new limit, the later of the two. A limit the source set does not move without the source's consent.
"""

from datetime import date
from typing import NamedTuple

from records import workdays


def days_left(limit: date, stopped_on: date) -> int:
    """Working days to the limit when the clock stopped; negative when it had passed."""
    return workdays.between(stopped_on, limit)


class GivenBack(NamedTuple):
    """A limit moved on: the day, by how many working days, and whether a year on the way has no calendar yet."""

    date: date
    days: int = 0
    provisional: bool = False


def given_back(limit: date, *, stopped_on: date, today: date, fixed: bool = False) -> GivenBack:
    """The limit moved on by the working days that others held the file. `fixed`: the source set it, it stays."""
    held = workdays.between(stopped_on, today)
    if fixed or held <= 0:
        return GivenBack(limit)
    due = workdays.add(limit, held)
    return GivenBack(due.date, held, due.provisional)


def in_force(back: date, new: date | None) -> date:
    """The days given back or the new limit: the later one."""
    return max(back, new) if new else back


def days_late(limit: date, on: date) -> int:
    """逾期n个工作日 on a day (that of the application, when it was accepted); 0 while the limit is not past."""
    return max(0, workdays.between(limit, on))
