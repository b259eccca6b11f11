"""督办通知单 as each person may see them: the office and the committee all, a unit those that were issued to it."""

from django.db.models import Count, F, Q, QuerySet

from units.models import Person
from units.queries import standing

from ..enums import OrderState
from ..models import Order, OrderLine

ENDED = Q(lapsed_at__isnull=False) | Q(dropped_at__isnull=False)
STATES = {
    OrderState.DRAFT: Q(submitted_at=None, signed_at=None) & ~ENDED,
    OrderState.SUBMITTED: Q(submitted_at__isnull=False, signed_at=None) & ~ENDED,
    OrderState.ISSUED: Q(signed_at__isnull=False, answered_at=None),
    OrderState.ANSWERED: Q(answered_at__isnull=False),
    OrderState.LAPSED: Q(lapsed_at__isnull=False),
    OrderState.DROPPED: Q(dropped_at__isnull=False),
}


def visible_orders(person: Person) -> QuerySet[Order]:
    """The technical administrators see none; of its own unit's, whoever belongs to it sees what was issued and no draft."""
    held = standing(person)
    orders = Order.objects.select_related("unit", "signed_by", "on_behalf_of")
    if held.is_technical:
        return orders.none()
    if held.is_office or held.is_committee:
        return orders.filter(~Q(unit_id__in=held.unit_ids) | Q(signed_at__isnull=False))
    return orders.filter(unit_id__in=held.unit_ids, signed_at__isnull=False)


def page_of(person: Person, *, state: str = "") -> QuerySet[Order]:
    """The list, newest first, each with how many matters it lists."""
    orders = visible_orders(person).order_by(F("id").desc())
    orders = orders.filter(STATES[state]) if state in STATES else orders
    return orders.annotate(listed=Count("lines", filter=Q(lines__lapsed_at=None)))


def counts_by_state(person: Person) -> dict[str, int]:
    """How many there are in all and in each state; one statement."""
    wanted = {str(state): Count("pk", filter=which) for state, which in STATES.items()}
    return visible_orders(person).order_by().aggregate(all=Count("pk"), **wanted)


def lines_about(subject: str, person: Person, *, line: str | None = None) -> list[OrderLine]:
    """The 督办 of one subject (of one line of it) that a person may know of, newest first. One statement."""
    lines = OrderLine.objects.filter(subject=subject, order__in=visible_orders(person).order_by())
    if line is not None:
        lines = lines.filter(line=line)
    return list(lines.select_related("order__unit").order_by("-id"))
