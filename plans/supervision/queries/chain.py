"""全程记录: of one subject, every reminder and every 督办: when it was due, sent, over which channel, read, acted on. Within 知悉范围."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from notifications.models import Delivery, Notice
from units import holders
from units.models import Person
from workflows.models import Assignment
from workflows.queries.circles import circles_for

from ..models import Order, ReminderRule
from . import due
from .orders import lines_about

MOST = 1000
ABOUT = Q(event="reminder.sent") | Q(event__endswith="urged") | Q(event__startswith="order.")


@dataclass(frozen=True)
class Link:
    """One sending of one notice. `due` is the limit it speaks of; `acted_at` when that matter was done, or the 督办 answered."""

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
    orders = {line.order.key: line.order for line in lines_about(subject.key, person)}
    if isinstance(subject, Order):
        orders[subject.key] = subject
    notices = Notice.objects.filter(ABOUT, subject__in={subject.key, *orders})
    notices = notices.filter(circle__in=circles_for(person, subject)).select_related("recipient__unit")
    found = list(notices.order_by("-id")[:MOST])
    sent: dict[int, list[Delivery]] = {}
    for delivery in Delivery.objects.filter(notice__in=[notice.pk for notice in found]).order_by("id"):
        sent.setdefault(delivery.notice_id, []).append(delivery)
    spoken = {each.pk: due.matter_of(each.key) for some in sent.values() for each in some}
    asked = Q(pk__in={pk for pk, _rule in spoken.values() if pk}) | Q(subject=subject.key)
    matters = {matter.pk: matter for matter in Assignment.objects.filter(asked).order_by("due", "pk")}
    rules = dict(ReminderRule.objects.values_list("code", "name"))
    links = []
    for notice in found:
        deliveries = sent.get(notice.pk) or [None]
        for delivery in deliveries:
            pk, rule = spoken[delivery.pk] if delivery else (None, "")
            limit = _limit(notice, matters.get(pk), orders.get(notice.subject), matters.values())
            links.append(_link(notice, delivery, limit, rules.get(rule, "")))
    return links


def _limit(
    notice: Notice, matter: Assignment | None, order: Order | None, about: Iterable[Assignment]
) -> tuple[date | None, datetime | None]:
    """The limit a notice speaks of, and when what it asks for was done: of a reminder its matter, of an issued 督办 its
    receipt, of a 催办 what waited for the reader then."""
    if order is not None and notice.event == "order.issued":
        return order.answer_by, order.answered_at
    if matter is None and notice.event.endswith("urged"):
        matter = next((each for each in about if _waited_for(each, notice)), None)
    return (matter.due, matter.done_at) if matter else (None, None)


def _waited_for(matter: Assignment, notice: Notice) -> bool:
    """Did this wait for the reader of the notice when it was written? A post's until somebody else has done it."""
    reader = notice.recipient_id
    if matter.subject != notice.subject or matter.since > notice.at:
        return False
    if matter.done_at is not None and matter.done_at < notice.at:
        return False
    held = holders.person_id_of(matter.holder)
    return held == reader or held is None and matter.done_by_id in {None, reader}


def _link(notice: Notice, delivery: Delivery | None, limit: tuple, rule: str) -> Link:
    limit_day, acted_at = limit
    return Link(
        at=notice.at,
        why=rule or notice.event,
        text=notice.text,
        to=notice.recipient.name,
        unit=notice.recipient.unit.short_name,
        channel=delivery.channel if delivery else "in_app",
        state=delivery.state if delivery else "sent",
        error=delivery.error if delivery else "",
        due=limit_day,
        sent_at=delivery.sent_at if delivery else notice.at,
        read_at=notice.read_at,
        acted_at=acted_at,
    )
