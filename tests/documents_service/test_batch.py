"""批量打印: what fails is named and stops nothing; a job is cancelled, and goes on where a killed worker left it."""

import io
import zipfile

import pikepdf
import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError
from django.urls import reverse

from documents import batch, batch_work, effects, engine
from documents.enums import DocumentState, JobState, Shape
from documents.models import Document, PrintJob
from project.effects import EFFECTS
from records import clock, files, outbox
from records.errors import Refused
from records.models import Entry, Outbox, StoredFile
from tests.documents_service.test_documents import ask
from tests.factories import make_person
from units.enums import Post

pytestmark = pytest.mark.django_db


def a_pdf(facts) -> bytes:
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = facts["code"]
    pdf.save(out)
    return out.getvalue()


@pytest.fixture(autouse=True)
def printed(monkeypatch):
    """The codes of the papers that were printed, in their order."""
    done = []
    monkeypatch.setattr(engine, "available", lambda: "")

    def one(*, facts, **asked):
        done.append(facts["code"])
        return a_pdf(facts)

    monkeypatch.setattr(effects.printing, "printed", one)
    return done


@pytest.fixture
def person():
    return make_person(Post.RECORDS_CLERK)


@pytest.fixture
def papers(person):
    """Five papers whose own printing has not begun."""
    made = [ask(person) for _each in range(5)]
    Outbox.objects.all().delete()
    return made


def wanted(papers) -> list[batch.Wanted]:
    return [batch.Wanted(f"第{n}份", paper) for n, paper in enumerate(papers, start=1)]


def asked_for(papers, person, shape=Shape.MERGED, **more) -> PrintJob:
    return batch.ask(wanted(papers), title="样例", shape=shape, by=person, **more)


def worked(job) -> PrintJob:
    outbox.drain("pdf", EFFECTS)
    job.refresh_from_db()
    return job


def content(job):
    return io.BytesIO(files.open_file(job.file_id).read())


def test_one_pdf_with_a_bookmark_for_each_paper_in_its_order(papers, person, printed):
    job = worked(asked_for(papers, person))
    assert job.state == JobState.DONE
    assert printed == [paper.code for paper in papers]
    with pikepdf.open(content(job)) as pdf:
        assert len(pdf.pages) == 10
        with pdf.open_outline() as outline:
            assert [each.title for each in outline.root] == [f"第{n}份" for n in range(1, 6)]


def test_for_printing_on_both_sides_no_paper_begins_on_the_back_of_another(papers, person, monkeypatch):
    def of_three_pages(*, facts, **asked):
        with pikepdf.open(io.BytesIO(a_pdf(facts))) as pdf:
            pdf.add_blank_page(page_size=(842, 595))
            out = io.BytesIO()
            pdf.save(out)
        return out.getvalue()

    monkeypatch.setattr(effects.printing, "printed", of_three_pages)
    job = worked(asked_for(papers, person, Shape.DUPLEX))
    with pikepdf.open(content(job)) as pdf:
        assert len(pdf.pages) == 20
        assert [float(each) for each in pdf.pages[3].mediabox] == [0, 0, 842, 595]
        with pdf.open_outline() as outline:
            begins = [pikepdf.Page(each.destination[0]).index for each in outline.root]
    assert begins == [0, 4, 8, 12, 16]
    assert job.file.media_type == "application/pdf"


def test_a_zip_holds_each_paper_as_it_was_issued_and_a_list(papers, person):
    job = worked(asked_for(papers, person, Shape.ZIP))
    with zipfile.ZipFile(content(job)) as archive:
        names = archive.namelist()
        assert names[0] == "001_第1份.pdf" and names[-1] == "清单.txt" and len(names) == 6
        papers[0].refresh_from_db()
        assert archive.read(names[0]) == files.open_file(papers[0].file_id).read()


def test_what_fails_is_named_and_stops_nothing(papers, person, monkeypatch):
    Document.objects.filter(pk=papers[1].pk).update(state=DocumentState.VOID)
    bad = papers[3].code
    sound = effects.printing.printed

    def sometimes(*, facts, **asked):
        if facts["code"] == bad:
            raise ValueError("样例")
        return sound(facts=facts)

    monkeypatch.setattr(effects.printing, "printed", sometimes)
    job = batch.ask(
        [*wanted(papers), batch.Wanted("整改-2026-0012", None, "整改中，没有确认单")],
        title="样例",
        shape=Shape.MERGED,
        by=person,
    )
    job = worked(job)
    assert job.state == JobState.DONE
    failed = dict(job.parts.filter(state="failed").values_list("label", "error"))
    assert set(failed) == {"第2份", "第4份", "整改-2026-0012"}
    assert "已作废" in failed["第2份"] and failed["整改-2026-0012"] == "整改中，没有确认单"
    with pikepdf.open(content(job)) as pdf:
        assert len(pdf.pages) == 6
    old = job.file_id
    monkeypatch.setattr(effects.printing, "printed", sound)
    batch.resume(job, by=person)
    job = worked(job)
    with pikepdf.open(content(job)) as pdf:
        assert len(pdf.pages) == 8
    assert not StoredFile.objects.filter(pk=old).exists()


class Unheard(Exception):
    """A failure of the PDF library that nobody thought of."""


@pytest.mark.parametrize("failure", [Unheard("样例"), MemoryError("样例"), RecursionError("样例")])
def test_whatever_a_paper_fails_with_is_told_by_name_and_stops_nothing(papers, person, monkeypatch, failure):
    sound, bad = effects.printing.printed, papers[2].code

    def sometimes(*, facts, **asked):
        if facts["code"] == bad:
            raise failure
        return sound(facts=facts)

    monkeypatch.setattr(effects.printing, "printed", sometimes)
    job = worked(asked_for(papers, person))
    assert job.state == JobState.DONE and job.parts.filter(state="done").count() == 4
    assert "样例" in job.parts.get(state="failed").error


@pytest.mark.parametrize("failure", [outbox.LeaseLost(), OperationalError("away"), SoftTimeLimitExceeded()])
def test_what_is_no_fault_of_the_paper_fails_no_part(papers, person, monkeypatch, failure):
    def broken(**asked):
        raise failure

    monkeypatch.setattr(effects.printing, "printed", broken)
    job = worked(asked_for(papers, person))
    assert job.state == JobState.RUNNING and not job.parts.filter(state="failed").exists()
    assert job.parts.get(state="making").place == 1


def test_a_spoilt_file_is_told_and_not_printed(papers, person):
    first = papers[0]
    effects.render({"document": first.pk})()
    first.refresh_from_db()
    files.path_of(first.file_id).write_bytes(b"spoilt")
    job = worked(asked_for(papers, person))
    assert "已损坏" in job.parts.get(place=1).error and job.parts.filter(state="done").count() == 4


def test_a_killed_worker_is_followed_at_the_first_paper_that_was_not_done(
    papers, person, printed, monkeypatch, clock_at
):
    job = asked_for(papers, person)
    sound, made = batch_work._make, []

    class Killed(BaseException):
        pass

    def killed_at_the_fourth(part):
        if len(made) == 3:
            raise Killed
        made.append(part.place)
        sound(part)

    monkeypatch.setattr(batch_work, "_make", killed_at_the_fourth)
    with pytest.raises(Killed):
        outbox.drain("pdf", EFFECTS)
    assert job.parts.filter(state="done").count() == 3
    monkeypatch.setattr(batch_work, "_make", sound)
    clock_at(clock.now() + outbox.LEASE * 2)
    job = worked(job)
    assert job.state == JobState.DONE and printed == [paper.code for paper in papers]


def test_a_paper_that_ends_its_worker_twice_is_named_and_the_others_are_made(
    papers, person, monkeypatch, clock_at
):
    class Killed(BaseException):
        """What leaves nothing behind: memory, a crash, the hard limit of time."""

    sound, tries = batch_work._make, []

    def deadly(part):
        if part.place == 2:
            tries.append(part.place)
            raise Killed
        sound(part)

    monkeypatch.setattr(batch_work, "_make", deadly)
    job = asked_for(papers, person)
    now = clock.now()
    for n in range(1, 3):
        with pytest.raises(Killed):
            outbox.drain("pdf", EFFECTS)
        clock_at(now + outbox.LEASE * 2 * n)
    job = worked(job)
    assert job.state == JobState.DONE and len(tries) == 2
    (failed,) = job.parts.filter(state="failed")
    assert failed.place == 2 and "两次中断" in failed.error


def test_long_work_is_done_in_pieces(papers, person, monkeypatch):
    monkeypatch.setattr(batch_work, "SLICE", -1.0)
    job = worked(asked_for(papers, person))
    assert job.state == JobState.RUNNING and job.piece == 2
    monkeypatch.setattr(batch_work, "SLICE", 20.0)
    assert worked(job).state == JobState.DONE


def test_a_cancelled_job_stops_keeps_what_it_has_and_can_go_on(papers, person, printed, monkeypatch):
    job = asked_for(papers, person)
    sound = batch_work._make

    def cancelled_at_the_second(part):
        sound(part)
        if part.place == 2:
            batch.cancel(job, by=person)

    monkeypatch.setattr(batch_work, "_make", cancelled_at_the_second)
    job = worked(job)
    assert job.state == JobState.CANCELLED and job.file_id is None and len(printed) == 2
    with pytest.raises(Refused, match="不需要取消"):
        batch.cancel(job, by=person)
    monkeypatch.setattr(batch_work, "_make", sound)
    batch.resume(job, by=person)
    assert worked(job).state == JobState.DONE and len(printed) == 5
    with pytest.raises(Refused, match="不需要继续"):
        batch.resume(job, by=person)


def test_a_job_cancelled_while_its_file_was_made_has_none(papers, person):
    job = asked_for(papers, person)
    finish = batch_work.run({"job": job.pk})
    batch.cancel(job, by=person)
    finish()
    job.refresh_from_db()
    assert (job.state, job.file_id) == (JobState.CANCELLED, None)


def test_the_file_goes_after_thirty_days(papers, person, clock_at):
    job = worked(asked_for(papers, person))
    digest = job.file_id
    clock_at(clock.now() + batch.KEPT + batch.timedelta(minutes=1))
    job = worked(job)
    assert job.file_id is None and not StoredFile.objects.filter(pk=digest).exists()


def test_nothing_to_print_and_too_much_are_refused(papers, person):
    with pytest.raises(Refused, match="没有可以打印"):
        batch.ask([batch.Wanted("一", None, "没有")], title="样例", shape=Shape.ZIP, by=person)
    with pytest.raises(Refused, match="一次最多"):
        batch.ask(wanted(papers) * 101, title="样例", shape=Shape.ZIP, by=person)


def test_the_pages_show_one_own_jobs_and_log_the_download(client, papers, person):
    job = asked_for(papers, person)
    client.force_login(person)
    address = reverse("print_job", args=[job.pk])
    assert "data-poll-url" in client.get(address).content.decode()
    worked(job)
    page = client.get(reverse("print_job_state", args=[job.pk])).content.decode()
    assert "5/5" in page and "data-poll-url" not in page
    answer = client.post(reverse("print_job_file", args=[job.pk]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert list(Entry.objects.filter(subject="access").values_list("code", flat=True)) == [
        "papers.printed",
        "papers.downloaded",
    ]
    client.force_login(make_person(Post.RECORDS_CLERK))
    assert client.get(address).status_code == 404
    assert client.post(reverse("print_job_cancel", args=[job.pk])).status_code == 404
