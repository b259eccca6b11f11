"""全程记录: of one subject, every reminder and every 督办: when it was due, sent, over which channel, read, acted on. Within 知悉范围."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from notifications.models import Delivery, Notice
from units.models import Person
from workflows.models import Assignment
from workflows.queries.circles import circles_for

from ..models import Order, ReminderRule
from .orders import lines_about

MOST = 1000
ABOUT = Q(event="reminder.sent") | Q(event__endswith="urged") | Q(event__startswith="order.")


@dataclass(frozen=True)
class Link:
    """One sending of one notice. `due` is the limit it speaks of; `acted_at` when that matter was done."""

    at: datetime
    why: str
    text: str
    to: str
    unit: str
    channel: str
    state: str
    error: str
    due: date | None
    sent_at: datetime | None
    read_at: datetime | None
    acted_at: datetime | None


def chain_of(subject, person: Person) -> list[Link]:
    """Newest first, at most a thousand. Five statements for any number."""
    orders = {f"{Order.KIND}:{line.order_id}" for line in lines_about(subject.key, person)}
    notices = Notice.objects.filter(ABOUT, subject__in={subject.key, *orders})
    notices = notices.filter(circle__in=circles_for(person, subject)).select_related("recipient__unit")
    found = list(notices.order_by("-id")[:MOST])
    sent: dict[int, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(notice__in=[notice.pk for notice in found]).order_by("id"):
        sent.setdefault(delivery.notice_id, []).append(delivery)
    spoken = {each.pk: _matter(each.key) for some in sent.values() for each in some}
    matters = Assignment.objects.in_bulk({pk for pk, _rule in spoken.values() if pk})
    rules = dict(ReminderRule.objects.values_list("code", "name"))
    links = []
    for notice in found:
        deliveries = sent.get(notice.pk) or [None]
        for delivery in deliveries:
            pk, rule = spoken[delivery.pk] if delivery else (None, "")
            links.append(_link(notice, delivery, matters.get(pk), rules.get(rule, "")))
    return links


def _matter(key: str) -> tuple[int | None, str]:
    """The assignment and the rule a delivery speaks of, by its key."""
    words = key.split(":")
    return (int(words[1]), words[2]) if words[0] == "remind" and words[1].isdecimal() else (None, "")


def _link(notice: Notice, delivery: Delivery | None, matter: Assignment | None, rule: str) -> Link:
    return Link(
        at=notice.at,
        why=rule or notice.event,
        text=notice.text,
        to=notice.recipient.name,
        unit=notice.recipient.unit.short_name,
        channel=delivery.channel if delivery else "in_app",
        state=delivery.state if delivery else "sent",
        error=delivery.error if delivery else "",
        due=matter.due if matter else None,
        sent_at=delivery.sent_at if delivery else notice.at,
        read_at=notice.read_at,
        acted_at=matter.done_at if matter else None,
    )
