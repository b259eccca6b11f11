"""领导每日摘要: a leader who chose so reads once a day how much of the unit is due or late. Never a single reminder."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Count, Q
from django.urls import reverse

from notifications.enums import Channel
from notifications.models import Delivery, Notice, Preference
from notifications.reminders import Reminder, remind_many
from records import turns
from records.stored import sentence
from units.enums import LEADERS, UnitKind
from units.models import Posting
from units.queries import valid_on
from workflows.models import Assignment

TITLE = sentence("本单位到期情况：今日到期%(today)d项，已逾期%(late)d项")
TEXT = sentence("%(unit)s今日到期%(today)d项，已逾期%(late)d项。")
EVENT = "reminder.digest"


def tell(today: date, now: datetime) -> int:
    """Put down today's digests, each once; how many. Nothing to a leader whose unit has nothing due."""
    leading = list(
        Posting.objects.filter(
            valid_on(today),
            post__in=LEADERS,
            unit__kind=UnitKind.UNIT,
            person__is_active=True,
            person__in=Preference.objects.filter(leader_digest=True).values("person"),
        ).select_related("person", "unit")
    )
    if not leading:
        return 0
    with transaction.atomic():
        turns.take("remind")
        wanted = {f"leaders:{today.isoformat()}:{each.person_id}:{each.unit_id}": each for each in leading}
        marks = {f"{key}:{Channel.IN_APP.value}": key for key in wanted}
        for mark in Delivery.objects.filter(key__in=marks).values_list("key", flat=True):
            wanted.pop(marks[mark], None)
        counts = _counts({each.unit_id for each in wanted.values()}, today)
        remind_many(
            [
                _digest(key, each, counts[each.unit_id], now)
                for key, each in wanted.items()
                if each.unit_id in counts
            ]
        )
    return len(wanted)


def _counts(units: set[int], today: date) -> dict[int, dict]:
    """{unit: {today, late}} of the units that have anything due."""
    waiting = Assignment.objects.filter(done_at=None, unit__in=units, due__lte=today)
    rows = (
        waiting.order_by()
        .values("unit")
        .annotate(today=Count("pk", filter=Q(due=today)), late=Count("pk", filter=Q(due__lt=today)))
    )
    return {row["unit"]: {"today": row["today"], "late": row["late"]} for row in rows}


def _digest(key: str, posting: Posting, counts: dict, now: datetime) -> Reminder:
    notice = Notice(
        recipient=posting.person,
        event=EVENT,
        text=TEXT(unit=posting.unit.name, **counts),
        url=reverse("waiting_unit", args=[posting.unit_id]),
        at=now,
    )
    return Reminder(key=key, notice=notice, title=TITLE(**counts), unit_id=posting.unit_id, at_once=True)
