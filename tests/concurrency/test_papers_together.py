"""出具, 作废, 归档 and a print job by several people in the same instant: one effect, a sentence for the others, whole trails."""

import pytest

from documents import batch
from documents.enums import DocumentState, FilingState, JobState
from documents.models import Document, Filing, PrintJob
from records import trail
from records.errors import Refused
from records.models import Series
from tests.concurrency.together import at_once, errors
from tests.plans.world import moved_to
from workflows.operations import filing, papers

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


@pytest.fixture
def moves():
    found = moved_to("closed")
    Document.objects.filter(file=None).update(file=found.world.scan, state="ready")
    return found


def opinion() -> Document:
    return Document.objects.filter(kind="acceptance_opinion").earliest("id")


def test_a_draft_issued_twice_gets_one_number(moves):
    clerk = moves.d.records_clerk
    papers.void_paper(opinion(), by=clerk, reason="印错")
    draft = papers.draft_paper_again(opinion(), by=clerk)
    Document.objects.filter(pk=draft.pk).update(file=moves.world.scan)
    before = Series.objects.get(name="验收意见书").last
    found = at_once(*[lambda: papers.issue_paper(anew(draft), by=anew(clerk))] * 3)
    assert [type(each) for each in errors(found)] == [Refused, Refused]
    assert Series.objects.get(name="验收意见书").last == before + 1
    assert trail.verify(moves.plan.key) == []


def test_a_paper_voided_twice_is_replaced_once(moves):
    clerk = moves.d.records_clerk
    found = at_once(*[lambda: papers.void_paper(opinion(), by=anew(clerk), reason="印错")] * 2)
    assert [type(each) for each in errors(found)] == [Refused]
    assert opinion().state == DocumentState.VOID
    found = at_once(*[lambda: papers.draft_paper_again(opinion(), by=anew(clerk))] * 2)
    assert [type(each) for each in errors(found)] == [Refused]
    assert Document.objects.filter(replaces=opinion()).count() == 1


def test_packing_and_filing_at_once_leave_one_package(moves):
    plan, clerk = moves.plan, moves.d.records_clerk
    pack = lambda: filing.pack_for_archive(anew(plan), by=anew(clerk), retention="y30")  # noqa: E731
    assert [type(each) for each in errors(at_once(pack, pack))] == [Refused]
    Filing.objects.update(state=FilingState.PACKED, file=moves.world.scan)
    file = lambda: filing.file_in_archive(anew(plan), by=anew(clerk))  # noqa: E731
    assert [type(each) for each in errors(at_once(file, file))] == [Refused]
    assert list(Filing.objects.values_list("state", flat=True)) == [FilingState.FILED]
    assert trail.verify(plan.key) == []


def test_a_job_continued_twice_has_one_piece_more(moves):
    clerk = moves.d.records_clerk
    job = batch.ask([batch.Wanted("一", opinion())], title="样例", shape="zip", by=clerk)
    batch.cancel(job, by=clerk)
    found = at_once(*[lambda: batch.resume(anew(job), by=anew(clerk))] * 2)
    assert [type(each) for each in errors(found)] == [Refused]
    found = PrintJob.objects.get()
    assert (found.state, found.piece) == (JobState.WAITING, 2)
