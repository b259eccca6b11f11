"""E-mail: one Delivery per sending. A crash between sending and sent is `unknown`, then resent under the same Message-ID.

The wording of a mail never goes beyond the 知悉范围 of its notice: it carries the notice's own words and a link.
"""

from dataclasses import dataclass
from email.utils import make_msgid

from django.conf import settings
from django.core.mail import EmailMessage

from records import clock, outbox
from records.models import Outbox
from records.stored import sentence

from .enums import Channel, DeliveryState
from .models import Delivery, Notice

BROKEN_OFF = sentence("发送中断，结果不明，以同一编号重发。")
LETTER = sentence(
    "%(name)s同志：\n\n%(text)s\n\n办理：%(url)s\n\n本邮件由系统自动发出，请勿直接回复。\n本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密。\n"
)
KIND = "mail.send"
QUEUE = "notify"


@dataclass(frozen=True)
class Reminder:
    """One reminder to one person: the notice, the key that makes it unique, and what it uses beside the page itself."""

    key: str
    notice: Notice
    title: str
    channels: tuple[str, ...] = (Channel.EMAIL.value,)


def remind_many(reminders: list[Reminder]) -> None:
    """Notices, deliveries of both channels, and the mails to be sent: four statements for any number.

    The caller has made sure that no delivery has one of the keys yet, and holds the turn in which that stays true.
    """
    if not reminders:
        return
    moment = clock.now()
    Notice.objects.bulk_create([each.notice for each in reminders])
    deliveries = []
    for each in reminders:
        deliveries.append(_in_app(each, moment))
        if Channel.EMAIL in each.channels and each.notice.recipient.email:
            deliveries.append(_email(each, moment))
    Delivery.objects.bulk_create(deliveries)
    outbox.put_many(
        [
            Outbox(key=each.key, kind=KIND, queue=QUEUE, payload={"delivery": each.pk}, due=moment)
            for each in deliveries
            if each.channel == Channel.EMAIL
        ]
    )


def send(payload: dict):
    """Send one delivery; gives what marks it sent. Sent already: nothing happens."""
    delivery = Delivery.objects.get(pk=payload["delivery"])
    if delivery.state == DeliveryState.SENT:
        return None
    begun = Delivery.objects.filter(pk=delivery.pk)
    note = ""
    if delivery.state in {DeliveryState.SENDING, DeliveryState.UNKNOWN}:
        note = BROKEN_OFF()
        begun.update(state=DeliveryState.UNKNOWN, error=note)
    begun.update(state=DeliveryState.SENDING)
    message = EmailMessage(
        delivery.title,
        delivery.body,
        to=[delivery.address],
        headers={"Message-ID": delivery.message_id, "Auto-Submitted": "auto-generated"},
    )
    try:
        message.send()
    except Exception as error:
        begun.update(state=DeliveryState.DUE, error=str(error)[:1000])
        raise
    return lambda: begun.update(state=DeliveryState.SENT, sent_at=clock.now(), error=note)


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 发送失败, with the reason."""
    Delivery.objects.filter(pk=payload["delivery"]).update(state=DeliveryState.FAILED, error=error[:1000])


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


def _email(reminder: Reminder, moment) -> Delivery:
    notice = reminder.notice
    return Delivery(
        key=f"{reminder.key}:{Channel.EMAIL.value}",
        notice=notice,
        channel=Channel.EMAIL,
        address=notice.recipient.email,
        title=reminder.title,
        body=LETTER(name=notice.recipient.name, text=notice.text, url=settings.PUBLIC_URL + notice.url),
        message_id=make_msgid(domain="xianling.local"),
        created=moment,
    )
