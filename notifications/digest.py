"""每日摘要: the e-mails of a person who wants one a day, in one. Put down once a day, sent by a worker, under one Message-ID."""

from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage

from records import clock, outbox
from records.models import Outbox
from records.stored import sentence
from units.models import Person

from . import hours
from .enums import DeliveryState
from .mail import QUEUE
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
    """Send one person's digest; gives what marks its e-mails sent. It waits for the hours of reminders."""
    hours.keep(EVENT)
    person, day = Person.objects.get(pk=payload["person"]), date.fromisoformat(payload["day"])
    held = Delivery.objects.filter(
        state=DeliveryState.HELD, notice__recipient=person, created__lt=clock.moment_of(day, 0)
    )
    rows = list(held.order_by("id").values_list("pk", "body", "notice__text"))
    if not rows or not person.email:
        return None
    lines = "\n".join(f"{n}. {text}" for n, (_pk, _body, text) in enumerate(rows, start=1))
    message = EmailMessage(
        TITLE(day=payload["day"], n=len(rows)),
        LETTER(name=person.name, lines=lines, url=settings.PUBLIC_URL),
        to=[person.email],
        headers={
            "Message-ID": f"<digest-{person.pk}-{payload['day']}@xianling.local>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.send()
    sent = Delivery.objects.filter(pk__in=[pk for pk, _body, _text in rows])
    return lambda: sent.update(state=DeliveryState.SENT, sent_at=clock.now())
