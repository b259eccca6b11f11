"""归档: only 文书, only what has ended; the package holds what 文书 may read, and verifies without the system."""

import io
import json
import zipfile

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from documents import engine, package_check
from documents.enums import FilingState
from documents.models import Document, Filing
from plans.actions.models import Plan
from plans.rectifications.models import LookBack
from project.effects import EFFECTS
from records import clock, files, outbox
from records.errors import Refused
from records.models import Entry, Outbox, StoredFile
from tests.plans import visits
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from workflows.models import Evidence, EvidenceUse, Finding
from workflows.operations import filing
from workflows.queries.filing import ENDINGS, gathered

DOCX = next(media_type for media_type, ending in ENDINGS.items() if ending == "docx")

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(bool(engine.available()), reason="this machine makes no PDF"),
]


@pytest.fixture
def moves():
    found = moved_to("closed")
    printed(found.world.scan)
    return found


def printed(file) -> None:
    """Every paper that was asked for has been printed."""
    Outbox.objects.filter(queue="pdf").delete()
    Document.objects.filter(file=None).update(file=file, state="ready")


def packed(moves, retention="y30") -> Filing:
    filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention=retention)
    outbox.drain("pdf", EFFECTS)
    return Filing.objects.get(subject=moves.plan.key)


def opened(found) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(files.open_file(found.file_id).read()))


def test_the_package_holds_papers_evidence_trail_and_record_and_verifies_alone(moves, tmp_path):
    found = packed(moves)
    assert found.state == FilingState.PACKED and found.number.startswith("整理〔")
    path = tmp_path / "包.zip"
    path.write_bytes(files.open_file(found.file_id).read())
    assert package_check.problems(path) == []
    call_command("verify_package", str(path), expect=found.file_id)
    with opened(found) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("清单.json"))
        record = json.loads(archive.read("记录.json"))
        with pikepdf.open(io.BytesIO(archive.read("卷内目录.pdf"))) as pdf:
            inside = json.loads(pdf.attachments["facts.json"].get_file().read_bytes())
    assert any("签字盖章件" in name for name in names) and "核对.py" in names
    assert {each["path"] for each in manifest["files"]} == set(names) - {"清单.json"}
    assert manifest["retention"] == "30年" and inside == record
    assert record["versions"] and record["papers"] and any(each["what"] for each in record["trail"])


def test_what_the_archivist_may_not_read_is_there_by_its_digest_alone(moves):
    with opened(packed(moves)) as archive:
        record = json.loads(archive.read("记录.json"))
    told = {each["entry"]["circle"] for each in record["trail"] if each["entry"]}
    hidden = [each for each in record["trail"] if each["entry"] is None]
    assert told == {"feedback", "internal"} and hidden
    assert all(each["what"] == each["who"] == each["words"] == "" and each["digest"] for each in hidden)
    assert not any(paper["kind"] == "signing_slip" for paper in record["papers"])


def test_one_file_that_serves_twice_is_packed_once(moves):
    with opened(packed(moves)) as archive:
        listed = [name for name in archive.namelist() if name.startswith("佐证/")]
        record = json.loads(archive.read("记录.json"))
    assert len(listed) == len({each["file"] for each in record["evidence"]})


def test_it_waits_until_the_archivist_files_it_and_the_digest_stands_on_the_trail(moves):
    found = packed(moves)
    filing.file_in_archive(moves.plan, by=moves.d.records_clerk)
    found.refresh_from_db()
    assert found.state == FilingState.FILED and found.filed_by == moves.d.records_clerk
    entry = Entry.objects.get(subject=moves.plan.key, code="archive.filed")
    assert entry.params["digest"] == found.file_id
    with pytest.raises(Refused, match="不能归档"):
        filing.file_in_archive(moves.plan, by=moves.d.records_clerk)
    with pytest.raises(Refused, match="已经归档"):
        filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention="y30")


def test_packing_again_replaces_what_was_not_filed(moves):
    first = packed(moves)
    second = packed(moves, "permanent")
    assert (second.pk, second.retention) != (first.pk, first.retention)
    assert not StoredFile.objects.filter(pk=first.file_id).exists()


def test_what_happened_after_packing_must_be_packed(moves):
    from workflows.operations import papers

    packed(moves)
    paper = Document.objects.filter(subject=moves.plan.key, kind="acceptance_opinion").latest("id")
    papers.void_paper(paper, by=moves.d.records_clerk, reason="印错")
    with pytest.raises(Refused, match="重新整理"):
        filing.file_in_archive(moves.plan, by=moves.d.records_clerk)


def test_a_spoilt_file_stops_the_packing_and_is_told(moves):
    files.path_of(moves.world.scan.digest).write_bytes(b"spoilt")
    filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention="y10")
    outbox.drain("pdf", EFFECTS)
    assert "content does not match its digest" in Outbox.objects.get(key__startswith="filing:").last_error


@pytest.mark.parametrize("state", ["rendering", "failed"])
def test_papers_that_are_not_printed_yet_are_waited_for(moves, state):
    Document.objects.filter(subject=moves.plan.key, kind="acceptance_opinion").update(file=None, state=state)
    with pytest.raises(Refused, match="验收意见书.*生成后才能整理归档"):
        filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention="y30")


def test_a_package_that_lacks_a_paper_is_not_filed(moves):
    found = packed(moves)
    found.content["record"]["papers"][0]["file"] = None
    found.save()
    with pytest.raises(Refused, match="归档包中没有.*请重新整理"):
        filing.file_in_archive(moves.plan, by=moves.d.records_clerk)


def kept(content: bytes, media_type="application/pdf"):
    return files.put(io.BytesIO(content), media_type=media_type)


def listed(subject, by) -> dict[str, str]:
    """Path in the package → digest."""
    return {each["path"]: each["digest"] for each in gathered(subject, by)["files"]}


def test_what_was_accepted_on_a_visit_is_filed_with_its_paper_and_photos():
    world = visits.concluded()
    opinion, photo = kept(b"%PDF-1.7 opinion"), kept(b"photo", "image/jpeg")
    printed(opinion)
    Finding.objects.update(photo=photo)
    for subject in (world.plan, world.item):
        found = listed(subject, world.d.records_clerk)
        assert any("验收意见书" in path and found[path] == opinion.digest for path in found)
        photos = [path for path in found if path.startswith("现场照片/")]
        assert photos and {found[path] for path in photos} == {photo.digest}
        papers = gathered(subject, world.d.records_clerk)["record"]["papers"]
        assert any(each["kind"] == "visit_opinion" for each in papers)


def test_the_original_of_a_plan_and_slips_signed_by_pen_are_filed_with_it():
    moves = moved_to("unit_review")
    original, slip = kept(b"original", DOCX), kept(b"%PDF-1.7 slip")
    Plan.objects.filter(pk=moves.plan.pk).update(original=original, original_name="方案（样例）.docx")
    moves.world.scan = slip
    moves.agree_on_paper()
    found = listed(moves.plan, moves.d.records_clerk)
    assert found["单位原件/001_方案（样例）.docx"] == original.digest
    assert found["线下签批/001_签批件.pdf"] == slip.digest
    StoredFile.objects.filter(pk=slip.digest).update(withheld_at=clock.now())
    assert slip.digest not in listed(moves.plan, moves.d.records_clerk).values()


def test_what_a_look_back_brought_is_filed_with_the_item():
    world = visits.waiting()
    paper = kept(b"%PDF-1.7 look-back")
    LookBack.objects.create(
        item=world.item, due=clock.today(), why="样例", done_on=clock.today(), by=world.d.clerk, paper=paper
    )
    assert listed(world.item, world.d.records_clerk)["回头看/001_回头看材料.pdf"] == paper.digest


def test_evidence_that_only_a_password_opens_is_packed_like_any_other(moves):
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.save(out, encryption=pikepdf.Encryption(owner="yangli", user="yangli"))
    sealed = files.put(io.BytesIO(out.getvalue()), media_type="application/pdf")
    use = EvidenceUse.objects.filter(subject=moves.plan.key).first()
    Evidence.objects.filter(pk=use.evidence_id).update(file=sealed)
    with opened(packed(moves)) as archive:
        assert any(archive.read(name) == out.getvalue() for name in archive.namelist())


def test_what_has_not_ended_is_not_packed():
    moves = moved_to("executing")
    with pytest.raises(Refused, match="办结后才能整理归档"):
        filing.pack_for_archive(moves.plan, by=moves.d.records_clerk, retention="y30")


def test_the_pages_lead_from_the_plan_to_the_archive(moves):
    clerk = signed_in(moves.d.records_clerk)
    address = reverse("filing", args=["plan", moves.plan.pk])
    assert address in clerk.get(reverse("plan", args=[moves.plan.pk])).content.decode()
    assert (
        address not in signed_in(moves.d.liaison).get(reverse("plan", args=[moves.plan.pk])).content.decode()
    )
    assert signed_in(moves.d.liaison).get(address).status_code == 404
    assert "尚未整理" in clerk.get(address).content.decode()
    pack = reverse("filing_pack", args=["plan", moves.plan.pk])
    assert clerk.post(pack, {"retention": "forever"}).status_code == 422
    assert clerk.post(pack, {"retention": "y10"}).status_code == 302
    outbox.drain("pdf", EFFECTS)
    page = clerk.get(address).content.decode()
    assert "已整理、待归档" in page and "卷内目录" in page and "10年" in page
    assert moves.plan.title in clerk.get(reverse("filings")).content.decode()
    download = clerk.post(reverse("filing_download", args=["plan", moves.plan.pk]))
    assert b"".join(download.streaming_content).startswith(b"PK")
    clerk.post(reverse("filing_file", args=["plan", moves.plan.pk]))
    assert "已归档" in clerk.get(address).content.decode()
    refused = signed_in(moves.d.clerk).post(pack, {"retention": "y10"})
    assert refused.status_code == 422 and "只有工委办公室文书" in refused.content.decode()


def test_the_command_tells_a_changed_package(moves, tmp_path):
    path = tmp_path / "包.zip"
    path.write_bytes(files.open_file(packed(moves).file_id).read())
    with pytest.raises(CommandError, match="not whole"):
        call_command("verify_package", str(path), expect="0" * 64)
