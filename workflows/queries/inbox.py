"""待办、已办: one indexed look-up of the reader's holder keys. Costs the same at 10,000 and at 10,000,000 rows."""

from datetime import date

from django.db.models import F, QuerySet

from records import clock, workdays
from units.models import Person
from units.queries import standing

from ..models import Assignment

COUNT_LIMIT = 1000
PAGE = 50


def open_assignments(person: Person) -> QuerySet[Assignment]:
    """What waits for the person: in person, by post, or for a principal who delegated to them."""
    return (
        Assignment.objects.filter(holder__in=standing(person).holders(), done_at=None)
        .select_related("unit", "sent_by")
        .order_by(F("due").asc(nulls_last=True), "id")
    )


def done_assignments(person: Person) -> QuerySet[Assignment]:
    """已办: what the person finished, newest first."""
    return (
        Assignment.objects.filter(done_by=person)
        .select_related("unit", "sent_by", "on_behalf_of")
        .order_by("-done_at")
    )


def grouped(assignments, today: date) -> list[tuple[str, list[Assignment]]]:
    """A page of the inbox under its heads: overdue, today, this week, later. Heads without rows are left out."""
    week_end = workdays.week_end(today)
    heads: dict[str, list[Assignment]] = {"overdue": [], "today": [], "week": [], "later": []}
    for assignment in assignments:
        due = assignment.due
        if due is None or due > week_end:
            heads["later"].append(assignment)
        elif due < today:
            heads["overdue"].append(assignment)
        elif due == today:
            heads["today"].append(assignment)
        else:
            heads["week"].append(assignment)
    return [(head, rows) for head, rows in heads.items() if rows]


def counts(person: Person) -> dict[str, int]:
    """How many are open and overdue, counted up to COUNT_LIMIT (shown as 999+)."""
    waiting = Assignment.objects.filter(holder__in=standing(person).holders(), done_at=None)
    return {
        "open": _up_to_limit(waiting),
        "overdue": _up_to_limit(waiting.filter(due__lt=clock.today())),
    }


def _up_to_limit(rows) -> int:
    return rows.order_by().values("pk")[:COUNT_LIMIT].count()
