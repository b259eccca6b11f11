"""提醒日程: which reminder a waiting matter is worth on a day. Pure but for the working calendar."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from records import clock, workdays

OPENING, CLOSING = time(8, 30), time(17, 30)
ONE = timedelta(days=1)


def in_office_hours(moment: datetime, opens: time = OPENING, closes: time = CLOSING) -> bool:
    """Reminders go out on working days between these hours in Shanghai, and at no other time."""
    local = moment.astimezone(clock.SHANGHAI)
    return workdays.is_working(local.date()) and opens <= local.time() < closes


def opening(moment: datetime, opens: time = OPENING, closes: time = CLOSING) -> datetime:
    """The moment itself within office hours, else when they next begin."""
    if in_office_hours(moment, opens, closes):
        return moment
    local = moment.astimezone(clock.SHANGHAI)
    day = workdays.next_working(local.date() + (ONE if local.time() >= opens else timedelta(0)))
    return datetime.combine(day, opens, clock.SHANGHAI)


@dataclass(frozen=True)
class Window:
    """Due days, both ends included; no beginning means any day before the end."""

    first: date | None
    last: date


def window(rule, today: date) -> Window:
    """The due days of which `rule` has something to say on `today`: what a list asks the database for.

    `occurrence` says the rest. Outside these days it says nothing, whatever else holds of a matter.
    """
    tomorrow = workdays.next_working(today + ONE)
    if rule.days_before > 0:
        after_last = workdays.next_working(workdays.add(today, rule.days_before).date + ONE)
        return Window(tomorrow, after_last - ONE)
    if rule.days_before == 0:
        return Window(today, tomorrow - ONE)
    return Window(None, workdays.back(workdays.back(tomorrow, 1), -rule.days_before - 1) - ONE)


def occurrence(rule, *, due: date, since: date, today: date) -> int | None:
    """Which occurrence of `rule` is due today for a matter due on `due` that has waited since `since`; None for none.

    Before the due day: from N working days before it; never for a matter that was given less time than that.
    On the day: on the due day, or on the working day before a due day that is none.
    After it: from the first working day after it, and again every `repeat_every` working days.
    A day that was missed (the system was down) is made up for on the next one that still fits.
    """
    last = workdays.back(workdays.day_after(due), 1)
    if rule.days_before > 0:
        first = workdays.back(last, rule.days_before)
        return 0 if since < first <= today < last else None
    if rule.days_before == 0:
        return 0 if last <= today <= due and since < due else None
    late = workdays.between(due, today) + rule.days_before
    if late < 0:
        return None
    return late // rule.repeat_every if rule.repeat_every else 0


def next_occurrence(rule, n: int, *, due: date) -> date | None:
    """The day from which the rule speaks again of a matter after its n-th occurrence; None: never."""
    if rule.days_before >= 0 or not rule.repeat_every:
        return None
    return workdays.add(due, (n + 1) * rule.repeat_every - rule.days_before).date
