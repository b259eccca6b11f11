"""文书 of the office issue, void, issue anew and register the seal; the unit is told, everybody else is refused."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from documents import effects, engine
from documents.enums import DocumentState
from documents.models import Document
from notifications.models import Notice
from project.effects import EFFECTS
from records import clock, files, outbox
from records.errors import Refused
from records.models import Entry
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


def test_what_the_service_refuses_waits_as_before_and_may_be_asked_again(moves, settings):
    settings.SEAL_SERVICE = "tests.documents_service.sample_seal.SampleSeal"
    Document.objects.update(title="拒绝")
    document, clerk = paper_of(moves), moves.d.records_clerk
    papers.send_to_seal(document, by=clerk)
    from records.models import Outbox

    for _attempt in range(4):
        Outbox.objects.update(due=clock.now())
        outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.READY and "不在用印范围内" in document.error
    Document.objects.update(title="方案审核意见书")
    papers.send_to_seal(document, by=clerk)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED and document.error == ""


def test_without_a_service_nothing_is_sent(moves):
    with pytest.raises(Refused, match="没有接入电子印章服务"):
        papers.send_to_seal(paper_of(moves), by=moves.d.records_clerk)


def test_an_internal_paper_is_not_voided(moves):
    slip = Document.objects.filter(subject=moves.plan.key, kind="signing_slip").latest("id")
    with pytest.raises(Refused, match="内部用件"):
        papers.void_paper(slip, by=moves.d.records_clerk, reason="印错")
