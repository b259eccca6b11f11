"""停发: what has not left yet and names a file that must not go on its way (误传处置); what has is rid of the name."""

from django.db.models import Q, QuerySet
from django.utils import timezone

from records.stored import sentence

from .enums import Channel, DeliveryState
from .models import Delivery, Notice

NAMING = ("title", "body", "notice__text")
NOT_ARRIVED = (
    DeliveryState.DUE,
    DeliveryState.SENDING,
    DeliveryState.FAILED,
    DeliveryState.UNKNOWN,
    DeliveryState.HELD,
)
LEFT = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNKNOWN)
STOPPED = sentence("内容涉及疑似涉密文件，已停止发送。")


def stop_naming(names: set[str]) -> list[int]:
    """Stop every sending that names one of these and has not arrived, whether work for it waits or not: what was given up
    may be tried again by a person. Which."""
    waiting = Delivery.objects.filter(_naming(names, *NAMING), state__in=NOT_ARRIVED)
    found = list(waiting.values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=found).update(state=DeliveryState.STOPPED, error=STOPPED())
    return found


def sent_naming(names: set[str]) -> list[dict]:
    """What names one of these and left over a channel outside, or may have: {channel, state, to, at}, without its words."""
    left = Delivery.objects.filter(_naming(names, *NAMING), state__in=LEFT).exclude(channel=Channel.IN_APP)
    found = left.select_related("gateway", "notice__recipient").order_by("id")
    return [
        {
            "channel": each.channel,
            "state": each.state,
            "to": each.gateway.name if each.gateway_id else each.notice.recipient.name,
            "at": timezone.localtime(each.sent_at or each.created).strftime("%Y-%m-%d %H:%M"),
        }
        for each in found
    ]


def rid_of(names: set[str], *, subjects: set[str], instead: str) -> None:
    """Other words instead of these names in what people were told about these subjects, or about none."""
    about = Notice.objects.filter(subject__in=[*subjects, ""])
    _replace(about.filter(_naming(names, "text")), names, instead, "text")
    sent = Delivery.objects.filter(notice__in=about).filter(_naming(names, "title", "body"))
    _replace(sent, names, instead, "title", "body")


def _naming(names: set[str], *fields: str) -> Q:
    found = Q(pk__in=[])
    for name in names:
        for field in fields:
            found |= Q(**{f"{field}__contains": name})
    return found


def _replace(rows: QuerySet, names: set[str], instead: str, *fields: str) -> None:
    for row in rows:
        for field in fields:
            text = getattr(row, field)
            for name in names:
                text = text.replace(name, instead)
            limit = row._meta.get_field(field).max_length
            setattr(row, field, text[:limit] if limit else text)
        row.save(update_fields=fields)
