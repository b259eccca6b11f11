import hashlib
import io
import re
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from documents import effects, engine, service, visibility
from documents.enums import DocumentKind, DocumentState
from documents.models import Document
from project.effects import EFFECTS
from records import clock, files, outbox, versions
from records.enums import Circle
from records.errors import Refused
from records.models import Outbox
from tests.factories import make_person
from units.enums import Post

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.7 of a test"


@dataclass(frozen=True)
class Facts:
    issuer: str
    number: str
    code: str
    verify_url: str
    issued_on: object

    def to_json(self):
        return {
            "issuer": self.issuer,
            "number": self.number,
            "code": self.code,
            "issued_on": self.issued_on.isoformat(),
        }


def facts(**allocated):
    return Facts(issuer="样例工委", **allocated)


@pytest.fixture
def person():
    return make_person(Post.LIAISON)


@pytest.fixture
def readers(monkeypatch):
    """{person id: circles} of the subject `sample:1`."""
    circles = {}
    monkeypatch.setitem(visibility._readers, "sample", lambda person, key: circles.get(person.pk, set()))
    return circles


@pytest.fixture
def printed(monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(effects.printing, "printed", lambda **asked: PDF)


def ask(person, **more):
    version = versions.freeze("sample:1", {"title": "样例"}, by=person)
    asked = {"series": "验收意见书", "version": version, "circle": Circle.FEEDBACK} | more
    return service.ask(
        DocumentKind.ACCEPTANCE_OPINION,
        subject="sample:1",
        title="验收意见书",
        unit=person.unit,
        facts=facts,
        by=person,
        **asked,
    )


def ready(person, **more):
    document = ask(person, **more)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    return document


def test_ask_gives_a_number_a_code_and_work_for_the_pdf_queue(person, clock_at, settings):
    clock_at(clock.moment_of(clock.today().replace(year=2026, month=3, day=2)))
    first, second = ask(person), ask(person)
    assert (first.number, second.number) == ("验收〔2026〕1号", "验收〔2026〕2号")
    assert ask(person, series=None).number == ""
    assert len(first.code) == 12 and first.code != second.code
    assert first.facts["issued_on"] == "2026-03-02" and first.facts["code"] == first.code
    assert service.verify_url(first.code) == f"{settings.PUBLIC_URL}/v/{first.code}/"
    assert list(Outbox.objects.values_list("queue", flat=True).distinct()) == ["pdf"]


def test_the_worker_renders_once_and_marks_it_ready(person, printed):
    document = ready(person)
    assert document.state == DocumentState.READY and document.rendered_at
    assert document.file_id == hashlib.sha256(PDF).hexdigest()
    assert files.open_file(document.file_id).read() == PDF
    assert effects.render({"document": document.pk}) is None


def test_a_paper_that_cannot_be_made_fails_in_the_end_and_may_be_asked_for_again(person, monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "无法生成PDF：系统缺少字库。")
    document = ask(person)
    with pytest.raises(Refused):
        service.retry(document, by=person)
    for _attempt in range(4):
        Outbox.objects.update(due=clock.now())
        outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.FAILED and "字库" in document.error
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(effects.printing, "printed", lambda **asked: PDF)
    service.retry(document, by=person)
    outbox.drain("pdf", EFFECTS)
    document.refresh_from_db()
    assert document.state == DocumentState.READY


def a_scan():
    return files.put(io.BytesIO(b"scan"), media_type="image/jpeg")


def test_the_signed_scan_joins_the_paper_once(person, printed):
    document = ready(person)
    service.register_signed(document, scan=a_scan(), signed_on=clock.today(), by=person)
    document.refresh_from_db()
    assert document.state == DocumentState.SIGNED and document.signed_registered_by == person
    with pytest.raises(Refused, match="已经登记"):
        service.register_signed(document, scan=a_scan(), signed_on=clock.today(), by=person)


@pytest.mark.parametrize("days", [1, -1])
def test_the_signing_day_is_neither_in_the_future_nor_before_the_paper(person, printed, days):
    document = ready(person)
    with pytest.raises(Refused, match="签字日期"):
        service.register_signed(
            document, scan=a_scan(), signed_on=clock.today() + timedelta(days=days), by=person
        )


def test_a_paper_that_is_not_ready_cannot_be_signed(person):
    with pytest.raises(Refused, match="尚未生成"):
        service.register_signed(ask(person), scan=a_scan(), signed_on=clock.today(), by=person)


def test_the_pdf_opens_in_the_browser_for_those_who_may_read_it(client, person, printed, readers):
    document = ready(person)
    readers[person.pk] = {Circle.FEEDBACK}
    client.force_login(person)
    answer = client.get(reverse("document", args=[document.pk]))
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].startswith("inline")
    assert (
        answer["X-Content-Type-Options"] == "nosniff"
        and "default-src 'none'" in answer["Content-Security-Policy"]
    )
    assert client.get(reverse("document", args=[document.pk]), {"download": 1})[
        "Content-Disposition"
    ].startswith("attachment")


@pytest.mark.parametrize("circles", [set(), {Circle.FEEDBACK}])
def test_a_paper_outside_ones_circles_is_not_found(client, person, printed, readers, circles):
    document = ready(person, circle=Circle.UNIT)
    other = make_person(Post.LIAISON)
    readers[other.pk] = circles
    client.force_login(other)
    for name in ("document", "document_status", "document_scan"):
        assert client.get(reverse(name, args=[document.pk])).status_code == 404
    assert client.post(reverse("document_retry", args=[document.pk])).status_code == 404


def test_a_paper_of_an_unknown_kind_of_subject_is_not_found(client, person, printed):
    document = ready(person)
    client.force_login(person)
    assert client.get(reverse("document", args=[document.pk])).status_code == 404


def test_the_signed_scan_is_a_download(client, person, printed, readers):
    document = ready(person)
    readers[person.pk] = {Circle.FEEDBACK}
    client.force_login(person)
    assert client.get(reverse("document_scan", args=[document.pk])).status_code == 404
    service.register_signed(document, scan=a_scan(), signed_on=clock.today(), by=person)
    answer = client.get(reverse("document_scan", args=[document.pk]))
    assert answer["Content-Disposition"].startswith("attachment") and answer["Content-Type"] == "image/jpeg"


def test_the_fragment_asks_again_until_the_paper_is_ready(client, person, printed, readers):
    document = ask(person)
    readers[person.pk] = {Circle.FEEDBACK}
    client.force_login(person)
    waiting = client.get(reverse("document_status", args=[document.pk])).content.decode()
    assert "data-poll-url" in waiting and "正在生成" in waiting
    outbox.drain("pdf", EFFECTS)
    done = client.get(reverse("document_status", args=[document.pk])).content.decode()
    assert "data-poll-url" not in done and reverse("document", args=[document.pk]) in done
    Document.objects.update(state=DocumentState.FAILED)
    assert "重新生成" in client.get(reverse("document_status", args=[document.pk])).content.decode()


def verify(client, code, **typed):
    return client.get(reverse("verify", args=[code]), typed)


def test_anybody_with_the_paper_may_verify_its_head_and_nothing_more(client, person, printed):
    document = ready(person)
    page = verify(client, document.code.lower()).content.decode()
    assert "本页仅校验文件是否与系统留存一致" in page
    assert all(each in page for each in ("验收意见书", document.number, "样例工委", document.file_id))
    assert person.name not in page


def test_the_version_code_of_the_paper_is_compared(client, person, printed):
    document = ready(person)
    digest = document.version.digest  # printed whole on the paper, its first digits on the 送审签
    other = digest[:-1] + ("0" if digest[-1] != "0" else "1")
    for typed in (document.version.code, digest, digest[:12], f" {digest[:20].upper()} "):
        page = verify(client, document.code, version_code=typed).content.decode()
        assert "与系统留存的版本一致" in page, typed
    for typed in ("0000-0000-0000", other, digest[:11], "0" * 64, "一二三"):
        page = verify(client, document.code, version_code=typed).content.decode()
        assert "与系统留存的版本不一致" in page, typed


def test_the_printed_version_code_fits_into_its_field(client, person, printed):
    page = verify(client, ready(person).code).content.decode()
    assert int(re.search(r'name="version_code"[^>]*maxlength="(\d+)"', page)[1]) >= 64


def test_an_unknown_code_is_a_sentence(client):
    answer = verify(client, "ABCDEFGHJKMN")
    assert answer.status_code == 404 and "没有查到" in answer.content.decode()


def test_verification_is_limited_to_thirty_a_minute_for_each_visitor(client, clock_at, settings):
    settings.TRUSTED_PROXIES = 1
    clock_at(clock.now())
    here, there = "203.0.113.7", "198.51.100.9"

    def asks(visitor):
        address = reverse("verify", args=["ABCDEFGHJKMN"])
        return client.get(address, headers={"X-Forwarded-For": f"10.1.1.1, {visitor}"}).status_code

    assert [asks(here) for _each in range(31)][-2:] == [404, 429]
    assert asks(there) == 404
    clock_at(clock.now() + timedelta(minutes=1))
    assert asks(here) == 404


def test_verify_trail_finds_nothing_wrong(person, capsys):
    ask(person)
    call_command("verify_trail")
    assert "no problems" in capsys.readouterr().out
