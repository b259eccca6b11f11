"""外部渠道、通知方式: sealed addresses, a test before it is switched on, signed messages, digests, choices within what is allowed."""

import json
import threading
import time
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core import mail as mails
from django.test import Client
from django.urls import reverse
from standardwebhooks import Webhook

from notifications import counter, digest, gateways, notify, operations, outgoing, queries, reminders, telling
from notifications.enums import DeliveryState
from notifications.models import Delivery, Gateway, Notice, Preference
from plans.supervision.models import ReminderRule
from plans.supervision.operations.reminding import scan
from project.effects import EFFECTS
from records import clock, outbox, secrets
from records.errors import Refused
from records.models import Entry
from tests.factories import make_office, make_person, make_unit
from tests.supervision.test_reminders import at, waiting
from tests.test_addresses import signed_in
from units import holders
from units.enums import Post

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_work")]

KEY = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ROBOT = "wecombot://0123456789abcdef"


@pytest.fixture
def admin():
    return make_person(Post.BUSINESS_ADMIN, make_office())


def reminder(person=None, channels=("email",), key="remind:1:soon:0:1", **more):
    notice = Notice(
        recipient=person or make_person(), event="reminder.sent", text="样例：请办", url="/", at=clock.now()
    )
    return reminders.Reminder(key=key, notice=notice, title="将到期", channels=channels, **more)


def robot(**fields):
    sealed = secrets.seal({"address": ROBOT, "key": ""})
    return Gateway.objects.create(
        **{"kind": "robot", "name": "样例群", "sealed": sealed, "shown": "wecombot://…", "active": True}
        | fields
    )


class Receiver(BaseHTTPRequestHandler):
    """Takes what is sent and answers as it is told to."""

    got, status = [], 200

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.got.append((dict(self.headers.items()), body))
        self.send_response(self.status)
        if self.status == 302:
            self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, *args):
        pass


@pytest.fixture
def interface(settings, socket_enabled):
    """An interface that is set up and listens."""
    settings.OUTGOING_PRIVATE = True
    Receiver.got, Receiver.status = [], 200
    server = HTTPServer(("127.0.0.1", 0), Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sealed = secrets.seal({"address": f"http://127.0.0.1:{server.server_port}/sms?x=1", "key": KEY})
    yield Gateway.objects.create(kind="webhook", name="短信", sealed=sealed, shown="…", active=True)
    server.shutdown()
    server.server_close()


# --- set up, tested, switched ------------------------------------------------------------------------


def test_address_and_key_are_sealed_and_never_shown_again(admin):
    client = signed_in(admin)
    form = {"kind": "robot", "name": "样例群", "address": ROBOT}
    client.post(reverse("channel_new"), form)
    gateway = Gateway.objects.get()
    assert ROBOT not in gateway.sealed and secrets.unseal(gateway.sealed)["address"] == ROBOT
    for page in (reverse("channels"), reverse("channel", args=[gateway.pk])):
        assert "0123456789abcdef" not in client.get(page).content.decode()
    assert "0123456789abcdef" not in json.dumps(list(Entry.objects.values_list("params", flat=True)))
    client.post(reverse("channel", args=[gateway.pk]), {"name": "新名", "address": ""})
    gateway.refresh_from_db()
    assert gateway.name == "新名" and secrets.unseal(gateway.sealed)["address"] == ROBOT


def test_only_a_channel_that_was_tested_well_is_switched_on(admin, monkeypatch):
    gateway = robot(active=False)
    with pytest.raises(Refused, match="先测试"):
        operations.switch_gateway(gateway, by=admin, on=True)
    monkeypatch.setattr(gateways.apprise.Apprise, "notify", lambda self, **words: False)
    client = signed_in(admin)
    client.post(reverse("channel_test", args=[gateway.pk]))
    gateway.refresh_from_db()
    assert not gateway.tested_well and "没有接受" in client.get(reverse("channels")).content.decode()
    page, switch = reverse("channel", args=[gateway.pk]), reverse("channel_switch", args=[gateway.pk])
    assert switch not in client.get(page).content.decode()  # no button that would only be refused
    monkeypatch.setattr(gateways.apprise.Apprise, "notify", lambda self, **words: True)
    client.post(reverse("channel_test", args=[gateway.pk]))
    assert switch in client.get(page).content.decode()
    client.post(switch, {"on": "1"})
    gateway.refresh_from_db()
    assert gateway.active
    operations.save_gateway(gateway, by=admin, name="样例群", address=ROBOT + "0")
    gateway.refresh_from_db()
    assert not gateway.active and not gateway.tested_well
    with pytest.raises(Refused, match="先测试"):
        operations.switch_gateway(gateway, by=admin, on=True)


def test_a_new_key_is_tested_again_too(admin, interface):
    Gateway.objects.update(tested_well=True)
    interface.refresh_from_db()
    operations.save_gateway(interface, by=admin, name="短信", key=KEY)
    interface.refresh_from_db()
    assert not interface.active and not interface.tested_well


@pytest.mark.parametrize(
    ("kind", "address", "key", "field"),
    [
        ("robot", "https://example.com/", "", "address"),
        ("robot", "", "", "address"),
        ("robot", "wecombot://", "", "address"),
        ("robot", f"{ROBOT} json://10.0.0.5:8080/", "", "address"),
        ("robot", f"{ROBOT},json://10.0.0.5:8080/", "", "address"),
        ("robot", f"{ROBOT};xml://10.0.0.5/", "", "address"),
        ("robot", f"{ROBOT}\njson://10.0.0.5/", "", "address"),
        ("robot", f"{ROBOT},{ROBOT}0", "", "address"),
        ("webhook", "http://203.0.113.1/", KEY, "address"),
        ("webhook", "https://127.0.0.1/", KEY, "address"),
        ("webhook", "https://10.0.0.1/", KEY, "address"),
        ("webhook", "https://169.254.169.254/", KEY, "address"),
        ("webhook", "https://[::1]/", KEY, "address"),
        ("webhook", "https://user:secret@203.0.113.1/", KEY, "address"),
        ("webhook", "https://8.8.8.8/", "short", "key"),
    ],
)
def test_what_may_not_be_sent_to_is_refused(admin, settings, kind, address, key, field):
    settings.OUTGOING_PRIVATE = False
    with pytest.raises(Refused) as refused:
        operations.save_gateway(Gateway(kind=kind), by=admin, name="样例", address=address, key=key)
    assert refused.value.field == field and not Gateway.objects.exists()


def test_nobody_else_sets_up_channels(admin):
    other = make_person(Post.OFFICE_CLERK, admin.unit)
    gateway = robot()
    for attempt in (
        lambda: operations.save_gateway(gateway, by=other, name="x"),
        lambda: operations.switch_gateway(gateway, by=other, on=False),
        lambda: operations.test_gateway(gateway, by=other),
        lambda: operations.save_policy(by=other, may_daily=False, may_off=False, may_personal=False),
    ):
        with pytest.raises(Refused):
            attempt()


def test_an_administrator_tests_e_mail_with_one_button(admin, monkeypatch):
    client = signed_in(admin)
    assert reverse("email_test") in client.get(reverse("channels")).content.decode()
    page = client.post(reverse("email_test"), follow=True).content.decode()
    assert mails.outbox[0].to == [admin.email] and "请核对" in page
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.message.EmailMessage.send", lambda self: 1 / 0)
        assert "测试没有成功" in client.post(reverse("email_test"), follow=True).content.decode()
    entries = Entry.objects.filter(code="channel.tested").order_by("n")
    assert [entry.params["well"] for entry in entries] == [True, False]
    type(admin).objects.filter(pk=admin.pk).update(email="")
    admin.refresh_from_db()
    with pytest.raises(Refused, match="没有登记"):
        operations.test_email(by=admin)


def test_what_reaches_a_person_whatever_they_chose_is_marked(admin):
    ReminderRule.objects.filter(code="overdue").update(mandatory=True, name="样例逾期提醒")
    person = make_person(Post.LIAISON)
    client = signed_in(person)
    page = client.get(reverse("notice_choices")).content.decode()
    assert "必达的：" in page and "督办通知单" in page and "样例逾期提醒" in page
    telling.tell_many([person], event="order.issued", text="样例督办")
    assert "必达" in client.get(reverse("notices")).content.decode()
    Notice.objects.update(read_at=clock.now())
    telling.tell_many([person], event="order.answered", text="样例回执")
    assert "必达" not in client.get(reverse("notices")).content.decode()


# --- sending ------------------------------------------------------------------------------------------


def test_an_interface_gets_a_signed_message_and_the_same_id_again(interface, clock_at):
    clock_at(
        datetime.fromtimestamp(time.time(), UTC)
    )  # a signature is good for minutes of the machine's time
    told = reminder(make_person(office_phone="0000-1"), ("webhook",))
    told.notice.event = "order.issued"
    reminders.remind_many([told])
    Receiver.status = 500
    assert outbox.drain("notify", EFFECTS) == 0
    Receiver.status = 200
    outbox.again(Delivery.objects.get(channel="webhook").key)
    assert outbox.drain("notify", EFFECTS) == 1
    (first, _body), (headers, body) = Receiver.got
    assert first["webhook-id"] == headers["webhook-id"]
    told = Webhook(KEY).verify(body, {name.lower(): value for name, value in headers.items()})
    assert told["data"]["recipient"]["phone"] == "0000-1" and told["data"]["text"] == "样例：请办"
    delivery = Delivery.objects.get(channel="webhook")
    assert (delivery.state, delivery.error) == (DeliveryState.SENT, "HTTP 200")


def test_a_redirect_is_not_followed(interface):
    Receiver.status = 302
    with pytest.raises(gateways.NotTaken, match="302"):
        gateways.test(interface)
    assert len(Receiver.got) == 1


def test_a_name_that_points_inside_is_refused(settings, monkeypatch):
    settings.OUTGOING_PRIVATE = False
    monkeypatch.setattr(outgoing.socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", ("10.1.2.3", 443))])
    with pytest.raises(Refused, match="内部网络"):
        outgoing.post("https://sms.example.invalid/", b"", {})


def test_a_group_is_told_once_of_a_matter_and_only_of_its_own_unit(monkeypatch):
    said = []
    monkeypatch.setattr(gateways.apprise.Apprise, "notify", lambda self, **words: said.append(words) or True)
    unit = make_unit()
    robot(unit=unit)
    robot(unit=make_unit())
    robot(active=False)
    both = [
        reminder(key=f"remind:1:soon:0:{n}", channels=("robot",), matter="remind:1:soon:0", unit_id=unit.pk)
        for n in (1, 2)
    ]
    reminders.remind_many(both)
    assert outbox.drain("notify", EFFECTS) == 1
    assert len(said) == 1 and "样例：请办" in said[0]["body"]


def test_a_group_hears_nothing_of_what_stays_within_the_office():
    robot()
    inside = reminder(channels=("robot",))
    inside.notice.circle = "internal"
    reminders.remind_many([inside])
    assert not Delivery.objects.filter(channel="robot").exists()


def test_a_robot_whose_sending_broke_off_waits_for_a_person(monkeypatch):
    monkeypatch.setattr(gateways.apprise.Apprise, "notify", lambda self, **words: pytest.fail("sent twice"))
    robot()
    reminders.remind_many([reminder(channels=("robot",))])
    Delivery.objects.filter(channel="robot").update(state=DeliveryState.SENDING)
    assert outbox.drain("notify", EFFECTS) == 1
    assert Delivery.objects.get(channel="robot").state == DeliveryState.UNKNOWN


# --- what each person chose ---------------------------------------------------------------------------


def test_a_digest_is_one_mail_a_day_and_mandatory_ones_are_not_held(clock_at):
    clock_at(at(date(2026, 11, 23)))
    person = make_person(name="样例甲")
    operations.choose(by=person, mail="daily", leader_digest=False)
    reminders.remind_many([reminder(person, key=f"remind:{n}:a:0:1") for n in range(3)])
    reminders.remind_many([reminder(person, key="remind:9:a:0:1", mandatory=True)])
    assert outbox.drain("notify", EFFECTS) == 1 and len(mails.outbox) == 1
    clock_at(at(date(2026, 11, 24)))
    assert [digest.put_down(date(2026, 11, 24)) for _each in range(2)] == [1, 1]
    assert outbox.drain("notify", EFFECTS) == 1 and len(mails.outbox) == 2
    assert mails.outbox[1].body.count("样例：请办") == 3 and "3条" in mails.outbox[1].subject
    assert not Delivery.objects.exclude(state=DeliveryState.SENT).exists()
    assert digest.put_down(date(2026, 11, 24)) == 0


def test_off_is_off_as_far_as_it_is_allowed(admin):
    person = make_person()
    operations.choose(by=person, mail="off", leader_digest=False)
    reminders.remind_many([reminder(person)])
    assert not Delivery.objects.filter(channel="email").exists()
    operations.save_policy(by=admin, may_daily=True, may_off=False, may_personal=False)
    reminders.remind_many([reminder(person, key="remind:2:a:0:1")])
    assert Delivery.objects.filter(channel="email").count() == 1
    with pytest.raises(Refused):
        operations.choose(by=person, mail="off", leader_digest=False)
    page = signed_in(person).get(reverse("notice_choices")).content.decode()
    assert 'value="off"' not in page and 'value="daily"' in page


def test_a_leader_who_chose_so_gets_one_digest_a_day_and_no_reminder():
    unit = make_unit()
    head, other = make_person(Post.HEAD, unit), make_person(Post.DEPUTY, unit)
    signed_in(head).post(reverse("notice_choices"), {"mail": "at_once", "leader_digest": "on"})
    assert Preference.objects.get().leader_digest
    waiting(holders.person(make_person(unit=unit).pk), unit, due=date(2026, 11, 20))
    waiting(holders.post(Post.HEAD, unit.pk), unit, due=date(2026, 11, 23))
    ReminderRule.objects.update(active=False)
    for hour in (9, 10):
        scan(at(date(2026, 11, 23), hour))
    notice = Notice.objects.get()
    assert (notice.recipient, notice.text) == (head, f"{unit.name}今日到期1项，已逾期1项。")
    assert not Notice.objects.filter(recipient=other).exists()


@pytest.mark.parametrize(("how", "mails_sent"), [("at_once", 1), ("daily", 1), ("off", 0)])
def test_a_leaders_digest_keeps_to_what_the_leader_chose_of_e_mail(how, mails_sent):
    unit = make_unit()
    head = make_person(Post.HEAD, unit)
    operations.choose(by=head, mail=how, leader_digest=True)
    waiting(holders.post(Post.HEAD, unit.pk), unit, due=date(2026, 11, 23))
    ReminderRule.objects.update(active=False)
    scan(clock.now())
    outbox.drain("notify", EFFECTS)
    assert Notice.objects.get().recipient == head and len(mails.outbox) == mails_sent


def test_a_leader_of_the_office_is_offered_no_digest_that_never_comes():
    page = reverse("notice_choices")
    for unit, offered in ((make_office(), False), (make_unit(), True)):
        text = signed_in(make_person(Post.DEPUTY, unit)).get(page).content.decode()
        assert ('name="leader_digest"' in text) is offered


# --- the counter --------------------------------------------------------------------------------------


def test_the_counter_is_one_statement_without_a_session(django_assert_num_queries):
    person = make_person()
    notify.notify_many([person], event="x", text="样例")
    address = reverse("notice_count", args=[counter.word_for(person.pk)])
    with django_assert_num_queries(1):
        answer = Client().get(address)
    assert answer.json() == {"unread": 1} and not answer.cookies
    assert Client().get(reverse("notice_count", args=["made-up"])).status_code == 404
    assert "data-counter-url" in signed_in(person).get("/notices/").content.decode()


def test_who_cannot_be_reached_is_named_to_the_administrator(admin):
    lost = make_person(Post.LIAISON, name="样例失联", email="")
    make_person(Post.LIAISON, name="样例有邮箱")
    make_person(Post.LIAISON, name="样例在线", email="", last_login=clock.now())
    failing = make_person(Post.LIAISON, name="样例退信")
    reminders.remind_many([reminder(failing)])
    Delivery.objects.filter(channel="email").update(state=DeliveryState.FAILED)
    assert set(queries.out_of_reach()) == {lost, failing}
    page = signed_in(admin).get(reverse("sent")).content.decode()
    assert "样例失联" in page and "样例在线" not in page


def test_a_word_is_good_for_twelve_hours(settings):
    word = counter.word_for(7)
    assert counter.person_of(word) == 7
    settings.SESSION_COOKIE_AGE = -1
    assert counter.person_of(word) is None
