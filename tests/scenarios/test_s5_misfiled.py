"""S5. 涉密材料误传 (simulated, no real marking): each sentence of the story is one assertion or more."""

import hashlib
import io
import tarfile
from datetime import date, datetime
from pathlib import Path

import pytest
from django.apps import apps
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from documents import filing, verification
from documents.models import Filing
from notifications.models import Delivery, Notice
from notifications.reminders import Reminder, remind_many
from plans.actions.enums import Status
from plans.actions.operations import execution
from project.effects import EFFECTS
from records import append_only, backups, clock, files, markings, outbox, redactions, trail, withholding
from records.errors import Refused, Withheld
from records.models import Entry, FileOpened, Outbox, Redaction, StoredFile, Tombstone
from tests import factories as people
from tests.plans import factories
from tests.test_addresses import signed_in
from units.enums import Post
from workflows.models import Evidence, EvidenceUse, Misfiled
from workflows.operations import evidence as library
from workflows.operations import misfiled
from workflows.queries.filing import gathered

pytestmark = pytest.mark.django_db

SCAN = b"\x89PNG\r\n\x1a\n" + b"a scan with an invented stamp" * 40
NAME = "盖章件扫描.png"
DIGEST = hashlib.sha256(SCAN).hexdigest()
LETTER = {"decision": "clear", "number": "示密〔2026〕3号", "issuer": "示范区保密局（样例）"}


def moment(day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, 10, day, hour, minute, tzinfo=clock.SHANGHAI)


class Story:
    """Everybody in it, and what they have done by 14:32."""

    def __init__(self, clock_at):
        self.clock_at = clock_at
        clock_at(moment(12, 9, 0))
        self.d = d = factories.make_district(tasks=3)
        self.office_head = people.make_person(Post.OFFICE_HEAD, d.office, name="样例主任")
        self.system_admin = people.make_person(Post.SYSTEM_ADMIN, d.office)
        self.plan = factories.plan_at(Status.EXECUTING, d)
        self.first, self.second, self.third = self.plan.tasks.order_by("order")
        self.other = library.add_evidence(
            d.unit,
            by=d.liaison,
            file=files.put(io.BytesIO(b"%PDF-1.4 other work"), media_type="application/pdf"),
            name="培训签到.pdf",
            dated=clock.today(),
        )
        execution.link_evidence(self.third, by=d.liaison, evidence=self.other)
        execution.report(self.third, by=d.liaison, kind="progress", words="已完成两次培训")

    def attach(self):
        """14:05 a 联络员 attaches a scan to task 1.3; it is linked to a second task."""
        self.clock_at(moment(20, 14, 5))
        upload = SimpleUploadedFile(NAME, SCAN, content_type="image/png")
        answer = signed_in(self.d.liaison).post(
            reverse("task_evidence_add", args=[self.third.pk]),
            {"file": upload, "dated": "2026-10-20", "about": "样例说明", "checked": "on"},
        )
        assert answer.status_code == 302
        self.evidence = Evidence.objects.get(file=DIGEST)
        execution.link_evidence(self.second, by=self.d.liaison, evidence=self.evidence)

    def download(self):
        """Two people downloaded it."""
        self.clock_at(moment(20, 14, 11))
        assert self.get(self.d.head, "10.1.2.3") == SCAN
        self.clock_at(moment(20, 14, 20))
        assert self.get(self.d.clerk, "10.1.2.4") == SCAN

    def get(self, person, address: str = "127.0.0.1"):
        """The bytes, or the status when there are none."""
        client = Client(REMOTE_ADDR=address)
        client.force_login(person)
        answer = client.get(reverse("evidence_file", args=[self.evidence.pk]))
        return b"".join(answer.streaming_content) if answer.streaming else answer.status_code

    def queue(self):
        """A package with it waits for a worker, and a mail that names it."""
        with_it = gathered(self.plan, self.d.records_clerk)
        assert DIGEST in {each["digest"] for each in with_it["files"]}
        self.package = filing.pack(
            subject=self.plan.key,
            title=self.plan.title,
            unit=self.d.unit,
            retention="y30",
            content=with_it,
            by=self.d.records_clerk,
        )
        notice = Notice(recipient=self.d.head, event="sample", text=f"请查看{NAME}", at=clock.now())
        remind_many([Reminder(key="s5", notice=notice, title="佐证")])

    def report(self) -> Misfiled:
        """14:32 a reviewer presses 报告疑似涉密."""
        self.clock_at(moment(20, 14, 32))
        page = signed_in(self.d.clerk).get(reverse("task", args=[self.third.pk]))
        address = reverse("file_report", args=[DIGEST])
        assert address in page.content.decode()
        answer = signed_in(self.d.clerk).post(address, {"words": "右上角有印记"})
        incident = Misfiled.objects.get()
        assert answer.status_code == 302 and answer["Location"] == reverse("misfiled", args=[incident.pk])
        return incident


@pytest.fixture
def story(clock_at, settings, tmp_path):
    settings.BACKUP_DIR = tmp_path / "backups"
    told = Story(clock_at)
    told.attach()
    return told


@pytest.fixture
def reported(story):
    story.download()
    story.queue()
    story.incident = story.report()
    return story


def everything() -> str:
    """Every row of every table, as text."""
    return "\n".join(
        repr(row) for model in apps.get_models() for row in model._base_manager.order_by("pk").values_list()
    )


def test_a_scan_without_words_passes_with_one_tick(story):
    assert Evidence.objects.get(file=DIGEST).added_by == story.d.liaison
    assert set(EvidenceUse.objects.filter(evidence=story.evidence).values_list("line", flat=True)) == {
        story.third.line,
        story.second.line,
    }


def test_hidden_for_all_at_once(reported):
    d = reported.d
    everybody = (d.liaison, d.head, d.clerk, d.records_clerk, d.business_admin, d.chair, reported.office_head)
    assert {reported.get(person) for person in everybody} == {409}
    assert reported.get(reported.system_admin) == 404
    with pytest.raises(Withheld):
        files.open_file(DIGEST)
    for address in (
        reverse("task", args=[reported.third.pk]),
        reverse("plan", args=[reported.plan.pk]),
        reverse("evidence"),
    ):
        page = signed_in(d.liaison).get(address).content.decode()
        assert NAME not in page and "样例说明" not in page
        assert "培训签到.pdf" in page or address != reverse("evidence")
    assert not verification.compare(io.BytesIO(SCAN)).same


@pytest.mark.parametrize("rest", [-1, 10])
def test_what_is_being_read_breaks_off(story, rest):
    stream = files.open_file(DIGEST)
    stream.raw._asked -= 2  # the last time it was asked is two seconds ago
    misfiled.report_file(StoredFile.objects.get(pk=DIGEST), by=story.d.clerk)
    with pytest.raises(Withheld):
        stream.read(rest)


def test_the_package_is_stopped_and_no_mail_with_it_leaves(reported):
    Outbox.objects.filter(queue="pdf").exclude(
        kind=filing.PACK
    ).delete()  # papers of the plan: not the story's
    assert Filing.objects.get(pk=reported.package.pk).state == "failed"
    assert any("归档包" in words for words in reported.incident.stopped)
    for queue in outbox.QUEUES:
        outbox.drain(queue, EFFECTS)
    assert Filing.objects.get(pk=reported.package.pk).file is None
    assert not any(NAME in letter.body for letter in mail.outbox)
    assert Delivery.objects.get(channel="email").state == "stopped"
    again = gathered(reported.plan, reported.d.records_clerk)
    assert DIGEST not in {each["digest"] for each in again["files"]}


def test_a_package_made_before_is_withheld_with_it(story):
    story.queue()
    with_it = files.put(io.BytesIO(b"PK zip with " + SCAN), media_type="application/zip")
    Filing.objects.update(file=with_it, state="packed")
    incident = story.report()
    assert incident.packages == [with_it.digest]
    with pytest.raises(Withheld):
        files.open_file(with_it.digest)


def test_incident_sheet(reported):
    page = (
        signed_in(reported.office_head).get(reverse("misfiled", args=[reported.incident.pk])).content.decode()
    )
    for told in (
        "样例联络",
        "样例局长",
        "2026-10-20 14:11",
        "10.1.2.3",
        "样例经办",
        "2026-10-20 14:20",
        "10.1.2.4",
    ):
        assert told in page
    assert "2026-10-21 14:32" in page  # report due
    assert "还没有备份包含该文件" in page and "2026-10-21 02:00" in page
    assert str(reported.third) in page and str(reported.second) in page
    assert NAME not in page
    assert FileOpened.objects.count() == 2
    assert Notice.objects.filter(event="misfiled.told", recipient=reported.office_head).exists()


def test_the_backup_of_the_night_leaves_it_out(reported, tmp_path):
    with tarfile.open(tmp_path / "a.tar", "w") as archive:
        told = backups._files(archive)
    with tarfile.open(tmp_path / "a.tar") as archive:
        names = archive.getnames()
    assert f"files/{reported.other.file_id}" in names and f"files/{DIGEST}" not in names
    assert told["number"] == len(names)


def test_nobody_opens_or_deletes_it_alone(reported):
    d, incident = reported.d, reported.incident
    order = LETTER | {"issued_on": date(2026, 10, 23)}
    reported.clock_at(moment(23, 10, 0))
    for person in (d.business_admin, reported.system_admin, d.chair, d.liaison, d.head):
        with pytest.raises(Refused):
            misfiled.order_misfiled(incident, by=person, **order)
    with pytest.raises(Refused):  # nothing without a written instruction
        misfiled.carry_out_misfiled(incident, by=reported.office_head, number=LETTER["number"])
    with pytest.raises(Refused):
        misfiled.order_misfiled(incident, by=d.clerk, **order | {"number": " "})
    misfiled.order_misfiled(incident, by=d.clerk, **order)
    with pytest.raises(Refused, match="另一人"):
        misfiled.carry_out_misfiled(incident, by=d.clerk, number=LETTER["number"])
    with pytest.raises(Refused, match="不一致"):
        misfiled.carry_out_misfiled(incident, by=reported.office_head, number="示密〔2026〕4号")
    assert files.path_of(DIGEST).read_bytes() == SCAN
    misfiled.decline_misfiled(incident, by=reported.office_head, words="文号不清")
    assert Misfiled.objects.get().state == "hidden"


def test_who_put_it_there_carries_nothing_out(reported):
    people.give_post(reported.d.liaison, Post.RECORDS_CLERK, reported.d.office)
    with pytest.raises(Refused, match="由您上传"):
        misfiled.order_misfiled(
            reported.incident, by=reported.d.liaison, **LETTER | {"issued_on": date(2026, 10, 20)}
        )


def cleared(story) -> Misfiled:
    """On 10-23, on 示密〔2026〕3号, by two persons, in the pages."""
    story.clock_at(moment(23, 10, 0))
    pk = story.incident.pk
    order = LETTER | {"issued_on": "2026-10-23"}
    answer = signed_in(story.d.clerk).post(reverse("misfiled_order", args=[pk]), order)
    assert answer.status_code == 302
    client = signed_in(story.office_head)
    assert client.post(reverse("misfiled_carry_out", args=[pk]), {"number": "1"}).status_code == 422
    answer = client.post(reverse("misfiled_carry_out", args=[pk]), {"number": LETTER["number"]})
    assert answer.status_code == 302
    return Misfiled.objects.get()


def test_two_persons_clear_it_from_every_store(reported, settings):
    before = {entry.pk: entry.digest for entry in Entry.objects.all()}
    incident = cleared(reported)
    assert incident.state == "cleared" and incident.sealed == ""
    kept = everything()
    for gone in (DIGEST, NAME, "样例说明"):
        assert gone not in kept, gone
    stored = [path for path in Path(settings.FILES_DIR).rglob("*") if path.is_file()]
    assert stored and not any(SCAN in path.read_bytes() for path in stored)
    assert {entry.pk: entry.digest for entry in Entry.objects.filter(pk__in=before)} == before
    stone = Tombstone.objects.get()
    assert stone.basis == "示密〔2026〕3号"
    assert stone.digest == hashlib.sha256(f"{stone.salt}{DIGEST}".encode()).hexdigest()
    with pytest.raises(Withheld):
        files.open_file(stone.digest)
    assert reported.get(reported.d.clerk) == 409


def test_the_trail_verifies_and_still_notices_a_change(reported):
    incident = cleared(reported)
    call_command("verify_trail")
    codes = list(Entry.objects.filter(subject=incident.key).order_by("n").values_list("code", flat=True))
    assert codes == ["misfiled.reported", "misfiled.ordered", "misfiled.cleared"]
    redacted = (
        Entry.objects.filter(subject=reported.plan.key, code="plan.evidence_linked").order_by("n").last()
    )
    assert redacted.params["file"] == withholding.GONE()
    append_only.release(connection)
    Entry.objects.filter(pk=redacted.pk).update(params={**redacted.params, "task": "改过"})
    append_only.protect(connection)
    assert trail.verify(reported.plan.key) != []
    found = Entry.objects.get(pk=redacted.pk)
    Redaction.objects.filter(what=f"{found.subject}#{found.n}").update(now=trail.digest_of(found))
    assert trail.verify(reported.plan.key) == [] and redactions.problems() != []


def test_the_uploaders_other_work_is_untouched(reported):
    before = list(Entry.objects.filter(subject=reported.plan.key).values_list("n", "params"))
    cleared(reported)
    after = dict(Entry.objects.filter(subject=reported.plan.key).values_list("n", "params"))
    changed = [n for n, params in before if after[n] != params]
    assert len(changed) == 2  # the two links of that file
    assert files.open_file(reported.other.file_id).read() == b"%PDF-1.4 other work"
    assert Evidence.objects.get(pk=reported.other.pk).name == "培训签到.pdf"
    assert reported.third.reports.get().words == "已完成两次培训"


def test_it_does_not_come_in_again(reported):
    cleared(reported)
    answer = signed_in(reported.d.liaison).post(
        reverse("task_evidence_add", args=[reported.third.pk]),
        {"file": SimpleUploadedFile("改名.png", SCAN), "dated": "2026-10-20", "checked": "on"},
    )
    assert answer.status_code in {409, 422} and "清除" in answer.content.decode()
    assert not StoredFile.objects.filter(pk=DIGEST).exists() and not files.path_of(DIGEST).exists()


def test_what_is_not_classified_comes_back_as_it_was(reported):
    reported.clock_at(moment(23, 10, 0))
    order = LETTER | {"decision": "release", "issued_on": date(2026, 10, 23)}
    misfiled.order_misfiled(reported.incident, by=reported.d.clerk, **order)
    misfiled.carry_out_misfiled(reported.incident, by=reported.office_head, number=LETTER["number"])
    assert reported.get(reported.d.liaison) == SCAN
    found = Evidence.objects.get(pk=reported.evidence.pk)
    assert (found.name, found.about) == (NAME, "样例说明")
    call_command("verify_trail")


def test_a_second_report_finds_the_first_and_a_stranger_reports_nothing(reported):
    address = reverse("file_report", args=[DIGEST])
    assert signed_in(reported.d.head).post(address, {}).status_code == 302
    assert Misfiled.objects.count() == 1
    assert "已停止查看" in signed_in(reported.d.head).get(address).content.decode()
    assert signed_in(reported.d.other_liaison).get(address).status_code == 404
    assert signed_in(reported.d.head).get(reverse("misfiled", args=[reported.incident.pk])).status_code == 404


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("加强保密教育，学习保守党的秘密的要求。", markings.WARN),
        ("服务窗口评定：三星级支部★★★", markings.WARN),
        ("合同约定双方保守商业秘密。", markings.WARN),
    ],
)
def test_what_must_pass_is_at_most_asked_about(text, level):
    found = markings.in_text(text)
    assert not found.blocked and found.level in {markings.NONE, level}
