"""导出: the file holds exactly what the list shows, never a formula; it is one person's, is logged, and ends."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.utils.cell import coordinate_to_tuple

from plans.rectifications.enums import JobState, ListKind
from plans.rectifications.ledger import book
from plans.rectifications.ledger.columns import BY_KEY, ITEM, columns
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import Item, LedgerJob, Measure
from plans.rectifications.operations import exporting
from plans.rectifications.queries.ledger import found_items
from records import clock, files, trail
from records.errors import Refused
from records.grid import shown
from records.models import Entry, Outbox, StoredFile
from tests.plans.rectifications import factories
from tests.plans.rectifications.rows import work
from tests.plans.rectifications.sheets import HEAD_ROW, Sheet, export
from tests.plans.rectifications.stock import stocked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def numbers(person, query="", order="number"):
    return [item.number for item in found_items(person, Filter.read(query), clock.today(), order=order)]


@pytest.mark.parametrize("query", ["", "light=red", "q=窗口&kind=timed", "mine=1"])
def test_the_file_holds_the_items_of_the_list_in_its_order(world, query):
    stocked(world, 30)
    for person in (world.district.clerk, world.district.liaison):
        wanted = numbers(person, query, "limit")
        if wanted:
            assert Sheet(export(person, query=query, order="limit")).numbers == wanted


@pytest.mark.parametrize("which", ListKind.values)
def test_each_list_goes_out_with_the_columns_it_shows(world, which):
    stocked(world, 8)
    sheet = Sheet(export(world.district.clerk, which=which, whole=False))
    assert sheet.heads == [str(column.head) for column in columns(which)]
    lines = (
        8 + sum(max(item.measures.count() - 1, 0) for item in Item.objects.all())
        if which in {"tasks", "duties"}
        else 8
    )
    assert len(sheet.rows) == lines


def test_quanliang_has_every_column_of_the_ledger_in_its_order(world):
    stocked(world, 2)
    assert Sheet(export(world.district.clerk)).heads == [str(column.head) for column in ITEM]


@pytest.mark.parametrize("which", ListKind.values)
def test_the_head_and_the_number_of_a_row_stand_still(world, which):
    stocked(world, 2)
    sheet = Sheet(export(world.district.clerk, which=which, whole=False))
    row, column = coordinate_to_tuple(sheet.sheet.freeze_panes)
    assert row == HEAD_ROW + 1
    assert "编号" in sheet.heads[: column - 1]


def test_while_a_file_is_made_the_page_says_how_far_it_is(world):
    clerk = world.district.clerk
    stocked(world, 2)
    job = exporting.ask_export("ledger", "", ITEM, "number", by=clerk, whole=True)
    LedgerJob.objects.filter(pk=job.pk).update(state=JobState.RUNNING, done=600, total=2000)
    page = signed_in(clerk).get(reverse("items_job_state", args=[job.pk])).content.decode()
    assert 'value="600"' in page and 'max="2000"' in page and "600/2000" in page
    assert "data-poll-url" in page


def test_a_cell_says_what_the_page_says(world):
    item = stocked(world, 1)[0]
    sheet = Sheet(export(world.district.clerk))
    said = {head: shown(sheet.cell(4, head).value) for head in sheet.heads}
    assert said["编号"] == item.number and said["问题描述（原文）"] == item.problem
    assert said["现时限"] == item.limit.isoformat() and said["状态"] == item.label
    assert said["完成率"] == str(item.percent)
    assert f"截至{clock.today().isoformat()}" in sheet.sheet["A2"].value


@pytest.mark.parametrize(
    "words",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        '=HYPERLINK("http://x","y")',
        "http://evil.example",
        "=cmd|' /C calc'!A0",
    ],
)
def test_no_cell_is_ever_a_formula_or_a_link(world, words):
    item = factories.issued(world)
    Item.objects.filter(pk=item.pk).update(remark=words, title=words, category=words[:60], problem=words)
    sheet = Sheet(export(world.district.clerk))
    for head in ("备注", "问题", "问题类别", "问题描述（原文）"):
        cell = sheet.cell(4, head)
        assert cell.data_type == "s" and cell.value.strip() == words.strip() and cell.hyperlink is None
        assert cell.quotePrefix or not words.startswith(("=", "+", "-", "@"))


def test_a_text_too_long_for_a_cell_is_cut_with_a_word(world):
    item = factories.issued(world)
    Item.objects.filter(pk=item.pk).update(problem="长" * 40_000, remark="a\x0bb\x00"[:3])
    sheet = Sheet(export(world.district.clerk))
    said = sheet.cell(4, "问题描述（原文）").value
    assert len(said) == book.LONGEST and said.endswith(book.CUT)
    assert sheet.cell(4, "备注").value == "ab"


def test_an_export_stands_on_the_access_log_and_so_does_each_download(world):
    stocked(world, 3)
    d = world.district
    client = signed_in(d.clerk)
    address = client.post("/items/export/", {"back": "?list=problems"}).url
    job = LedgerJob.objects.get()
    entry = Entry.objects.get(subject="access", code="ledger.exported")
    assert (entry.by, entry.params["rows"], entry.params["list"]) == (d.clerk, 3, "problems")
    assert "排队中" in client.get(address).content.decode()
    assert client.post(f"{address}download/", follow=True).status_code == 200  # a sentence on the page before
    work()
    assert "下载" in client.get(address).content.decode()
    answer = client.post(f"{address}download/")
    assert b"".join(answer.streaming_content).startswith(b"PK")
    job.refresh_from_db()
    assert Entry.objects.get(subject="access", code="ledger.downloaded").params["digest"] == job.file_id
    assert trail.verify("access") == []


def test_a_file_is_for_the_person_who_asked(world):
    stocked(world, 2)
    job = export(world.district.clerk)
    other = signed_in(world.district.chair)
    for address in (f"/items/files/{job.pk}/", f"/items/files/{job.pk}/state/"):
        assert other.get(address).status_code == 404
    assert other.post(f"/items/files/{job.pk}/download/").status_code == 404
    assert job.name not in other.get("/items/files/").content.decode()
    assert job.name in signed_in(world.district.clerk).get("/items/files/").content.decode()


def test_a_file_ends_after_thirty_days_and_that_it_was_made_stays_known(world, clock_at):
    clock_at(clock.now())
    stocked(world, 2)
    job = export(world.district.clerk)
    path = files.path_of(job.file_id)
    waiting = Outbox.objects.get(kind=exporting.EXPIRE)
    assert path.exists() and clock.day_of(waiting.due) == clock.today() + timedelta(days=30)
    work()
    assert path.exists()
    clock_at(clock.now() + timedelta(days=31))
    work()
    job.refresh_from_db()
    assert job.file_id is None and not StoredFile.objects.exists()
    client = signed_in(world.district.clerk)
    assert "文件已过期" in client.get(f"/items/files/{job.pk}/").content.decode()
    assert client.post(f"/items/files/{job.pk}/download/").status_code == 302


def test_nothing_is_exported_of_nothing_and_not_more_than_a_worker_can(world, monkeypatch):
    d = world.district
    with pytest.raises(Refused, match="没有可以导出"):
        exporting.ask_export("ledger", "", [], "number", by=d.clerk)
    stocked(world, 3)
    monkeypatch.setattr(exporting, "MOST_ROWS", 2)
    with pytest.raises(Refused, match="请先筛选"):
        exporting.ask_export("ledger", "", [], "number", by=d.clerk)
    assert not LedgerJob.objects.exists() and not Outbox.objects.filter(kind=exporting.EXPORT).exists()


def test_a_worker_that_fails_says_so_and_one_that_runs_twice_makes_one_file(world, monkeypatch):
    stocked(world, 3)
    job = exporting.ask_export("ledger", "", columns("ledger"), "number", by=world.district.clerk)

    def broken(*args, **more):
        raise OSError("no space")

    with monkeypatch.context() as patched:
        patched.setattr(exporting.files, "put", broken)
        work()
        job.refresh_from_db()
        assert job.state == "running" and job.file_id is None
        exporting.gave_up({"job": job.pk}, "OSError: no space")
    job.refresh_from_db()
    assert job.state == "failed"
    assert "没有完成" in signed_in(world.district.clerk).get(f"/items/files/{job.pk}/").content.decode()
    exporting.export({"job": job.pk})()
    job.refresh_from_db()
    first = job.file_id
    assert job.state == "done" and exporting.export({"job": job.pk}) is None and job.file_id == first


def test_what_a_person_may_no_longer_see_is_not_in_the_file(world):
    """Row rights are asked when the file is made, not when it was asked for."""
    d = world.district
    item = factories.issued(world, unit=d.other_unit)
    measure = Measure.objects.create(item=item, line="m1", text="配合", unit=d.unit, due=item.due)
    job = exporting.ask_export("ledger", "", columns("ledger"), "number", by=d.liaison)
    measure.delete()
    work()
    job.refresh_from_db()
    assert job.done == 0 and Sheet(job).sheet.max_row == 3


def test_every_column_can_be_written(world):
    stocked(world, 5)
    assert {column.key for column in ITEM} <= set(BY_KEY)
    for which in ListKind.values:
        export(world.district.clerk, which=which, whole=False)
