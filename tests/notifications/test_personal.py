"""个人消息: opened by an administrator, set up and tested by each person, sealed, and only that person's reminders go there."""

import pytest
from django.urls import reverse

from notifications import gateways, operations, queries, reminders
from notifications.enums import DeliveryState
from notifications.models import ChannelPolicy, Delivery, Gateway
from project.effects import EFFECTS
from records import outbox, secrets
from records.errors import Refused
from records.models import Outbox
from tests.factories import make_person
from tests.notifications.test_channels import ROBOT, reminder
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]


@pytest.fixture
def heard(monkeypatch):
    """What apprise was asked to send, and where."""
    found = []

    def notify(self, title, body):
        found.append((self.urls()[0].partition(":")[0], title, body))
        return True

    monkeypatch.setattr(gateways.apprise.Apprise, "notify", notify)
    return found


@pytest.fixture
def person():
    ChannelPolicy.objects.create(may_personal=True)
    return make_person(Post.LIAISON)


def test_nothing_of_it_is_there_until_an_administrator_opens_it():
    person = make_person(Post.LIAISON)
    assert "个人消息" not in signed_in(person).get(reverse("notice_choices")).content.decode()
    with pytest.raises(Refused, match="没有开放"):
        operations.save_personal(by=person, address=ROBOT)


def test_set_up_tested_and_used_in_the_page(person, heard):
    client, page = signed_in(person), reverse("notice_choices")
    for bad in ("https://example.com/", f"{ROBOT} json://10.0.0.5:8080/", f"{ROBOT};form://localhost/"):
        assert client.post(reverse("personal_save"), {"address": bad}).status_code == 422
    assert not Gateway.objects.exists() and not heard
    assert client.post(reverse("personal_save"), {"address": ROBOT}).status_code == 302
    row = Gateway.objects.get()
    assert not row.active and ROBOT not in row.sealed
    assert secrets.unseal(row.sealed)["address"] == ROBOT
    assert "0123456789abcdef" not in client.get(page).content.decode()
    client.post(reverse("personal_test"))
    assert Gateway.objects.get().active and len(heard) == 1
    colleague = make_person(Post.HEAD, person.unit)
    reminders.remind_many([reminder(person, key="a"), reminder(colleague, key="b")])
    sent = Delivery.objects.get(channel="personal")
    assert sent.notice.recipient == person and sent.key.startswith("a:")
    outbox.drain("notify", EFFECTS)
    sent.refresh_from_db()
    assert sent.state == DeliveryState.SENT and heard[-1][1] == "将到期"


def test_what_broke_off_waits_for_a_person(person, heard):
    operations.save_personal(by=person, address=ROBOT)
    operations.test_personal(by=person)
    reminders.remind_many([reminder(person)])
    Delivery.objects.filter(channel="personal").update(state=DeliveryState.SENDING)
    outbox.drain("notify", EFFECTS)
    assert Delivery.objects.get(channel="personal").state == DeliveryState.UNKNOWN
    assert len(heard) == 1  # the test alone


def test_closed_again_or_removed_nothing_goes_there(person, heard):
    operations.save_personal(by=person, address=ROBOT)
    operations.test_personal(by=person)
    ChannelPolicy.objects.update(may_personal=False)
    reminders.remind_many([reminder(person, key="a")])
    ChannelPolicy.objects.update(may_personal=True)
    operations.remove_personal(by=person)
    reminders.remind_many([reminder(person, key="b")])
    assert not Delivery.objects.filter(channel="personal").exists()
    assert not Outbox.objects.filter(key__contains="personal").exists()
    assert secrets.unseal(Gateway.objects.get().sealed)["address"] == ""
    with pytest.raises(Refused, match="请先填写"):
        operations.test_personal(by=person)


def test_whoever_is_reached_by_it_is_not_out_of_reach(person, heard):
    type(person).objects.filter(pk=person.pk).update(email="", last_login=None)
    assert person in queries.out_of_reach()
    operations.save_personal(by=person, address=ROBOT)
    assert person in queries.out_of_reach()  # not tested yet
    operations.test_personal(by=person)
    assert person not in queries.out_of_reach()
    reminders.remind_many([reminder(person)])
    Delivery.objects.filter(channel="personal").update(state=DeliveryState.FAILED)
    assert person in queries.out_of_reach()  # set up, and never arrives


def test_it_is_nobody_elses_business(person):
    operations.save_personal(by=person, address=ROBOT)
    admin = signed_in(make_person(Post.BUSINESS_ADMIN))
    assert (
        reverse("channel", args=[Gateway.objects.get().pk])
        not in admin.get(reverse("channels")).content.decode()
    )
