"""待办、已办: one indexed look-up of the reader's holder keys. Costs the same at 10,000 and at 10,000,000 rows."""

from datetime import date

from django.db.models import F, IntegerField, Q, QuerySet, Subquery

from notifications.models import Notice
from records import clock, workdays
from units.models import Person
from units.queries import standing

from ..models import Assignment, Copy
from ..routes import STAGE
from ..subjects import waiting_for

COUNT_LIMIT = 1000
PAGE = 50


def open_assignments(person: Person) -> QuerySet[Assignment]:
    """What waits for the person: in person, by post, or for a principal who delegated to them."""
    return _waiting(person).select_related("unit", "sent_by").order_by(F("due").asc(nulls_last=True), "id")


def _waiting(person: Person) -> QuerySet[Assignment]:
    return Assignment.objects.filter(waiting_for(standing(person), STAGE), done_at=None)


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


def containing(assignments: QuerySet[Assignment], words: str) -> QuerySet[Assignment]:
    """The assignments whose title, step or unit contains `words`."""
    if not words:
        return assignments
    found = Q(title__icontains=words) | Q(what__icontains=words)
    return assignments.filter(found | Q(unit__name__icontains=words) | Q(unit__short_name__icontains=words))


class _Count(Subquery):
    """How many rows a bounded subquery has."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) counted)"
    output_field = IntegerField()


def in_group(assignments: QuerySet[Assignment], group: str, today: date) -> QuerySet[Assignment]:
    """The assignments that stand under one head of the inbox; an unknown head is all of them."""
    week_end = workdays.week_end(today)
    heads = {
        "overdue": Q(due__lt=today),
        "today": Q(due=today),
        "week": Q(due__gt=today, due__lte=week_end),
        "later": Q(due__gt=week_end) | Q(due=None),
    }
    return assignments.filter(heads[group]) if group in heads else assignments


def counts(person: Person) -> dict[str, int]:
    """How many are open, in all and under each head, counted up to COUNT_LIMIT (shown as 999+). One statement."""
    waiting = _waiting(person)
    today = clock.today()
    wanted = {
        name: _Count(in_group(waiting, name, today).order_by().values("pk")[:COUNT_LIMIT])
        for name in ("open", "overdue", "today", "week", "later")
    }
    found = Person.objects.filter(pk=person.pk).annotate(**wanted).values(*wanted).first()
    return found or dict.fromkeys(wanted, 0)


def boxes(person: Person) -> dict[str, int]:
    """待办、待阅、已办、已阅、抄送我的: how many there are in each, counted up to COUNT_LIMIT. One statement."""
    mine = _waiting(person)
    done = Assignment.objects.filter(done_by=person)
    notices, copies = Notice.objects.filter(recipient=person), Copy.objects.filter(recipient=person)
    rows = {
        "open": mine,
        "unread": notices.filter(read_at=None),
        "done": done,
        "read": notices.filter(read_at__isnull=False),
        "copied": copies.filter(read_at=None),
    }
    wanted = {name: _Count(found.order_by().values("pk")[:COUNT_LIMIT]) for name, found in rows.items()}
    found = Person.objects.filter(pk=person.pk).annotate(**wanted).values(*wanted).first()
    return found or dict.fromkeys(wanted, 0)
