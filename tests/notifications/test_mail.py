import smtplib

import pytest
from django.core import mail as outgoing

from notifications import mail, reminders
from notifications.enums import Channel, DeliveryState
from notifications.models import Delivery, Notice
from project.effects import EFFECTS
from records import clock, outbox
from records.models import Outbox
from tests.factories import make_person

pytestmark = pytest.mark.django_db


def reminder(person=None, key="remind:1:soon:0:1"):
    notice = Notice(
        recipient=person or make_person(name="样例甲"),
        event="reminder.sent",
        text="样例方案：请审核",
        url="/plans/1/",
        at=clock.now(),
    )
    return reminders.Reminder(key=key, notice=notice, title="将到期：样例方案")


def email():
    return Delivery.objects.get(channel=Channel.EMAIL)


def test_a_reminder_is_a_notice_and_a_mail(settings):
    reminders.remind_many([reminder()])
    assert outbox.drain("notify", EFFECTS) == 1
    (sent,) = outgoing.outbox
    assert (
        sent.subject == "将到期：样例方案"
        and settings.PUBLIC_URL + "/plans/1/" in sent.body
        and "样例甲同志" in sent.body
    )
    assert email().state == DeliveryState.SENT and email().sent_at
    assert Notice.objects.get().deliveries.count() == 2


def test_somebody_without_an_address_gets_the_notice_only():
    reminders.remind_many([reminder(make_person(email=""))])
    assert not Outbox.objects.exists()
    assert Delivery.objects.get().channel == Channel.IN_APP


@pytest.mark.parametrize("n", [1, 3])
def test_remind_many_costs_the_same_for_any_number(n, django_assert_num_queries):
    many = [reminder(key=f"remind:{each}") for each in range(n)]
    with django_assert_num_queries(5):
        reminders.remind_many(many)


def test_a_server_that_refuses_is_tried_again_under_the_same_message_id(monkeypatch):
    reminders.remind_many([reminder()])

    def refuse(self, messages):
        raise smtplib.SMTPServerDisconnected("away")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
        outbox.drain("notify", EFFECTS)
    assert email().state == DeliveryState.DUE and "away" in email().error
    Outbox.objects.update(due=clock.now())
    outbox.drain("notify", EFFECTS)
    assert email().state == DeliveryState.SENT
    assert outgoing.outbox[0].extra_headers["Message-ID"] == email().message_id


def test_a_crash_between_sending_and_sent_is_said_and_resent_under_the_same_message_id():
    reminders.remind_many([reminder()])
    mail.send({"delivery": email().pk})  # sent, but the worker died before the row was done
    assert email().state == DeliveryState.SENDING
    outbox.drain("notify", EFFECTS)
    assert email().state == DeliveryState.SENT and "结果不明" in email().error
    assert len({each.extra_headers["Message-ID"] for each in outgoing.outbox}) == 1


def test_what_was_sent_is_not_sent_again():
    reminders.remind_many([reminder()])
    outbox.drain("notify", EFFECTS)
    assert mail.send({"delivery": email().pk}) is None
    assert len(outgoing.outbox) == 1


def test_after_the_last_attempt_the_delivery_failed():
    reminders.remind_many([reminder()])
    mail.gave_up({"delivery": email().pk}, "SMTPException: no")
    assert email().state == DeliveryState.FAILED
