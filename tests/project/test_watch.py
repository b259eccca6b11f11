"""运行情况: what waits, what was given up with "try again", metrics for whoever has the word, one request id from page to message."""

import json
import logging
from datetime import date, timedelta

import pytest
from django.core import mail as mails
from django.urls import reverse

from notifications.enums import DeliveryState
from notifications.models import Delivery, Preference
from notifications.reminders import remind_many
from project import tasks
from project.effects import EFFECTS
from project.logs import AsJson, WithRequest
from records import backups, clock, outbox, requests
from records.enums import OutboxState
from records.models import BackupRun, Entry, Heartbeat, Outbox
from tests.factories import make_office, make_person, make_unit
from tests.notifications.test_channels import reminder, robot
from tests.supervision.test_reminders import waiting as waits
from tests.test_addresses import signed_in
from units import holders
from units.enums import Post

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_work"),
    pytest.mark.timeout(600),
]  # the first look at the page loads what makes PDF


@pytest.fixture
def office():
    return make_office()


@pytest.fixture
def client(office):
    return signed_in(make_person(Post.SYSTEM_ADMIN, office))


def test_page_names_queues_dead_letters_backup_and_what_stands_still(client):
    outbox.put("waits", "kind", {}, queue="pdf", due=clock.now() - timedelta(minutes=5))
    Outbox.objects.create(
        key="dead:1", kind="kind", due=clock.now(), state=OutboxState.DEAD, last_error="连不上"
    )
    Heartbeat.objects.create(name="remind", at=clock.now() - timedelta(hours=1))
    BackupRun.objects.create(at=clock.now(), ok=False, error="OSError: 磁盘已满")
    page = client.get(reverse("operations")).content.decode()
    for words in ("有积压", "dead:1", "连不上", "已停", "磁盘已满"):
        assert words in page, words


@pytest.mark.parametrize("post", [Post.OFFICE_CLERK, Post.OFFICE_HEAD, Post.AUDITOR])
def test_page_is_for_two_administrators(office, post):
    assert signed_in(make_person(post, office)).get(reverse("operations")).status_code == 409


def test_a_dead_letter_is_tried_again_and_that_is_on_the_trail(client):
    row = Outbox.objects.create(
        key="dead:1", kind="kind", due=clock.now(), state=OutboxState.DEAD, attempts=10, last_error="x"
    )
    client.post(reverse("dead_letter_again", args=[row.pk]))
    row.refresh_from_db()
    assert (row.state, row.attempts, row.last_error) == (OutboxState.OPEN, 0, "")
    assert Entry.objects.get(code="outbox.retried").params == {"key": "dead:1"}


def test_a_dead_letter_is_a_warning_also_where_all_else_is_well(client):
    assert "有失败的" not in client.get(reverse("operations")).content.decode()
    Outbox.objects.create(key="dead:1", kind="kind", due=clock.now(), state=OutboxState.DEAD)
    assert "有失败的" in client.get(reverse("operations")).content.decode()


@pytest.mark.parametrize("state", [OutboxState.DONE, OutboxState.OPEN])
def test_an_old_page_runs_nothing_twice(client, state):
    row = Outbox.objects.create(key="once:1", kind="kind", due=clock.now(), state=state, attempts=3)
    page = client.post(reverse("dead_letter_again", args=[row.pk]), follow=True).content.decode()
    row.refresh_from_db()
    assert (row.state, row.attempts) == (state, 3) and "没有重复办理" in page
    assert not Entry.objects.filter(code="outbox.retried").exists()


def test_a_broken_off_message_is_sent_again_by_a_person_alone(client, monkeypatch):
    said = []
    monkeypatch.setattr("apprise.Apprise.notify", lambda self, **words: said.append(words) or True)
    robot()
    remind_many([reminder(channels=("robot",))])
    Delivery.objects.filter(channel="robot").update(state=DeliveryState.SENDING)
    outbox.drain("notify", EFFECTS)
    delivery = Delivery.objects.get(channel="robot")
    page = client.get(reverse("operations")).content.decode()
    assert "结果不明" in page and delivery.key in page and not said
    assert delivery.title not in page  # whoever runs the system reads no business of it
    client.post(reverse("delivery_again", args=[delivery.pk]))
    outbox.drain("notify", EFFECTS)
    delivery.refresh_from_db()
    assert delivery.state == DeliveryState.SENT and len(said) == 1


def test_metrics_are_for_whoever_has_the_word(client, settings):
    assert client.get("/metrics").status_code == 404
    settings.METRICS_TOKEN = "word"
    assert client.get("/metrics", headers={"Authorization": "Bearer other"}).status_code == 404
    outbox.put("waits", "kind", {}, queue="pdf")
    text = client.get("/metrics", headers={"Authorization": "Bearer word"}).content.decode()
    assert 'xianling_outbox_waiting{queue="pdf"} 1' in text and "xianling_disk_free_bytes" in text


def test_one_request_id_goes_from_the_page_to_the_message(client):
    answer = client.get("/healthz", headers={"X-Request-ID": "abc-12345678"})
    assert answer["X-Request-ID"] == "abc-12345678"
    assert client.get("/healthz", headers={"X-Request-ID": "<script>"})["X-Request-ID"] != "<script>"
    with requests.known_as("abc-12345678"):
        remind_many([reminder()])
    assert Outbox.objects.get().request_id == "abc-12345678"
    outbox.drain("notify", EFFECTS)
    assert mails.outbox[0].extra_headers["X-Request-ID"] == "abc-12345678"


def test_a_sweep_has_an_id_too_and_every_attempt_and_digest_keeps_it(monkeypatch):
    unit = make_unit()
    for mail in ("at_once", "daily"):
        person = make_person(unit=unit)
        Preference.objects.create(person=person, mail=mail)
        waits(holders.person(person.pk), unit, due=clock.today())
    tasks.remind()
    (request_id,) = Outbox.objects.values_list("request_id", flat=True)
    assert requests.SHAPE.fullmatch(request_id)
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.message.EmailMessage.send", lambda self: 1 / 0)
        tasks.drain("notify")
    Outbox.objects.update(due=clock.now())
    with clock.at(clock.moment_of(clock.today() + timedelta(days=1))):
        tasks.remind()
        tasks.drain("notify")
    ids = [letter.extra_headers["X-Request-ID"] for letter in mails.outbox]
    assert request_id in ids and all(requests.SHAPE.fullmatch(each) for each in ids)
    assert {"digest" in letter.extra_headers["Message-ID"] for letter in mails.outbox} == {True, False}


def test_what_is_put_down_outside_of_a_request_has_one_id_for_all_attempts():
    outbox.put_many([Outbox(key=key, kind="kind", due=clock.now()) for key in "ab"])
    (request_id,) = set(Outbox.objects.values_list("request_id", flat=True))
    assert requests.SHAPE.fullmatch(request_id)


def test_each_line_of_the_log_says_its_request():
    record = logging.LogRecord("x", logging.INFO, "", 1, "words %s", ("said",), None)
    record.told = {"ms": 3}
    with requests.known_as("abc-12345678"):
        WithRequest().filter(record)
    line = json.loads(AsJson().format(record))
    assert (line["request"], line["words"], line["ms"]) == ("abc-12345678", "words said", 3)


def test_old_backups_go_and_the_newest_stay(tmp_path, settings):
    settings.BACKUP_KEEP = 2
    for day in (1, 2, 3, 4):
        (tmp_path / f"xianling-2026110{day}-020000.tar").touch()
    (tmp_path / "xianling-20261105-020000.tar.new").touch()
    backups.forget_old(tmp_path)
    assert sorted(path.name[9:17] for path in tmp_path.glob("*.tar")) == ["20261103", "20261104"]


def test_a_backup_that_fails_is_noted_with_its_reason(monkeypatch, tmp_path):
    monkeypatch.setattr(backups, "make", lambda *given: (_ for _ in ()).throw(OSError("磁盘已满")))
    run = backups.make_and_note(tmp_path)
    assert not run.ok and "磁盘已满" in BackupRun.objects.get().error


@pytest.fixture
def nights(settings, monkeypatch, tmp_path):
    """Backups are made every night; what became of each, as it is told beforehand (well, unless it is said)."""
    settings.BACKUP_NIGHTLY, settings.BACKUP_DIR = True, tmp_path
    told, made = [], []

    def make_and_note():
        made.append(clock.now())
        ok = told.pop(0) if told else True
        return BackupRun.objects.create(at=clock.now(), ok=ok, error="" if ok else "OSError: 磁盘已满")

    monkeypatch.setattr(backups, "make_and_note", make_and_note)
    return told, made


def night(hour: int, minute: int = 0, day: int = 24):
    return clock.moment_of(date(2026, 11, day), hour, minute)


def test_one_backup_a_night_however_many_ask_for_it(nights, clock_at):
    _told, made = nights
    for moment in (night(1, 50), night(2), night(2), night(2, 10), night(23, 50), night(2, day=25)):
        clock_at(moment)
        tasks.backup()
    assert made == [night(2), night(2, day=25)]


def test_a_night_that_was_missed_is_made_up_for_and_one_that_failed_is_tried_again(nights, clock_at, client):
    told, made = nights
    told += [False, False]
    for minute in (0, 10, 20, 30):
        clock_at(night(9, minute))
        tasks.backup()
        assert outbox.oldest_due() is None  # hours of work are not late for being in hand
    assert made == [night(9), night(9, 10), night(9, 20)]
    assert not backups.is_late()
    clock_at(night(12, day=25))
    assert backups.is_late() and "超过26小时" in client.get(reverse("operations")).content.decode()


def test_a_killed_backup_leaves_nothing_in_the_clear_behind_the_next(tmp_path, monkeypatch):
    (tmp_path / ".backup-killed").mkdir()
    (tmp_path / ".backup-killed" / "database.sqlite3").write_bytes(b"in the clear")
    (tmp_path / "xianling-20261101-020000.tar.new").touch()
    monkeypatch.setattr(backups, "_fill", lambda archive, workshop: None)
    path = backups.make(tmp_path)
    assert {each.name for each in tmp_path.iterdir()} == {path.name, ".lock"}
    assert backups.kept(tmp_path) == [path]
