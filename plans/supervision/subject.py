"""What the engine may ask about a 督办通知单: it has people and deadlines, but no flow, and holds nothing of its unit up."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from workflows.subjects import SubjectKind

from .models import Order
from .operations.drafting import RECEIPT, SIGN, WRITE
from .queries.orders import visible_orders


def url(order) -> str:
    """The page of a 督办通知单."""
    return reverse("order", args=[order.pk])


KIND = SubjectKind(
    model=Order,
    label=_("督办通知单"),
    visible_to=visible_orders,
    url=url,
    aside=frozenset({WRITE, SIGN, RECEIPT}),
)
