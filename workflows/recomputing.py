"""时限重算: the calendar of a year came late, so dates that were counted over weekends alone (暂按双休日推算) are counted anew.

Each subject in a transaction of its own, under its lock, each change on its trail. What has been said of a matter stays
said: the assignment remains the same row, so nobody is reminded twice. Run again, it finds nothing left to do.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from records import clock, outbox, trail, turns, workdays
from records.enums import Circle

from . import lights, subjects
from .acts import acting
from .models import Assignment, Round

RECOMPUTED = "limit.recomputed"
BATCH = 200


def since_opened(subject) -> tuple[date, int] | None:
    """The limit was counted from the day on which the matter was opened, when nothing else is said."""
    return None


@dataclass(frozen=True)
class OwnDate:
    """The field in which subjects of a kind keep the limit of their open assignment, too; `counted(subject)` is from which day
    and over how many working days it was counted, where that was not the day on which the matter was opened."""

    field: str
    counted: Callable[[Any], tuple[date, int] | None] = since_opened


_own_dates: dict[str, OwnDate] = {}


def register(kind: str, field: str, *, counted: Callable = since_opened) -> None:
    """Subjects of this kind have such a date: it moves along."""
    _own_dates[kind] = OwnDate(field, counted)


def recompute(payload: dict) -> None:
    """The effect of loading a year (records.calendars): every open matter whose date was provisional."""
    workdays.forget()  # this process may have read the calendar before the year was loaded
    year, after = payload["year"], 0
    while True:
        waiting = Assignment.objects.filter(done_at=None, provisional=True, pk__gt=after).order_by("pk")
        batch = list(waiting.values_list("pk", "subject")[:BATCH])
        if not batch:
            return
        after = batch[-1][0]
        for subject in dict.fromkeys(subject for _pk, subject in batch):
            _recompute(subject, [pk for pk, of in batch if of == subject], year)
            outbox.go_on()


@dataclass(frozen=True)
class Moved:
    """One limit as it would be counted: what, of which unit, from which day to which."""

    title: str
    what: str
    unit: str
    before: date
    due: date


def preview(year: int, days: dict[date, bool]) -> list[Moved]:
    """The open limits that would move if these days became the calendar of the year. Nothing is written."""
    waiting = Assignment.objects.filter(done_at=None, provisional=True, due__isnull=False)
    found = []
    with workdays.supposing(year, days):
        for each in waiting.select_related("unit").order_by("due", "pk").iterator():
            own = _own_dates.get(each.subject.partition(":")[0])
            subject = subjects.subject_of(each.subject) if own and own.counted is not since_opened else None
            due = _again(each, subject, year).date
            if due != each.due:
                found.append(Moved(each.title, each.what, each.unit.short_name, each.due, due))
    return found


def _again(assignment: Assignment, subject, year: int) -> workdays.Due:
    """Its limit as it is counted today; `subject` (None: it has no date of its own) may know from where."""
    own = _own_dates.get(assignment.subject.partition(":")[0]) if subject is not None else None
    if own and getattr(subject, own.field) == assignment.due and (told := own.counted(subject)):
        return workdays.add(*told)
    since = clock.day_of(assignment.since)
    return workdays.add(since, _counted(since, assignment.due, year))


def _recompute(key: str, wanted: list[int], year: int) -> None:
    with _held(key) as (subject, record):
        for assignment in Assignment.objects.filter(pk__in=wanted, done_at=None, provisional=True):
            since, before = clock.day_of(assignment.since), assignment.due
            if before is None:
                continue
            due = _again(assignment, subject, year)
            assignment.due, assignment.provisional = due.date, due.provisional
            assignment.yellow_on, assignment.red_on = lights.dates(assignment.starts or since, due.date)
            assignment.save(update_fields=["due", "provisional", "yellow_on", "red_on"])
            if due.date != before:
                if assignment.process_id:
                    rounds = Round.objects.filter(process_id=assignment.process_id, closed_at=None)
                    rounds.filter(due=before).update(due=due.date)
                record(assignment, before)


@contextmanager
def _held(key: str):
    """Inside, the subject is locked; gives it, and what writes one line of its trail and moves the date it keeps itself."""
    kind = key.partition(":")[0]
    if kind in subjects.kinds():
        with acting(subjects.unread(key), by=None) as act:

            def moved(assignment: Assignment, before: date) -> None:
                act.record(RECOMPUTED, **_said(assignment, before))
                own = _own_dates.get(kind)
                if own and getattr(act.subject, own.field) == before:
                    lit = ("yellow_on", "red_on") if hasattr(act.subject, "yellow_on") else ()
                    act.set(
                        **{own.field: assignment.due}, **{name: getattr(assignment, name) for name in lit}
                    )

            yield act.subject, moved
        return
    with transaction.atomic():  # a thing without a life of its own (an action that asks for plans)
        turns.take(key)
        own = {"by": None, "circle": Circle.FEEDBACK}
        yield (
            None,
            lambda assignment, before: trail.record(key, RECOMPUTED, **own, **_said(assignment, before)),
        )


def _said(assignment: Assignment, before: date) -> dict[str, str]:
    return {"what": assignment.what, "before": before.isoformat(), "due": assignment.due.isoformat()}


def _counted(since: date, due: date, year: int) -> int:
    """How many working days were given, when weekends alone were known of `year`."""
    days = (since + workdays.ONE * n for n in range(1, (due - since).days + 1))
    return sum(day.weekday() < 5 if day.year == year else workdays.is_working(day) for day in days)
