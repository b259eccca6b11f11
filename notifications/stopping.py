"""停发: what has not left yet and names a file that must not go on its way (误传处置); what has is rid of the name."""

from django.db.models import Q, QuerySet

from records.enums import OutboxState
from records.models import Outbox
from records.stored import sentence

from . import gateways, mail
from .enums import DeliveryState
from .models import Delivery, Notice

STOPPED = sentence("内容涉及疑似涉密文件，已停止发送。")


def stop_naming(names: set[str]) -> list[int]:
    """Stop every sending still to be made that names one of these; which."""
    waiting = Outbox.objects.filter(state__lt=OutboxState.DONE, kind__in=[mail.KIND, gateways.KIND])
    on_the_way = [payload["delivery"] for payload in waiting.values_list("payload", flat=True)]
    due = Q(pk__in=on_the_way, state__in=[DeliveryState.DUE, DeliveryState.FAILED])
    due |= Q(state=DeliveryState.HELD)
    named = _naming(names, "title", "body", "notice__text")
    found = list(Delivery.objects.filter(due, named).values_list("pk", flat=True))
    Delivery.objects.filter(pk__in=found).update(state=DeliveryState.STOPPED, error=STOPPED())
    return found


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
