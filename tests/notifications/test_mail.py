import smtplib
from datetime import date, timedelta

import pytest
from django.core import mail as outgoing

from notifications import digest, mail, reminders
from notifications.enums import Channel, DeliveryState
from notifications.models import Delivery, Notice, Preference
from project.effects import EFFECTS
from records import clock, outbox
from records.enums import OutboxState
from records.models import Outbox
from tests.factories import make_person, make_unit
from tests.notifications.test_channels import robot
from tests.supervision.test_reminders import at, waiting
from units.models import Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


def reminder(person=None, key="remind:1:soon:0:1", **more):
    notice = Notice(
        recipient=person or make_person(name="样例甲"),
        event="reminder.sent",
        text="样例方案：请审核",
        url="/plans/1/",
        at=clock.now(),
    )
    return reminders.Reminder(key=key, notice=notice, title="将到期：样例方案", **more)


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


# --- a reminder leaves in working time alone ------------------------------------------------------------


NIGHT, SUNDAY = at(date(2026, 11, 23), 20), at(date(2026, 11, 29))


@pytest.mark.parametrize("when", [NIGHT, SUNDAY])
def test_what_waited_past_its_hours_leaves_once_in_the_morning_and_no_attempt_is_counted(clock_at, when):
    reminders.remind_many([reminder()])
    clock_at(when)
    assert outbox.drain("notify", EFFECTS) == 0 and not outgoing.outbox
    row = Outbox.objects.get()
    assert (row.attempts, row.scheduled, row.state) == (0, True, OutboxState.OPEN)
    assert email().state == DeliveryState.DUE and outbox.oldest_due() is None
    morning = at(date(2026, 11, 24) if when == NIGHT else date(2026, 11, 30), 8) + timedelta(minutes=30)
    assert row.due == morning
    clock_at(morning)
    assert outbox.drain("notify", EFFECTS) == 1
    assert outbox.drain("notify", EFFECTS) == 0 and len(outgoing.outbox) == 1


def test_robots_interfaces_and_digests_keep_the_same_hours(clock_at):
    person = make_person(email="a@example.invalid")
    Preference.objects.create(person=person, mail="daily")
    gateway = robot(kind="webhook")
    reminders.remind_many([reminder(person, channels=("email", "webhook"))])
    clock_at(at(date(2026, 11, 24)))
    digest.put_down(date(2026, 11, 24))
    clock_at(NIGHT + timedelta(days=1))
    assert outbox.drain("notify", EFFECTS) == 0 and not outgoing.outbox
    assert not Delivery.objects.filter(gateway=gateway).exclude(state=DeliveryState.DUE).exists()
    assert set(Outbox.objects.values_list("attempts", "scheduled")) == {(0, True)}


def test_what_a_person_did_is_told_at_any_hour(clock_at):
    told = reminder()
    told.notice.event = "order.issued"
    clock_at(SUNDAY)
    reminders.remind_many([told])
    assert outbox.drain("notify", EFFECTS) == 1


# --- and to nobody who has left ---------------------------------------------------------------------------


def held_back(clock_at, n=1) -> Person:
    """Somebody who wants one e-mail a day, with some of yesterday held back until this morning's."""
    person = make_person()
    Preference.objects.create(person=person, mail="daily")
    reminders.remind_many([reminder(person, key=f"remind:{each}:soon:0:1") for each in range(n)])
    clock_at(at(date(2026, 11, 24)))
    digest.put_down(date(2026, 11, 24))
    return person


def states() -> set[str]:
    return set(Delivery.objects.filter(channel=Channel.EMAIL).values_list("state", flat=True))


def test_nothing_leaves_to_somebody_who_has_left():
    reminders.remind_many([reminder()])
    Person.objects.update(is_active=False)
    assert outbox.drain("notify", EFFECTS) == 1
    assert email().state == DeliveryState.STOPPED and "停用" in email().error and not outgoing.outbox


@pytest.mark.parametrize("change", [{"is_active": False}, {"email": ""}])
def test_a_digest_to_somebody_who_has_left_is_stopped_and_not_put_down_daily_for_ever(clock_at, change):
    person = held_back(clock_at)
    Person.objects.filter(pk=person.pk).update(**change)
    assert outbox.drain("notify", EFFECTS) == 1 and not outgoing.outbox
    assert states() == {DeliveryState.STOPPED}
    assert digest.put_down(date(2026, 11, 25)) == 0


def test_a_digest_says_nothing_of_what_is_done_by_now(clock_at):
    unit = make_unit()
    over = waiting("person:1", unit, done_at=clock.now())
    still = waiting("person:1", unit)
    person = make_person()
    Preference.objects.create(person=person, mail="daily")
    reminders.remind_many([reminder(person, key=f"remind:{each.pk}:soon:0:1") for each in (over, still)])
    clock_at(at(date(2026, 11, 24)))
    digest.put_down(date(2026, 11, 24))
    outbox.drain("notify", EFFECTS)
    assert outgoing.outbox[0].body.count("样例方案：请审核") == 1
    stopped = Delivery.objects.get(state=DeliveryState.STOPPED)
    assert stopped.key == f"remind:{over.pk}:soon:0:1:email" and "已办结" in stopped.error


def test_a_digest_that_broke_off_is_said_and_sent_again_under_the_same_id(clock_at):
    held_back(clock_at, n=2)
    digest.send(
        Outbox.objects.get(kind=digest.KIND).payload
    )  # sent, but the worker died before the row was done
    assert states() == {DeliveryState.SENDING}
    outbox.drain("notify", EFFECTS)
    assert states() == {DeliveryState.SENT}
    assert all("结果不明" in each.error for each in Delivery.objects.filter(channel=Channel.EMAIL))
    assert len({each.extra_headers["Message-ID"] for each in outgoing.outbox}) == 1
    assert [each.body.count("样例方案：请审核") for each in outgoing.outbox] == [2, 2]


def test_a_digest_that_was_refused_stays_held(clock_at, monkeypatch):
    held_back(clock_at)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.message.EmailMessage.send", lambda self: 1 / 0)
        outbox.drain("notify", EFFECTS)
    assert states() == {DeliveryState.HELD}
    Outbox.objects.update(due=clock.now())
    outbox.drain("notify", EFFECTS)
    assert states() == {DeliveryState.SENT} and len(outgoing.outbox) == 1
