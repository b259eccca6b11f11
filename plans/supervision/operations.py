"""提醒: what goes out by itself, to 责任人 and 联络员 only. Leaders of a unit are reached by an issued 督办单, never from here."""

from datetime import datetime

from django.db import transaction

from notifications.enums import Channel
from notifications.mail import Reminder, remind_many
from notifications.models import Delivery, Notice
from records import clock, turns, workdays
from records.enums import Circle
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from workflows.models import Assignment

from .models import ReminderRule
from .schedule import in_office_hours, occurrence

DUE_SOON = sentence("将到期：%(title)s")
DUE_SOON_WORDS = sentence("%(title)s：%(what)s，%(due)s到期，还有%(n)d个工作日。")
DUE_TODAY = sentence("今日到期：%(title)s")
DUE_TODAY_WORDS = sentence("%(title)s：%(what)s，今日（%(due)s）到期。")
LATE = sentence("已逾期：%(title)s")
LATE_WORDS = sentence("%(title)s：%(what)s，应于%(due)s办结，已逾期%(n)d个工作日。")
BATCH = 200
EVENT = "reminder.sent"
NOT_REMINDED = {Post.HEAD, Post.DEPUTY}


def scan(now: datetime) -> int:
    """Send every reminder that is due and has no key yet; how many went out. Safe to run twice, or after a pause."""
    if not in_office_hours(now):
        return 0
    today = clock.day_of(now)
    rules = list(ReminderRule.objects.filter(active=True))
    if not rules:
        return 0
    horizon = workdays.add(today, max(0, *(rule.days_before for rule in rules)) + 1).date
    waiting = Assignment.objects.filter(done_at=None, due__lte=horizon).select_related("unit").order_by("pk")
    sent, after = 0, 0
    while batch := list(waiting.filter(pk__gt=after)[:BATCH]):
        after = batch[-1].pk
        sent += _remind(batch, rules, today, now)
    return sent


def _remind(batch: list[Assignment], rules, today, now) -> int:
    """The reminders of one batch, in one short transaction."""
    wanted = []
    for assignment in batch:
        since = clock.day_of(assignment.since)
        for rule in rules:
            n = occurrence(rule, due=assignment.due, since=since, today=today)
            if n is not None:
                wanted.append((assignment, rule, n))
    if not wanted:
        return 0
    people = _recipients({assignment.pk: assignment for assignment, _rule, _n in wanted}.values())
    reminders = {}
    for assignment, rule, n in wanted:
        for person in people[assignment.pk]:
            key = f"remind:{assignment.pk}:{rule.code}:{n}:{person.pk}"
            reminders[key] = _reminder(key, assignment, person, today, now)
    with transaction.atomic():
        turns.take("remind")
        marks = {f"{key}:{Channel.IN_APP.value}": key for key in reminders}
        known = Delivery.objects.filter(key__in=marks).values_list("key", flat=True)
        for mark in known:
            del reminders[marks[mark]]
        remind_many(list(reminders.values()))
    return len(reminders)


def _recipients(assignments) -> dict[int, list]:
    """{assignment: people}: the holder (for a leader's post the 联络员 instead), and the unit's 联络员 beside its own people."""
    keys: dict[int, set[str]] = {}
    people = queries.people_by_holder({assignment.holder for assignment in assignments})
    for assignment in assignments:
        place = holders.post_of(assignment.holder)
        liaison = holders.post(Post.LIAISON, place[1] if place else assignment.unit_id)
        if place and place[0] in NOT_REMINDED:
            keys[assignment.pk] = {liaison}
        elif place:
            keys[assignment.pk] = {assignment.holder}
        else:
            of_the_unit = any(person.unit_id == assignment.unit_id for person in people[assignment.holder])
            keys[assignment.pk] = {assignment.holder, liaison} if of_the_unit else {assignment.holder}
    people |= queries.people_by_holder({key for wanted in keys.values() for key in wanted} - people.keys())
    return {
        pk: list({person.pk: person for key in sorted(wanted) for person in people[key]}.values())
        for pk, wanted in keys.items()
    }


def _reminder(key: str, assignment: Assignment, person, today, now) -> Reminder:
    left = workdays.between(today, assignment.due)
    values = {
        "title": assignment.title,
        "what": assignment.what,
        "due": assignment.due.isoformat(),
        "n": abs(left),
    }
    if assignment.due > today:
        subject = DUE_SOON(**values)
        text = DUE_SOON_WORDS(**values)
    elif assignment.due == today:
        subject = DUE_TODAY(**values)
        text = DUE_TODAY_WORDS(**values)
    else:
        subject = LATE(**values)
        text = LATE_WORDS(**values)
    own = person.unit_id == assignment.unit_id
    notice = Notice(
        recipient=person,
        event=EVENT,
        text=text[:300],
        url=assignment.url,
        subject=assignment.subject,
        circle=Circle.FEEDBACK if own else Circle.INTERNAL,
        at=now,
    )
    return Reminder(key=key, notice=notice, title=subject[:200])
