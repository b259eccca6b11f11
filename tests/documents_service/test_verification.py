"""核验: a file in somebody's hand against what is kept, and the whole store by command; a flipped byte is told."""

import io
import json
import resource
import sys
import zlib

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from documents import effects, engine, record_inside, service, signature, verification
from documents.models import Document, Filing
from project.effects import EFFECTS
from records import canonical, clock, files, outbox
from records.models import StoredFile
from tests.documents_service.test_documents import ask
from tests.factories import make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


def a_pdf(facts: dict) -> bytes:
    """A PDF that opens, with its record inside, as the engine makes them."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    record = json.dumps({"facts": facts}).encode()
    pdf.attachments["facts.json"] = pikepdf.AttachedFileSpec(pdf, record, filename="facts.json")
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(effects.printing, "printed", lambda *, facts, **asked: a_pdf(facts))


@pytest.fixture
def person():
    return make_person(Post.RECORDS_CLERK)


@pytest.fixture
def document(person):
    made = ask(person)
    outbox.drain("pdf", EFFECTS)
    made.refresh_from_db()
    return made


def content(document) -> bytes:
    return files.open_file(document.file_id).read()


def flip(digest: str) -> None:
    path = files.path_of(digest)
    whole = bytearray(path.read_bytes())
    whole[len(whole) // 2] ^= 1
    path.write_bytes(whole)


def sent(client, kept: bytes, name="验收意见书.pdf"):
    upload = SimpleUploadedFile(name, kept, content_type="application/pdf")
    answer = client.post(reverse("verify_file"), {"file": upload})
    return answer.status_code, answer.content.decode()


def test_everything_kept_of_a_paper_agrees(document):
    assert [check.agrees for check in verification.checks(document)] == [True] * 5


def test_the_file_itself_is_recognised_byte_by_byte(client, document):
    status, page = sent(client, content(document), "别的名字.pdf")
    assert status == 200 and "文件与系统留存一致" in page and document.number in page
    assert "已生成，待签章" in page and document.asked_by.name not in page


def test_a_changed_file_of_ours_is_told_with_the_paper_it_claims_to_be(client, document):
    with pikepdf.open(io.BytesIO(content(document))) as pdf:
        pdf.add_blank_page()
        out = io.BytesIO()
        pdf.save(out)
    _status, page = sent(client, out.getvalue())
    assert "文件与系统留存不一致" in page and document.number in page and document.file_id in page


@pytest.mark.parametrize("record", [b"", b"[]", b"{}", b'{"facts": {"code": 5}}', b"\xff"])
def test_a_foreign_file_is_none_of_ours(client, document, record):
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.attachments["facts.json"] = pikepdf.AttachedFileSpec(pdf, record, filename="facts.json")
    pdf.save(out)
    _status, page = sent(client, out.getvalue())
    assert "没有查到该文件" in page and document.number not in page


def test_a_file_that_only_a_password_opens_is_none_of_ours(client, document):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content(document))) as pdf:
        pdf.save(out, encryption=pikepdf.Encryption(owner="yangli", user="yangli"))
    status, page = sent(client, out.getvalue())
    assert status == 200 and "没有查到该文件" in page


def zeros(megabytes: int) -> bytes:
    """So many megabytes of nothing, as a few hundred kilobytes of zlib; packed without ever being whole."""
    packing, million = zlib.compressobj(), bytes(1 << 20)
    begun = packing.compress(b"") + packing.flush(zlib.Z_FULL_FLUSH)
    block = packing.compress(million) + packing.flush(zlib.Z_FULL_FLUSH)
    ended = b"\x03\x00" + (((megabytes << 20) % 65521) << 16 | 1).to_bytes(4, "big")
    return begun + block * megabytes + ended


def test_a_file_that_unpacks_to_gigabytes_takes_no_memory_of_ours(client, document):
    with pikepdf.open(io.BytesIO(content(document))) as pdf:
        record = pdf.attachments["facts.json"].get_file().obj
        record.write(zeros(1000), filter=pikepdf.Name.FlateDecode)
        out = io.BytesIO()
        pdf.save(out)
    assert len(out.getvalue()) < 2_000_000
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    status, page = sent(client, out.getvalue())
    assert status == 200 and "没有查到该文件" in page
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 300 * 1024 * (1024 if sys.platform == "darwin" else 1)


def test_what_is_no_pdf_is_a_sentence_at_the_field(client, document):
    status, page = sent(client, b"\x89PNG\r\n\x1a\n", "照片.png")
    assert status == 422 and "照片.png" in page
    assert client.post(reverse("verify_file")).status_code == 422
    status, page = sent(client, b"%PDF-1.7 broken")
    assert status == 200 and "没有查到该文件" in page


def test_a_typed_code_leads_to_its_page(client, document):
    code = document.code
    typed = f" {code[:4].lower()}-{code[4:]} "
    assert client.get(reverse("verify_file"), {"code": typed})["Location"] == reverse("verify", args=[code])
    refused = client.get(reverse("verify_file"), {"code": "../../etc"})
    assert refused.status_code == 422 and "校验短码由12位" in refused.content.decode()


def test_files_are_compared_ten_times_a_minute(client, document, clock_at):
    clock_at(clock.now())
    assert [sent(client, content(document))[0] for _each in range(11)][-2:] == [200, 429]


def test_a_void_paper_says_so_and_names_the_one_in_its_place(client, document, person):
    service.void(document, by=person, reason="落款单位有误")
    new = service.draft_again(document, by=person)
    page = client.get(reverse("verify", args=[document.code])).content.decode()
    assert "本件已作废" in page and "落款单位有误" in page and "已重新出具" not in page
    draft = client.get(reverse("verify", args=[new.code])).content.decode()
    assert "样稿，未出具" in draft and "样例工委" not in draft
    service.issue(new, by=person)
    page = client.get(reverse("verify", args=[document.code])).content.decode()
    assert "已重新出具" in page and new.number in page
    outbox.drain("pdf", EFFECTS)
    assert "本件已作废" in sent(client, content(document))[1]  # the old file is still the one that was issued


def test_a_scan_that_is_withheld_is_recognised_no_more(client, document, person):
    scan = files.put(io.BytesIO(b"%PDF-1.7 scan"), media_type="application/pdf")
    service.register_signed(document, scan=scan, signed_on=clock.today(), by=person)
    assert "文件与系统留存一致" in sent(client, b"%PDF-1.7 scan")[1]
    StoredFile.objects.filter(pk=scan.digest).update(withheld_at=clock.now())
    page = sent(client, b"%PDF-1.7 scan")[1]
    assert "没有查到该文件" in page and document.number not in page


def test_the_command_finds_nothing_wrong_in_a_whole_store(document, capsys):
    call_command("verify_documents")
    assert "1 papers verified, no problems" in capsys.readouterr().out


def put_in_its_place(document, content: bytes) -> None:
    """Another file, with its digest: what is kept of the file agrees with itself."""
    other = files.put(io.BytesIO(content), media_type="application/pdf")
    Document.objects.filter(pk=document.pk).update(file=other)
    document.refresh_from_db()


def wrong_with(document) -> list[str]:
    return [check.label for check in verification.checks(document) if not check.agrees]


@pytest.mark.parametrize("other", [a_pdf({"issuer": "别的单位"}), b"%PDF-1.7 scribbled"])
def test_a_file_put_in_the_place_of_another_together_with_its_digest_is_told(document, capsys, other):
    put_in_its_place(document, other)
    assert wrong_with(document) == ["文件内数据"]
    with pytest.raises(CommandError, match="1 problems in 1 papers"):
        call_command("verify_documents")
    assert f"{document.pk} " in capsys.readouterr().err


def test_a_damaged_signature_is_told_where_the_digest_of_the_file_agrees(document, settings, tmp_path):
    settings.SIGNING_KEY, settings.SIGNING_KEY_PASSWORD = str(tmp_path / "key.p12"), "Yangli-2026"
    settings.SIGNING_VISIBLE, settings.SIGNING_TSA, settings.DEMO = False, "", True
    signature._signer.cache_clear()
    signed, told = signature.sign(content(document), title=document.title)
    Document.objects.update(signature=told)
    put_in_its_place(document, signed)
    assert wrong_with(document) == []
    damaged = bytearray(signed)
    at = signed.rindex(b"/Contents <") + 2000  # inside the signature, where nothing of the paper stands
    damaged[at] ^= 1
    put_in_its_place(document, bytes(damaged))
    assert wrong_with(document) == ["电子签名"]
    put_in_its_place(document, content(document) + b"\n% added\n")
    assert wrong_with(document) == ["电子签名"]
    signature._signer.cache_clear()


def test_a_paper_states_more_than_was_kept_of_it_and_never_less():
    kept = {"a": [{"b": 1}], "c": "x"}
    assert record_inside.states({"a": [{"b": 1, "later": ""}], "c": "x", "later": 2}, kept)
    for inside in (None, [], {"c": "x"}, {"a": [], "c": "x"}, {"a": [{"b": 2}], "c": "x"}):
        assert not record_inside.states(inside, kept)


@pytest.mark.parametrize("what", ["file", "facts", "version", "number", "scan", "lost", "signature", "void"])
def test_the_command_and_the_page_tell_what_was_changed(client, document, person, capsys, what):
    if what == "file":
        flip(document.file_id)
    elif what == "lost":
        files.path_of(document.file_id).unlink()
    elif what == "facts":
        Document.objects.update(facts=document.facts | {"issuer": "别的单位"})
    elif what == "version":
        facts = document.facts | {"version_digest": "0" * 64}
        Document.objects.update(facts=facts, facts_digest=canonical.digest(facts))
    elif what == "number":
        Document.objects.update(number="验收〔2026〕99号")
    elif what == "signature":  # the file bears none any more, or another one
        Document.objects.update(signature={"name": "样例", "digest": "0" * 64})
    elif what == "void":
        service.void(document, by=person, reason="印错")
        marked = files.put(io.BytesIO(b"%PDF-1.7 marked"), media_type="application/pdf")
        Document.objects.update(void_copy=marked)
        flip(marked.digest)
    else:
        scan = files.put(io.BytesIO(b"scan"), media_type="image/jpeg")
        service.register_signed(document, scan=scan, signed_on=clock.today(), by=person)
        flip(scan.digest)
    n = 2 if what == "version" else 1  # the file states the version that it was printed of
    with pytest.raises(CommandError, match=f"{n} problems in 1 papers"):
        call_command("verify_documents")
    assert f"{document.pk} " in capsys.readouterr().err
    page = client.get(reverse("verify", args=[document.code])).content.decode()
    assert ("系统留存的内容不一致" in page) == (what not in {"scan", "void"})


def test_the_command_looks_at_packages_too(document, person, capsys):
    package = files.put(io.BytesIO(b"PK sample"), media_type="application/zip")
    Filing.objects.create(
        subject="sample:1", title="样例", unit=person.unit, number="整理〔2026〕1号", retention="y30", state="filed",
        content={}, after=1, file=package, packed_by=person, packed_at=clock.now(),
    )  # fmt: skip
    call_command("verify_documents")
    assert "1 packages verified" in capsys.readouterr().out
    flip(package.digest)
    with pytest.raises(CommandError, match="1 problems"):
        call_command("verify_documents")
    assert "整理〔2026〕1号" in capsys.readouterr().err
    StoredFile.objects.filter(pk=package.digest).update(withheld_at=clock.now())
    call_command("verify_documents")
