"""待办: how one is made, with its limit, its light and what its row says. Nothing is saved here."""

from datetime import date

from django.db.models import QuerySet

from records import clock, workdays

from . import lights
from .models import Assignment


def open_of(subject) -> QuerySet[Assignment]:
    """What still waits about a subject: the open steps of its life. What is owed whatever becomes of it has no process and is none."""
    waiting = Assignment.objects.filter(done_at=None)
    if subject.process_id is None:
        return waiting.filter(subject=subject.key)
    return waiting.filter(process_id=subject.process_id)


def assignment(
    kind: str,
    holder: str,
    what: str,
    *,
    subject: str,
    unit_id: int,
    title: str,
    url: str,
    by,
    process_id: int | None = None,
    limit_days: int | None = None,
    due: date | workdays.Due | None = None,
    starts: date | None = None,
    line: str = "",
    note: str = "",
    n: int = 1,
) -> Assignment:
    """`holder` now has `what` to do, within `limit_days` working days or until `due`: a day, or one that was counted in working
    days and may be provisional (暂按双休日推算)."""
    today, provisional = clock.today(), False
    if due is None and limit_days is not None:
        due = workdays.add(today, limit_days)
    if isinstance(due, workdays.Due):
        due, provisional = due.date, due.provisional
    yellow_on, red_on = lights.dates(starts or today, due)
    return Assignment(
        process_id=process_id,
        subject=subject,
        line=line,
        kind=kind,
        holder=holder,
        unit_id=unit_id,
        title=title[:200],
        what=what,
        note=note[:300],
        url=url,
        round=n,
        sent_by=by,
        since=clock.now(),
        starts=starts,
        due=due,
        provisional=provisional,
        yellow_on=yellow_on,
        red_on=red_on,
    )
