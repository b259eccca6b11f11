"""文书 of the office issue, void, issue anew and register the seal; the unit is told, everybody else is refused."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import effects, engine, sealing
from documents.enums import DocumentState
from documents.models import Document
from notifications.models import Notice
from plans.actions.operations import plan_papers
from project.effects import EFFECTS
from records import clock, files, outbox
from records.enums import OutboxState
from records.errors import Refused
from records.models import Entry, Outbox, StoredFile
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from workflows.operations import papers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(
        effects.printing, "printed", lambda *, facts, **asked: f"%PDF-1.7 {asked} {facts}".encode()
    )


@pytest.fixture
def moves():
    found = moved_to("revising")
    outbox.drain("pdf", EFFECTS)
    return found


def paper_of(moves) -> Document:
    return Document.objects.filter(subject=moves.plan.key, kind="review_opinion").latest("id")


def page(person, document) -> str:
    return signed_in(person).get(reverse("paper", args=[document.pk])).content.decode()


def post(person, name, document, **data):
    return signed_in(person).post(reverse(name, args=[document.pk]), data)


def test_void_and_reissue_by_the_pages_keep_both(moves):
    old, clerk = paper_of(moves), moves.d.records_clerk
    assert "作废" in page(clerk, old) and reverse("paper_void", args=[old.pk]) not in page(
        moves.d.liaison, old
    )
    refused = post(clerk, "paper_void", old, reason=" ")
    assert refused.status_code == 422
    post(clerk, "paper_void", old, reason="落款单位有误")
    notice = Notice.objects.filter(recipient=moves.d.liaison, event="paper.voided").get()
    assert "落款单位有误" in notice.text and old.number in notice.text
    answer = post(clerk, "paper_again", old)
    new = Document.objects.get(replaces=old)
    assert answer["Location"] == reverse("paper", args=[new.pk])
    assert signed_in(moves.d.liaison).get(reverse("paper", args=[new.pk])).status_code == 404
    outbox.drain("pdf", EFFECTS)
    assert "样稿预览" in page(clerk, new)
    post(clerk, "paper_issue", new)
    new.refresh_from_db()
    assert new.number and new.number != old.number
    outbox.drain("pdf", EFFECTS)
    assert signed_in(moves.d.liaison).get(reverse("paper", args=[new.pk])).status_code == 200
    codes = list(
        Entry.objects.filter(subject=moves.plan.key, code__startswith="paper.").values_list("code", flat=True)
    )
    assert codes == ["paper.voided", "paper.drafted_again", "paper.issued"]


def test_a_draft_is_issued_only_when_it_can_have_been_read(moves):
    old, clerk = paper_of(moves), moves.d.records_clerk
    papers.void_paper(old, by=clerk, reason="印错")
    new = papers.draft_paper_again(old, by=clerk)
    with pytest.raises(Refused, match="样稿还在生成"):
        papers.issue_paper(new, by=clerk)


def test_the_seal_is_registered_once_on_the_paper(moves):
    document, clerk = paper_of(moves), moves.d.records_clerk
    scan = SimpleUploadedFile("件.jpg", b"\xff\xd8\xff\xe0 scan", content_type="image/jpeg")
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    refused = post(clerk, "paper_seal", document, scan=scan, signed_on=tomorrow, checked="on")
    assert refused.status_code == 422 and "签字日期不能晚于今天" in refused.content.decode()
    scan.seek(0)
    post(clerk, "paper_seal", document, scan=scan, signed_on=clock.today().isoformat(), checked="on")
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED and document.signed_scan_id
    again = files.put(io.BytesIO(b"scan"), media_type="image/jpeg")
    with pytest.raises(Refused, match="已经登记"):
        papers.register_seal(document, by=clerk, scan=again, signed_on=clock.today())


def test_a_step_that_waits_for_the_scan_gets_it():
    moves = moved_to("signing")
    outbox.drain("pdf", EFFECTS)
    document = Document.objects.get(subject=moves.plan.key, kind="acceptance_opinion")
    clerk = moves.d.records_clerk
    scan = files.put(io.BytesIO(b"scan"), media_type="image/jpeg")
    with pytest.raises(Refused, match="请在该环节登记"):
        papers.register_seal(document, by=clerk, scan=scan, signed_on=clock.today())
    shown = page(clerk, document)
    assert reverse("plan_signed", args=[moves.plan.pk]) in shown
    assert reverse("paper_seal", args=[document.pk]) not in shown


def test_the_sealed_file_of_the_service_joins_the_paper_once(moves, settings):
    settings.SEAL_SERVICE = "tests.documents_service.sample_seal.SampleSeal"
    document, clerk = paper_of(moves), moves.d.records_clerk
    assert "申请用印" in page(clerk, document)
    post(clerk, "paper_seal_service", document)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED
    assert (
        files.open_file(document.signed_scan_id).read().startswith(files.open_file(document.file_id).read())
    )
    entry = Entry.objects.get(subject=moves.plan.key, code="paper.sealed")
    assert entry.by == clerk and entry.params["scan"] == document.signed_scan_id
    assert document.number in Notice.objects.get(recipient=moves.d.liaison, event="paper.sealed").text


def test_what_the_service_refuses_waits_as_before_and_may_be_asked_again(moves, settings):
    settings.SEAL_SERVICE = "tests.documents_service.sample_seal.SampleSeal"
    Document.objects.update(title="拒绝")
    document, clerk = paper_of(moves), moves.d.records_clerk
    papers.send_to_seal(document, by=clerk)
    outbox.drain("pdf", EFFECTS)
    assert (
        Outbox.objects.get(key__endswith=":seal").state == OutboxState.DONE
    )  # asked once, not over and over
    document.refresh_from_db()
    assert document.state == DocumentState.READY and "不在用印范围内" in document.error
    assert "不在用印范围内" in page(clerk, document)
    assert not Entry.objects.filter(code="paper.sealed").exists()
    Document.objects.update(title="方案审核意见书")
    papers.send_to_seal(document, by=clerk)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED and document.error == ""


class Other:
    """A service that gives back another file."""

    def seal(self, pdf, asked):
        return b"%PDF-1.7 something else"


class Away:
    """A service that does not answer."""

    def seal(self, pdf, asked):
        raise OSError("away")


def test_what_is_not_the_paper_itself_with_a_seal_does_not_join_it(moves, settings):
    settings.SEAL_SERVICE = f"{__name__}.Other"
    document, clerk = paper_of(moves), moves.d.records_clerk
    papers.send_to_seal(document, by=clerk)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert (document.state, document.signed_scan) == (DocumentState.READY, None)
    assert "与这份文书不一致" in page(clerk, document)


def test_a_service_that_does_not_answer_is_tried_again_and_then_said(moves, settings):
    settings.SEAL_SERVICE = f"{__name__}.Away"
    document, clerk = paper_of(moves), moves.d.records_clerk
    papers.send_to_seal(document, by=clerk)
    for _attempt in range(4):
        Outbox.objects.update(due=clock.now())
        outbox.drain("pdf", EFFECTS)
    shown = page(clerk, document)
    assert "没有完成用印" in shown and "away" not in shown


def test_a_paper_made_void_while_it_was_sealed_stays_void(moves, settings, monkeypatch):
    settings.SEAL_SERVICE = "tests.documents_service.sample_seal.SampleSeal"
    document, clerk = paper_of(moves), moves.d.records_clerk
    papers.send_to_seal(document, by=clerk)
    sound = sealing.sealed

    def meanwhile(paper, **asked):
        found = sound(paper, **asked)
        papers.void_paper(paper, by=clerk, reason="印错")
        return found

    monkeypatch.setattr(sealing, "sealed", meanwhile)
    before = set(StoredFile.objects.values_list("digest", flat=True))
    Outbox.objects.exclude(key__endswith=":seal").delete()
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert (document.state, document.signed_scan) == (DocumentState.VOID, None)
    assert set(StoredFile.objects.values_list("digest", flat=True)) == before


def test_without_a_service_nothing_is_sent(moves):
    with pytest.raises(Refused, match="没有接入电子印章服务"):
        papers.send_to_seal(paper_of(moves), by=moves.d.records_clerk)


@pytest.fixture
def carried_out():
    return moved_to("executing")


def inside(moves):
    """任务书 of the unit, printed by its 联络员; and 时间表, which nobody signs."""
    plan_papers.print_task_papers(moves.plan, by=moves.d.liaison, kinds=["task_sheet", "timetable"])
    outbox.drain("pdf", EFFECTS)
    papers_ = Document.objects.filter(subject=moves.plan.key).order_by("id")
    return papers_.filter(kind="task_sheet").first(), papers_.get(kind="timetable")


def test_what_stays_inside_carries_its_scan_too_and_nobody_outside_hears(carried_out):
    moves = carried_out
    sheet, _timetable = inside(moves)
    scan = files.put(io.BytesIO(b"scan"), media_type="image/jpeg")
    assert "用印登记" in page(moves.d.liaison, sheet) and "待签章" in page(moves.d.liaison, sheet)
    with pytest.raises(Refused, match="办理打印的人登记"):
        papers.register_seal(sheet, by=moves.d.head, scan=scan, signed_on=clock.today())
    papers.register_seal(sheet, by=moves.d.liaison, scan=scan, signed_on=clock.today())
    sheet.refresh_from_db()
    assert sheet.state == DocumentState.SIGNED and sheet.signed_scan == scan
    entry = Entry.objects.filter(subject=moves.plan.key).latest("n")
    assert (entry.code, entry.circle) == ("paper.sealed_in_unit", "unit")
    assert not Notice.objects.filter(event__startswith="paper.sealed").exists()


def test_what_nobody_signs_waits_for_no_seal(carried_out):
    moves = carried_out
    _sheet, timetable = inside(moves)
    shown = page(moves.d.liaison, timetable)
    assert "待签章" not in shown and "用印登记" not in shown
    assert (
        "待签章"
        not in signed_in(moves.d.liaison).get(reverse("verify", args=[timetable.code])).content.decode()
    )
    scan = files.put(io.BytesIO(b"scan"), media_type="image/jpeg")
    with pytest.raises(Refused, match="不需要签字盖章"):
        papers.register_seal(timetable, by=moves.d.liaison, scan=scan, signed_on=clock.today())


def test_an_internal_paper_is_not_voided(moves):
    slip = Document.objects.filter(subject=moves.plan.key, kind="signing_slip").latest("id")
    with pytest.raises(Refused, match="内部用件"):
        papers.void_paper(slip, by=moves.d.records_clerk, reason="印错")
