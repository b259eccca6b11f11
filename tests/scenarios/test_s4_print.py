"""S4. 年底集中验收200项: 168 通过, 21 限期完善, 8 不予通过, 3 转长期坚持; the job that prints the 168 确认单 dies at 91."""

import io
from datetime import date

import pikepdf
import pytest

from documents import effects, engine
from documents.enums import JobState, Shape
from documents.models import Document
from plans.rectifications.enums import Kind, Status
from plans.rectifications.models import Item
from plans.rectifications.operations.printing_many import print_papers
from project.effects import EFFECTS
from records import clock, files, outbox
from records.models import Outbox
from tests.plans.rectifications.factories import item_at, make_rectifying

pytestmark = pytest.mark.django_db
PASSED, TO_IMPROVE, NOT_ACCEPTED, LONG_TERM = 168, 21, 8, 3
KILLED_AFTER = 91


class Killed(BaseException):
    """kill -9: nothing is caught, nothing is written any more."""


class Printer:
    """Prints a page for each paper, and is killed once; what the papers look like is tested elsewhere."""

    def __init__(self):
        self.codes, self.dies_after = [], KILLED_AFTER

    def printed(self, *, facts, **asked) -> bytes:
        if len(self.codes) == self.dies_after:
            raise Killed
        self.codes.append(facts["code"])
        pdf, out = pikepdf.new(), io.BytesIO()
        pdf.add_blank_page()
        pdf.docinfo["/Title"] = facts["code"]
        pdf.save(out)
        return out.getvalue()


@pytest.fixture
def printer(monkeypatch):
    found = Printer()
    monkeypatch.setattr(engine, "available", lambda: "")
    monkeypatch.setattr(effects.printing, "printed", found.printed)
    return found


def two_hundred(world) -> list[Item]:
    """The items as the year's end leaves them: one was walked to its end, the others are as it is but for their result."""
    first = item_at(Status.CLOSED, world)
    paper = Document.objects.get(subject=first.key, kind="closing_confirmation")
    Outbox.objects.all().delete()
    results = [(Status.CLOSED, Kind.TIMED)] * PASSED
    results += [(Status.WORKING, Kind.TIMED)] * (TO_IMPROVE + NOT_ACCEPTED)
    results += [(Status.LONG_TERM, Kind.LONG_TERM)] * LONG_TERM
    for n, (status, kind) in enumerate(results, start=1):
        item = Item.objects.get(pk=first.pk)
        item.pk, item.process_id, item.number = None, None, f"整改-2026-{1000 + n}"
        item.status, item.kind = status, kind
        item.save()
        if status == Status.CLOSED:
            paper.pk, paper.subject, paper.file = None, item.key, None
            paper.code, paper.number, paper.state = f"S4{n:010d}", f"销号〔2026〕{1000 + n}号", "rendering"
            paper.facts = paper.facts | {"code": paper.code, "number": paper.number}
            paper.save()
    return list(Item.objects.exclude(pk=first.pk).order_by("number"))


def test_the_job_of_168_dies_at_91_and_goes_on_at_92(printer, clock_at):
    clock_at(clock.moment_of(date(2026, 12, 25)))
    world = make_rectifying()
    items = two_hundred(world)
    job = print_papers(items, ["closing_confirmation"], Shape.MERGED, by=world.district.clerk)
    assert job.total == 200
    with pytest.raises(Killed):
        outbox.drain("pdf", EFFECTS)
    job.refresh_from_db()
    assert job.state == JobState.RUNNING and job.file_id is None
    assert job.parts.filter(state="done").count() == len(printer.codes) == KILLED_AFTER
    assert outbox.drain("pdf", EFFECTS) == 0  # the dead worker's lease still runs
    printer.dies_after = None
    clock_at(clock.now() + outbox.LEASE * 2)
    while job.state == JobState.RUNNING:
        assert outbox.drain("pdf", EFFECTS)
        job.refresh_from_db()
    assert job.state == JobState.DONE
    papers = Document.objects.filter(subject__in=[item.key for item in items]).order_by("number")
    assert printer.codes == [
        paper.code for paper in papers
    ]  # each once, the 92nd first of those that were left
    missing = job.parts.filter(state="failed").order_by("place")
    assert len(missing) == TO_IMPROVE + NOT_ACCEPTED + LONG_TERM
    assert [part.label.split()[0] for part in missing] == [item.number for item in items[PASSED:]]
    assert {part.error.partition("，")[2] for part in missing} == {"没有整改销号确认单"}
    with pikepdf.open(io.BytesIO(files.open_file(job.file_id).read())) as pdf:
        with pdf.open_outline() as outline:
            bookmarks = [each.title.split()[0] for each in outline.root]
        assert len(pdf.pages) == PASSED and bookmarks == [item.number for item in items[:PASSED]]
