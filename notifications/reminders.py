"""Reminders become notices and deliveries: which channels each takes by its rule, the person's choice and what is set up."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import make_msgid

from django.conf import settings
from django.db.models import Q

from records import clock, outbox
from records.enums import Circle
from records.models import Outbox

from . import gateways, mail
from .enums import Channel, DeliveryState, Mail
from .models import ChannelPolicy, Delivery, Gateway, Notice, Preference
from .queries import policy


@dataclass(frozen=True)
class Reminder:
    """One reminder to one person: the notice, the key that makes it unique, and what it uses beside the page itself.

    Without a key it is known by its notice, of which there is one anyhow.
    `matter` is the key without the person: what a group is told once. `mandatory`: whatever the person has chosen. `at_once`:
    not held back for the daily e-mail, being one itself.
    """

    key: str
    notice: Notice
    title: str
    channels: tuple[str, ...] = (Channel.EMAIL.value,)
    matter: str = ""
    unit_id: int | None = None
    mandatory: bool = False
    at_once: bool = False


def remind_many(reminders: list[Reminder]) -> None:
    """Notices, deliveries, and the work of sending them: the same number of statements for any number.

    The caller has made sure that no delivery has one of the keys yet, and holds the turn in which that stays true.
    """
    if not reminders:
        return
    moment = clock.now()
    for each in reminders:
        each.notice.mandatory = each.mandatory
    Notice.objects.bulk_create([each.notice for each in reminders])
    reminders = [each if each.key else replace(each, key=f"told:{each.notice.pk}") for each in reminders]
    allowed = policy()
    wanted = _choices(reminders, allowed)
    doors = _doors(reminders, allowed)
    deliveries, told = [], set()
    for each in reminders:
        deliveries.append(_in_app(each, moment))
        how = Mail.AT_ONCE if each.mandatory else wanted(each.notice.recipient_id)
        if Channel.EMAIL in each.channels and each.notice.recipient.email and how != Mail.OFF:
            deliveries.append(_email(each, moment, held=how == Mail.DAILY and not each.at_once))
        for door in [*doors.get(None, ()), *doors.get(each.notice.recipient_id, ())]:
            if (
                door.person_id
                or door.kind in each.channels
                and door.unit_id in (None, each.unit_id)
                and _may_hear(each, door)
            ):
                key = _door_key(each, door)
                if key not in told:
                    told.add(key)
                    deliveries.append(_through(each, door, key, moment))
    Delivery.objects.bulk_create(deliveries)
    outbox.put_many([_work(each, moment) for each in deliveries if each.state == DeliveryState.DUE])


def _choices(reminders: list[Reminder], allowed: ChannelPolicy) -> Callable[[int], str]:
    """What each of these people wants of e-mail, as far as the administrator allows it."""
    people = {each.notice.recipient_id for each in reminders}
    chosen = dict(Preference.objects.filter(person__in=people).values_list("person_id", "mail"))
    may = {Mail.DAILY: allowed.may_daily, Mail.OFF: allowed.may_off}
    return lambda pk: how if may.get(how := chosen.get(pk, Mail.AT_ONCE), True) else Mail.AT_ONCE


def _doors(reminders: list[Reminder], allowed: ChannelPolicy) -> dict[int | None, list[Gateway]]:
    """The robots and interfaces that any of these may use, under None; people's own ones, under the person."""
    kinds = {channel for each in reminders for channel in each.channels} - {Channel.EMAIL.value}
    wanted = Q(kind__in=kinds, person=None)
    if allowed.may_personal:
        wanted |= Q(person__in={each.notice.recipient_id for each in reminders})
    elif not kinds:
        return {}
    found: dict[int | None, list[Gateway]] = {}
    for door in Gateway.objects.filter(wanted, active=True).order_by("id"):
        found.setdefault(door.person_id, []).append(door)
    return found


def _may_hear(reminder: Reminder, door: Gateway) -> bool:
    """知悉范围: who reads along in a group nobody knows, so it hears 对下反馈 alone; an interface carries one person's message."""
    return door.kind != Channel.ROBOT or reminder.notice.circle == Circle.FEEDBACK


def _door_key(reminder: Reminder, door: Gateway) -> str:
    """A group is told once of a matter, an interface once for each person."""
    about = reminder.matter or reminder.key if door.kind == Channel.ROBOT else reminder.key
    return f"{about}:{door.kind}:{door.pk}"


def _work(delivery: Delivery, moment) -> Outbox:
    return Outbox(
        key=delivery.key,
        kind=mail.KIND if delivery.channel == Channel.EMAIL else gateways.KIND,
        queue=mail.QUEUE,
        payload={"delivery": delivery.pk},
        due=moment,
    )


def _in_app(reminder: Reminder, moment) -> Delivery:
    return Delivery(
        key=f"{reminder.key}:{Channel.IN_APP.value}",
        notice=reminder.notice,
        channel=Channel.IN_APP,
        title=reminder.title,
        body=reminder.notice.text,
        state=DeliveryState.SENT,
        created=moment,
        sent_at=moment,
    )


def _email(reminder: Reminder, moment, *, held: bool) -> Delivery:
    notice = reminder.notice
    return Delivery(
        key=f"{reminder.key}:{Channel.EMAIL.value}",
        notice=notice,
        channel=Channel.EMAIL,
        address=notice.recipient.email,
        title=reminder.title,
        body=mail.LETTER(name=notice.recipient.name, text=notice.text, url=settings.PUBLIC_URL + notice.url),
        message_id=make_msgid(domain="xianling.local"),
        state=DeliveryState.HELD if held else DeliveryState.DUE,
        created=moment,
    )


def _through(reminder: Reminder, door: Gateway, key: str, moment) -> Delivery:
    return Delivery(
        key=key,
        notice=reminder.notice,
        channel=door.kind,
        gateway=door,
        address=door.name,
        title=reminder.title,
        body=reminder.notice.text,
        message_id=gateways.message_id(key),
        created=moment,
    )
