"""样稿, 出具, 作废 and 重新出具: numbers are given once and stay, and nothing that was issued is lost."""

import pytest
from django.urls import reverse

from documents import effects, engine, queries, rules, service, signature, visibility
from documents.enums import DocumentKind, DocumentState
from documents.models import Document
from project.effects import EFFECTS
from records import canonical, outbox
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile
from tests.documents_service.test_documents import Facts
from tests.factories import make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    """What would be printed, as text: the mark and the facts."""
    monkeypatch.setattr(engine, "available", lambda: "")

    def text(*, kind, facts, draft, mark="样稿", **asked):
        return f"%PDF-1.7 {mark if draft else ''} {facts['number']} {facts['issued_on']}".encode()

    monkeypatch.setattr(effects.printing, "printed", text)


@pytest.fixture
def person():
    return make_person(Post.RECORDS_CLERK)


def drafted(person, **more) -> Document:
    document = service.draft(
        DocumentKind.ACCEPTANCE_OPINION,
        subject="sample:1",
        title="验收意见书",
        unit=person.unit,
        facts=lambda **given: Facts(issuer="样例工委", **given),
        by=person,
        series="验收意见书",
        **more,
    )
    return worked(document)


def worked(document) -> Document:
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    return document


def content(digest: str) -> str:
    from records import files

    return files.open_file(digest).read().decode()


def issued(person) -> Document:
    document = drafted(person)
    service.issue(document, by=person)
    return worked(document)


def test_a_draft_is_marked_and_has_no_number(person):
    document = drafted(person)
    assert (document.state, document.number, document.issued_at) == (DocumentState.DRAFT, "", None)
    assert "样稿" in content(document.file_id)


def test_issuing_gives_the_number_and_prints_without_the_mark(person):
    document = drafted(person)
    marked = document.file_id
    service.issue(document, by=person)
    assert document.number.endswith("1号") and document.facts["number"] == document.number
    document = worked(document)
    assert document.state == DocumentState.READY and document.issued_by == person
    assert "样稿" not in content(document.file_id) and document.number in content(document.file_id)
    assert document.facts_digest == canonical.digest(document.facts)
    assert not StoredFile.objects.filter(pk=marked).exists()


def test_a_draft_issued_while_it_was_being_printed_does_not_become_the_paper(person):
    document = service.draft(
        DocumentKind.ACCEPTANCE_OPINION,
        subject="sample:1",
        title="验收意见书",
        unit=person.unit,
        facts=lambda **given: Facts(issuer="样例工委", **given),
        by=person,
    )
    finish = effects.render({"document": document.pk})
    service.issue(document, by=person)
    finish()
    document.refresh_from_db()
    assert document.state == DocumentState.RENDERING and document.file_id is None
    assert worked(document).state == DocumentState.READY


def test_the_draft_of_a_step_becomes_its_paper_with_the_facts_of_now_and_is_issued_by_that_step_alone(
    person, monkeypatch
):
    monkeypatch.setattr(rules, "check_keeps_papers", lambda by: None)
    document = drafted(person)
    with pytest.raises(Refused, match="办理该环节时出具"):
        rules.check_can_issue(document, person)
    given = {"subject": "sample:1", "title": "验收意见书", "unit": person.unit, "by": person}

    def now(**more):
        return Facts(issuer="改名后的样例工委", **more)

    assert service.ask_as_drafted(document.kind, **given, facts=now).pk == document.pk
    document = worked(document)
    assert (document.state, document.facts["issuer"]) == (DocumentState.READY, "改名后的样例工委")
    assert document.facts["code"] == document.code and document.issued_by == person
    assert service.ask_as_drafted(document.kind, **given, facts=now).pk != document.pk


def test_a_draft_made_anew_takes_the_place_of_the_one_before(person):
    first = drafted(person)
    given = {"subject": "sample:1", "title": "验收意见书", "unit": person.unit, "by": person}
    second = service.draft_anew(first.kind, **given, facts=lambda **more: Facts(issuer="样例", **more))
    assert list(Document.objects.all()) == [second]
    service.drop_sample("sample:1", first.kind)
    assert not Document.objects.exists()


def test_a_paper_is_issued_once(person):
    document = issued(person)
    with pytest.raises(Refused, match="已经出具"):
        service.issue(document, by=person)
    with pytest.raises(Refused, match="只能作废"):
        service.discard(document)
    assert Document.objects.count() == 1


def test_a_discarded_draft_leaves_no_file(person):
    document = drafted(person)
    service.discard(document)
    assert not Document.objects.exists() and not StoredFile.objects.exists()


def test_a_void_paper_keeps_its_number_and_file_and_gets_a_marked_copy(person):
    document = issued(person)
    file, number = document.file_id, document.number
    service.void(document, by=person, reason="落款单位有误")
    document = worked(document)
    assert (document.state, document.number, document.file_id) == (DocumentState.VOID, number, file)
    assert "作废" in content(document.void_copy_id)
    with pytest.raises(Refused, match="不能作废"):
        service.void(document, by=person, reason="再次")


def test_reissuing_makes_one_new_paper_with_its_own_number_and_code(person):
    old = issued(person)
    with pytest.raises(Refused, match="先作废"):
        service.draft_again(old, by=person)
    service.void(old, by=person, reason="落款单位有误")
    new = service.draft_again(old, by=person)
    assert new.facts["code"] == new.code != old.code and new.number == ""
    service.issue(worked(new), by=person)
    assert new.number != old.number and worked(new).state == DocumentState.READY
    with pytest.raises(Refused, match="已经重新出具"):
        service.draft_again(old, by=person)


def test_a_draft_is_listed_for_the_office_alone(person):
    document = drafted(person)
    assert list(queries.documents_of("sample:1", [Circle.FEEDBACK, Circle.UNIT])) == []
    assert list(queries.documents_of("sample:1", [Circle.FEEDBACK, Circle.INTERNAL])) == [document]


def test_an_issued_paper_that_failed_is_rendered_again(person):
    document = drafted(person)
    service.issue(document, by=person)
    Document.objects.filter(pk=document.pk).update(state=DocumentState.FAILED)
    document.refresh_from_db()
    service.retry(document, by=person)
    assert worked(document).state == DocumentState.READY


def test_what_was_void_before_it_could_be_printed_stays_void(person):
    document = issued(person)
    Document.objects.filter(pk=document.pk).update(file=None, state=DocumentState.VOID)
    effects.gave_up({"document": document.pk}, "样例")
    document.refresh_from_db()
    assert document.state == DocumentState.VOID
    with pytest.raises(Refused):
        service.retry(document, by=person)


def test_what_no_paper_waits_for_any_more_leaves_no_file(person):
    document = drafted(person)
    Document.objects.filter(pk=document.pk).update(file=None)
    StoredFile.objects.all().delete()
    printed_late = effects.render({"document": document.pk})
    service.discard(document)
    printed_late()
    assert not StoredFile.objects.exists()
    paper = issued(person)
    service.void(paper, by=person, reason="印错")
    first = effects.mark_void({"document": paper.pk})
    Document.objects.filter(pk=paper.pk).update(facts=paper.facts | {"issued_on": "2020-01-01"})
    second = effects.mark_void({"document": paper.pk})
    first()
    second()
    paper.refresh_from_db()
    assert set(StoredFile.objects.values_list("digest", flat=True)) == {paper.file_id, paper.void_copy_id}


def failed_sample(person) -> Document:
    document = drafted(person)
    Document.objects.filter(pk=document.pk).update(file=None)
    effects.gave_up({"document": document.pk}, "样例")
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED
    return document


def test_a_sample_that_could_not_be_printed_is_still_nobody_s_but_the_office_s(person, client, monkeypatch):
    document = failed_sample(person)
    assert list(queries.documents_of("sample:1", [Circle.FEEDBACK, Circle.UNIT])) == []
    monkeypatch.setitem(visibility._readers, "sample", lambda *_who: {Circle.FEEDBACK})
    assert not visibility.readable(make_person(), document)
    assert visibility.readable(person, document)  # whoever had it made reads it
    page = client.get(reverse("verify", args=[document.code])).content.decode()
    assert "样稿，未出具" in page and "样例工委" not in page and "验收意见书" not in page


def test_a_sample_that_could_not_be_printed_can_be_printed_again_or_deleted(person, monkeypatch):
    monkeypatch.setattr(rules, "check_keeps_papers", lambda by: None)
    document = failed_sample(person)
    rules.check_can_discard(document, person)
    service.retry(document, by=person)
    document = worked(document)
    assert document.state == DocumentState.DRAFT and "样稿" in content(document.file_id)
    other = failed_sample(person)
    service.discard(other)
    assert not Document.objects.filter(pk=other.pk).exists()


def test_void_all_deletes_a_sample_that_could_not_be_printed(person):
    failed_sample(person)
    assert service.void_all("sample:1", by=person, reason="样例") == 0
    assert not Document.objects.exists()


def test_without_a_key_nothing_is_signed_and_nothing_is_said(person, settings):
    settings.SIGNING_KEY = ""
    assert not signature.configured() and issued(person).signature == {}
