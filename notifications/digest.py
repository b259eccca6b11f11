"""每日摘要: the e-mails of a person who wants one a day, in one. Put down once a day, sent by a worker, under one Message-ID."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import Q

from records import clock, outbox, requests
from records.models import Outbox
from records.stored import sentence
from units.models import Person

from . import last_look
from .enums import DeliveryState
from .mail import BROKEN_OFF, QUEUE
from .models import Delivery

KIND = "mail.digest"
EVENT = "reminder.digest"
TITLE = sentence("先领：%(day)s每日摘要（%(n)d条）")
LETTER = sentence(
    "%(name)s同志：\n\n%(lines)s\n\n办理：%(url)s\n\n本邮件由系统自动发出，请勿直接回复。\n本系统为非涉密系统，严禁录入、上传、传输涉密文件和工作秘密。\n"
)


def put_down(today: date) -> int:
    """For everybody with e-mails held back until today: one piece of work a day. How many people."""
    held = Delivery.objects.filter(state=DeliveryState.HELD, created__lt=clock.moment_of(today, 0))
    people = list(held.order_by().values_list("notice__recipient_id", flat=True).distinct())
    outbox.put_many(
        [
            Outbox(
                key=f"digest:{pk}:{today.isoformat()}",
                kind=KIND,
                queue=QUEUE,
                payload={"person": pk, "day": today.isoformat()},
                due=clock.now(),
            )
            for pk in people
        ]
    )
    return len(people)


def send(payload: dict):
    """Send one person's digest; gives what marks its e-mails sent. It waits for the hours of reminders, leaves out what is
    done by now, and goes to nobody who has left."""
    last_look.keep_hours(EVENT)
    person, day = Person.objects.get(pk=payload["person"]), date.fromisoformat(payload["day"])
    message_id = f"<digest-{person.pk}-{payload['day']}@xianling.local>"
    waiting = Q(state=DeliveryState.HELD, created__lt=clock.moment_of(day, 0))
    broken_off = Q(
        state=DeliveryState.SENDING, message_id=message_id
    )  # a crash: sent again under the same id
    rows = list(
        Delivery.objects.filter(waiting | broken_off, notice__recipient=person)
        .select_related("notice")
        .order_by("id")
    )
    if not person.is_active or not person.email:
        _stop(rows, last_look.NO_ADDRESS() if person.is_active else last_look.GONE())
        return None
    done = last_look.done({row.key for row in rows})
    _stop([row for row in rows if row.key in done], last_look.DONE())
    rows = [row for row in rows if row.key not in done]
    note = BROKEN_OFF() if any(row.state == DeliveryState.SENDING for row in rows) else ""
    begun = Delivery.objects.filter(pk__in=[row.pk for row in rows]).exclude(state=DeliveryState.STOPPED)
    begun.update(state=DeliveryState.SENDING, message_id=message_id)
    leaving = set(begun.values_list("pk", flat=True))  # without what was stopped in this very moment
    texts = [row.notice.text for row in rows if row.pk in leaving]
    if not texts:
        return None
    try:
        _letter(person, texts, payload["day"], message_id).send()
    except Exception as error:
        begun.update(state=DeliveryState.HELD, error=str(error)[:1000])
        raise
    sent = Delivery.objects.filter(pk__in=leaving)
    return lambda: sent.update(state=DeliveryState.SENT, sent_at=clock.now(), error=note)


def _letter(person: Person, texts: list[str], day: str, message_id: str) -> EmailMessage:
    lines = "\n".join(f"{n}. {text}" for n, text in enumerate(texts, start=1))
    return EmailMessage(
        TITLE(day=day, n=len(texts)),
        LETTER(name=person.name, lines=lines, url=settings.PUBLIC_URL),
        to=[person.email],
        headers={
            "Message-ID": message_id,
            "Auto-Submitted": "auto-generated",
            requests.HEADER: requests.current(),
        },
    )


def _stop(rows: list[Delivery], why: str) -> None:
    stopped = Delivery.objects.filter(pk__in=[row.pk for row in rows])
    stopped.update(state=DeliveryState.STOPPED, error=why)
