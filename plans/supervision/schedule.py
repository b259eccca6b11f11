"""提醒日程: which reminder a waiting matter is worth on a day. Pure but for the working calendar."""

from datetime import date, datetime, time

from records import clock, workdays

OPENING, CLOSING = time(8, 30), time(17, 30)


def in_office_hours(moment: datetime) -> bool:
    """Reminders go out on working days from 8:30 to 17:30 in Shanghai, and at no other time."""
    local = moment.astimezone(clock.SHANGHAI)
    return workdays.is_working(local.date()) and OPENING <= local.time() < CLOSING


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
