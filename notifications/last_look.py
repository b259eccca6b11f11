"""最后一看: just before something leaves. A reminder leaves within the hours of reminders alone, also when it was put down just
before their end or waited for a server that was away; nothing leaves to somebody who has left meanwhile.

Whoever knows the hours, and what is done by now, says so (plans/supervision/apps.py).
"""

from collections.abc import Callable
from datetime import datetime

from django.db.models import QuerySet

from records import clock, outbox
from records.stored import sentence
from units.models import Person

from .enums import DeliveryState
from .models import Delivery

REMINDERS = "reminder."  # events that begin so
GONE = sentence("收件人已停用，没有发送。")
NO_ADDRESS = sentence("收件人没有登记电子邮箱，没有发送。")
DONE = sentence("事项已办结，没有发送。")


def _any_hour(moment: datetime) -> datetime:
    return moment


def _none(_keys: set[str]) -> set[str]:
    return set()


_opens: Callable[[datetime], datetime] = _any_hour
_done: Callable[[set[str]], set[str]] = _none


def register(opens: Callable[[datetime], datetime], done: Callable[[set[str]], set[str]]) -> None:
    """`opens(moment)` is the moment itself within the hours, else when they next begin; `done(keys)` are those of the
    deliveries whose matter is done."""
    global _opens, _done
    _opens, _done = opens, done


def keep_hours(event: str) -> None:
    """outbox.Later, when this is a reminder and it is not the hour for one."""
    if event.startswith(REMINDERS):
        now = clock.now()
        opens = _opens(now)
        if opens > now:
            raise outbox.Later(opens)


def done(keys: set[str]) -> set[str]:
    """The keys of deliveries whose matter is done by now."""
    return _done(keys) if keys else set()


def begin(delivery: Delivery, recipient: Person | None) -> QuerySet[Delivery] | None:
    """发送中, unless it was stopped in this very moment, or `recipient` has left: then it is 已停发, and None."""
    begun = Delivery.objects.filter(pk=delivery.pk).exclude(state=DeliveryState.STOPPED)
    if recipient is not None and not recipient.is_active:
        begun.update(state=DeliveryState.STOPPED, error=GONE())
        return None
    return begun if begun.update(state=DeliveryState.SENDING) else None
