"""提醒: what goes out by itself, to 责任人 and 联络员 only. Leaders of a unit are reached by an issued 督办单, never from here."""

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from notifications import digest
from notifications.enums import Channel
from notifications.models import Delivery, Notice
from notifications.reminders import Reminder, remind_many
from records import clock, turns, workdays
from records.enums import Circle
from records.stored import sentence
from workflows.models import Assignment

from .. import schedule, words
from ..models import Reminded, ReminderRule
from ..queries import due, settings
from ..queries.recipients import recipients
from . import leaders

DUE_SOON = sentence("将到期：%(title)s")
DUE_SOON_WORDS = sentence("%(title)s：%(what)s，%(due)s到期，还有%(n)d个工作日。")
DUE_TODAY = sentence("今日到期：%(title)s")
DUE_TODAY_WORDS = sentence("%(title)s：%(what)s，今日（%(due)s）到期。")
LATE = sentence("已逾期：%(title)s")
LATE_WORDS = sentence("%(title)s：%(what)s，应于%(due)s办结，已逾期%(n)d个工作日。")
BATCH = 250
MOST = 50_000  # of one rule in one sweep; the next one goes on
EVENT = "reminder.sent"


def scan(now: datetime) -> int:
    """Send every reminder that is due and not yet said; how many went out. Safe to run twice, at once, or after a pause."""
    hours = settings.current()
    if not schedule.in_office_hours(now, hours.opens, hours.closes):
        return 0
    today = clock.day_of(now)
    digest.put_down(today)
    leaders.tell(today, now)
    return sum(_sweep(rule, today, now) for rule in ReminderRule.objects.filter(active=True))


def _sweep(rule: ReminderRule, today: date, now: datetime) -> int:
    """What one rule has to say today, batch by batch, each in one short transaction."""
    waiting = list(due.unsaid(rule, today).order_by("due", "pk").values_list("pk", flat=True)[:MOST])
    return sum(
        _remind(rule, waiting[start : start + BATCH], today, now) for start in range(0, len(waiting), BATCH)
    )


def _remind(rule: ReminderRule, batch: list[int], today: date, now: datetime) -> int:
    """Two sweeps at once take turns: what the first has said, the second finds said."""
    with transaction.atomic():
        turns.take("remind")
        matters = list(due.unsaid(rule, today).filter(pk__in=batch).select_related("unit"))
        if not matters:
            return 0
        before = dict(
            Reminded.objects.filter(rule=rule, assignment__in=matters).values_list("assignment_id", "n")
        )
        people = recipients(rule, matters)
        twins = _told_today(rule, matters, today)
        marks, reminders, known = [], [], {}
        for matter in matters:
            since = clock.day_of(matter.since)
            n = schedule.occurrence(rule, due=matter.due, since=since, today=today)
            if n is not None and not people[matter.pk]:
                continue  # nobody holds the post: said as soon as somebody does
            told = people[matter.pk] if n is not None else []
            if n is not None and matter.pk in before:
                n = max(n, before[matter.pk] + 1)
            marks.append(_mark(rule, matter, n, today, len(told)))
            if told:
                said = words_of(rule, matter, today)
                made = [_reminder(rule, matter, n, person, said(person.name), now) for person in told]
                reminders += made
                known |= {
                    f"{twin}:{each.notice.recipient_id}": each.key
                    for twin in twins.get((matter.subject, matter.line, matter.due), ())
                    for each in made
                }
        reminders = _never_sent(reminders, known)
        Reminded.objects.bulk_create(
            marks,
            update_conflicts=True,
            unique_fields=["assignment", "rule"],
            update_fields=["n", "on", "again_on", "told"],
        )
        remind_many(reminders)
    return len(reminders)


def _told_today(
    rule: ReminderRule, matters: list[Assignment], today: date
) -> dict[tuple[str, str, date], list[str]]:
    """{(subject, line, due): beginnings of keys} of what the rule has said today of the same matter with the same limit, before
    it was put down anew (edited, handed on). A statement only where one of these began today."""
    fresh = [matter for matter in matters if clock.day_of(matter.since) == today]
    if not fresh:
        return {}
    said = Reminded.objects.filter(
        rule=rule, on=today, told__gt=0, assignment__subject__in={matter.subject for matter in fresh}
    )
    found: dict[tuple[str, str, date], list[str]] = {}
    of = ("assignment__subject", "assignment__line", "assignment__due")
    for subject, line, limit, pk, n in said.values_list(*of, "assignment_id", "n"):
        found.setdefault((subject, line, limit), []).append(_about(pk, rule, n))
    return found


def _never_sent(reminders: list[Reminder], twins: dict[str, str]) -> list[Reminder]:
    """Without those whose key is known, or whose twin's ({its key: theirs}): what an earlier version of the software has
    sent has no mark, and of a matter put down anew a person has heard today."""
    wanted = {each.key: each for each in reminders}
    keys = {key: key for key in wanted} | twins
    marks = {f"{key}:{Channel.IN_APP.value}": own for key, own in keys.items()}
    known = Delivery.objects.filter(key__in=marks).values_list("key", flat=True) if marks else ()
    for key in known:
        wanted.pop(marks[key], None)
    return list(wanted.values())


def _about(assignment_id: int, rule: ReminderRule, n: int) -> str:
    """How the keys of one occurrence begin."""
    return f"remind:{assignment_id}:{rule.code}:{n}"


def _mark(rule, matter: Assignment, n: int | None, today: date, told: int) -> Reminded:
    again = schedule.next_occurrence(rule, n, due=matter.due) if n is not None else None
    if (
        again is not None and again <= today
    ):  # a limit that moved: at most once a day, whatever was counted before
        again = workdays.add(today, rule.repeat_every).date
    return Reminded(assignment=matter, rule=rule, n=n or 0, on=today, again_on=again, told=told)


def _reminder(rule, matter: Assignment, n: int, person, said: tuple[str, str], now: datetime) -> Reminder:
    title, text = said
    own = person.unit_id == matter.unit_id
    notice = Notice(
        recipient=person,
        event=EVENT,
        text=text[:300],
        url=matter.url,
        subject=matter.subject,
        circle=Circle.FEEDBACK if own else Circle.INTERNAL,
        at=now,
    )
    about = _about(matter.pk, rule, n)
    return Reminder(
        key=f"{about}:{person.pk}",
        notice=notice,
        title=title[:200],
        channels=tuple(rule.channels),
        matter=about,
        unit_id=matter.unit_id,
        mandatory=rule.mandatory,
    )


def words_of(rule, matter: Assignment, today: date) -> Callable[[str], tuple[str, str]]:
    """What a reminder of this matter says: title and text to whoever bears the name. The rule's own words where it has any,
    else the standard ones, which are the same for everybody and made once."""
    left = abs(workdays.between(today, matter.due))
    values = {"title": matter.title, "what": matter.what, "due": matter.due.isoformat(), "n": left}
    if matter.due > today:
        standard = (DUE_SOON, DUE_SOON_WORDS)
    elif matter.due == today:
        standard = (DUE_TODAY, DUE_TODAY_WORDS)
    else:
        standard = (LATE, LATE_WORDS)
    title, text = (each(**values) for each in standard)
    if not (rule.title_words or rule.text_words):
        return lambda _name: (title, text)
    own = {
        "事项": matter.title,
        "待办": matter.what,
        "单位": matter.unit.name,
        "到期日": values["due"],
        "工作日": str(left),
    }

    def said(name: str) -> tuple[str, str]:
        known = own | {"姓名": name}
        return (
            words.filled(rule.title_words, known) if rule.title_words else title,
            words.filled(rule.text_words, known) if rule.text_words else text,
        )

    return said
