"""What a person reads, and what was sent."""

from django.db.models import QuerySet

from units.models import Person

from .enums import Channel
from .models import Delivery, Notice


def unread_notices(person: Person) -> QuerySet[Notice]:
    """待阅, newest first."""
    return Notice.objects.filter(recipient=person, read_at=None).select_related("by").order_by("-id")


def read_notices(person: Person) -> QuerySet[Notice]:
    """已阅, newest first."""
    return Notice.objects.filter(recipient=person, read_at__isnull=False).select_related("by").order_by("-id")


def sent_deliveries(channel: str = "") -> QuerySet[Delivery]:
    """发送记录: every sending, newest first; of one channel when it is a known one."""
    deliveries = Delivery.objects.select_related("notice__recipient__unit").order_by("-created", "-id")
    return deliveries.filter(channel=channel) if channel in Channel.values else deliveries
