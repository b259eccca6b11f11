"""导入改动: each changed cell against what is stored now; refused, or written with its line on the trail; nothing lost."""

import io

import openpyxl
import pytest

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.ledger import book, reading
from plans.rectifications.ledger.filters import Filter
from plans.rectifications.models import Item, LedgerJob
from plans.rectifications.operations import amending
from plans.rectifications.queries.ledger import found_items
from records import clock, files, trail
from records.errors import BadUpload
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import factories
from tests.plans.rectifications.rows import work
from tests.plans.rectifications.sheets import Sheet, export, signed_in, told, written
from units.enums import Post
from workflows.acts import acting
from workflows.queries.trail import lines_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return factories.make_rectifying()


@pytest.fixture
def item(world):
    return factories.item_at(Status.WORKING, world, category="作风建设", goal="一次办成")


def change(item, by, **fields):
    with acting(item, by=by) as act:
        act.set(**fields)


# --- what changes
def test_a_changed_cell_is_shown_beside_what_is_stored_and_written_when_confirmed(world, item):
    d = world.district
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "备注", "已约谈")
    sheet.put(4, "个性/共性", "共性")
    found = sheet.compared(d.clerk)
    (line,) = found.lines
    assert {(c.head, c.before, c.after) for c in line.changes} == {
        ("备注", "", "已约谈"),
        ("个性/共性", "个性", "共性"),
    }
    item.refresh_from_db()
    assert (item.remark, item.scope) == ("", "single")
    job = written(sheet, d.clerk)
    item.refresh_from_db()
    assert (item.remark, item.scope, item.revision) == ("已约谈", "common", 2)
    assert job.result == {"written": 2, "refused": 0, "bad": []}
    entry = Entry.objects.get(subject=item.key, code="item.amended")
    assert entry.by == d.clerk and trail.verify(item.key) == []
    assert set(lines_of([entry])[0].details) == {"备注：“（空）”改为“已约谈”", "个性/共性：“个性”改为“共性”"}


def test_the_office_may_say_later_that_a_problem_is_weighty_and_take_it_back(world, item):
    d = world.district
    before = route_of(item)
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "重大或屡改屡犯", "是")
    assert written(sheet, d.clerk).result["written"] == 1
    item.refresh_from_db()
    assert item.major and set(route_of(item)) - set(before) == {chain.RECHECK, chain.MEETING}
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "重大或屡改屡犯", "也许")
    (bad,) = sheet.compared(d.clerk).bad
    assert bad.sentence == "只能填“是”或“否”。"
    sheet.put(4, "重大或屡改屡犯", "否")
    assert written(sheet, d.clerk).result["written"] == 1
    item.refresh_from_db()
    assert not item.major and route_of(item) == before


def route_of(item) -> tuple[str, ...]:
    return chain.closing_chain(item.kind, major=item.weighty, switches=chain.switches_of(item.source))


def test_what_was_written_is_found_at_once(world, item):
    sheet = Sheet(export(world.district.clerk))
    sheet.put(4, "备注", "列入专项督查")
    written(sheet, world.district.clerk)
    assert found_items(world.district.clerk, Filter.read("q=专项督查"), clock.today()).get() == item


def test_a_file_nobody_changed_changes_nothing(world, item):
    found = Sheet(export(world.district.clerk)).compared(world.district.clerk)
    assert (found.lines, found.bad, found.same) == ([], [], 1)


def test_marks_that_no_file_can_hold_are_not_taken_for_a_change(world, item):
    Item.objects.filter(pk=item.pk).update(remark="已约谈\uffff（样例）\ufffe")
    found = Sheet(export(world.district.clerk)).compared(world.district.clerk)
    assert (found.lines, found.bad, found.same) == ([], [], 1)


def test_lines_may_be_sorted_moved_and_deleted(world):
    d = world.district
    items = [factories.item_at(Status.WORKING, world) for _each in range(3)]
    sheet = Sheet(export(d.clerk))
    cells = [[cell.value for cell in sheet.sheet[row]] for row in sheet.rows]
    for row, values in zip((4, 5), (cells[2], cells[0]), strict=True):
        for column, value in enumerate(values, 1):
            sheet.sheet.cell(row, column).value = value
    sheet.delete(6)
    sheet.put(4, "备注", "第三项")
    found = sheet.compared(d.clerk)
    assert [(line.item_id, line.changes[0].after) for line in found.lines] == [(items[2].pk, "第三项")]
    assert found.bad == [] and found.same == 1


# --- what is refused
def test_a_line_with_a_refused_cell_is_not_counted_as_unchanged(world, item):
    factories.item_at(Status.WORKING, world)  # the other line: nobody touched it
    sheet = Sheet(export(world.district.clerk))
    sheet.put(4, "编号", "整改-2026-9999")
    found = sheet.compared(world.district.clerk)
    assert (len(found.bad), found.lines, found.same) == (1, [], 1)


def test_a_cell_somebody_else_changed_since_the_export_is_refused_with_both_values(world, item):
    d = world.district
    sheet = Sheet(export(d.clerk))
    change(item, d.clerk, category="制度机制", remark="")
    sheet.put(4, "问题类别", "业务规范")
    sheet.put(4, "备注", "已约谈")
    found = sheet.compared(d.clerk)
    (bad,) = found.bad
    assert (bad.head, bad.file, bad.stored) == (
        "问题类别",
        "业务规范",
        "制度机制",
    ) and "他人修改" in bad.sentence
    assert [c.head for c in found.lines[0].changes] == ["备注"]
    written(sheet, d.clerk)
    item.refresh_from_db()
    assert (item.category, item.remark) == ("制度机制", "已约谈")


def test_two_people_with_last_weeks_file_lose_nothing_of_each_other(world, item):
    d = world.district
    first, second = Sheet(export(d.clerk)), Sheet(export(d.clerk))
    first.put(4, "备注", "甲的备注")
    second.put(4, "备注", "乙的备注")
    second.put(4, "整改目标", "乙的目标")
    assert written(first, d.clerk).result["written"] == 1
    job = written(second, d.clerk)
    item.refresh_from_db()
    assert (item.remark, item.goal) == ("甲的备注", "乙的目标")
    (bad,) = job.result["bad"]
    assert (bad["file"], bad["stored"]) == ("乙的备注", "甲的备注")


def test_a_cell_changed_between_the_preview_and_the_writing_is_refused_then(world, item):
    d = world.district
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "备注", "已约谈")
    (line,) = sheet.compared(d.clerk).lines
    change(item, d.clerk, remark="抢先一步")
    (bad,) = amending.amend_line(line, by=d.clerk)
    item.refresh_from_db()
    assert item.remark == "抢先一步" and bad.stored == "抢先一步" and bad.cell.startswith("A")


def test_everybody_writes_only_their_own_columns(world, item):
    d = world.district
    own_clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(own_clerk, Post.MEMBER, d.unit)
    every = {
        "备注": "改",
        "问题类别": "改",
        "整改目标": "改",
        "长效机制": "改",
        "自评结论": "改",
        "完成率": 99,
        "状态": "改",
        "问题描述（原文）": "改",
    }
    office, unit = {"备注", "问题类别", "整改目标"}, {"整改目标", "长效机制", "自评结论"}
    expected = {d.clerk: office, d.liaison: unit, d.head: set(), d.chair: set(), own_clerk: set()}
    for person, may in expected.items():
        sheet = Sheet(export(person))
        for head, value in every.items():
            sheet.put(4, head, value)
        found = sheet.compared(person)
        assert {change.head for line in found.lines for change in line.changes} == may, person
        assert {bad.head for bad in found.bad} == set(every) - may
    assert "由系统生成" in told(found)["完成率"]


@pytest.mark.parametrize("status", [Status.CLOSING, Status.EXTENDING, Status.CLOSED, Status.MERGED])
def test_while_others_judge_it_and_after_its_end_only_housekeeping_is_open(world, item, status):
    d = world.district
    Item.objects.filter(pk=item.pk).update(status=status)
    for person, may in ((d.clerk, {"备注", "问题类别"}), (d.liaison, set())):
        sheet = Sheet(export(person))
        for head in ("备注", "问题类别", "整改目标", "完成标准", "长效机制"):
            sheet.put(4, head, "改")
        assert {c.head for line in sheet.compared(person).lines for c in line.changes} == may


def test_who_acts_for_the_liaison_writes_and_both_names_stand_there(world, item):
    d = world.district
    people.delegate(d.liaison, world.person)
    sheet = Sheet(export(world.person))
    sheet.put(4, "长效机制", "《一次性告知制度》")
    written(sheet, world.person)
    entry = Entry.objects.get(code="item.amended")
    assert (entry.by, entry.on_behalf_of) == (world.person, d.liaison)


BAD_CELLS = {
    "个性/共性": ("都是", "个性、共性"),
    "整改类型": ("马上改", "立行立改、限期整改、长期坚持"),
    "反馈日期": ("10月底", "不是确切日期"),
    "问题类别": ("长" * 61, "最多60个字"),
    "来源文件": ("长" * 201, "最多200个字"),
}


def test_each_bad_cell_has_its_sentence_and_the_good_ones_are_still_taken(world, item):
    d = world.district
    sheet = Sheet(export(d.clerk))
    for head, (value, _words) in BAD_CELLS.items():
        sheet.put(4, head, value)
    sheet.put(4, "备注", "好的")
    found = sheet.compared(d.clerk)
    assert {bad.head for bad in found.bad} == set(BAD_CELLS)
    for head, (_value, words) in BAD_CELLS.items():
        assert words in told(found)[head]
    assert [c.after for c in found.lines[0].changes] == ["好的"]


def test_people_and_sections_are_those_of_the_unit_who_are_there(world, item):
    d = world.district
    gone = people.make_person(Post.MEMBER, d.unit, name="样例离岗", is_active=False)
    twin = [people.make_person(Post.MEMBER, d.unit, name="样例同名") for _each in range(2)]
    for value, words in (
        (gone.name, "已不在岗"), (twin[0].name, "多名"), ("样例责任", "是否为“样例责任人”"), (d.other_liaison.name, "不是本单位人员"),
    ):  # fmt: skip
        sheet = Sheet(export(d.liaison))
        sheet.put(4, "责任人/电话", value)
        assert words in told(sheet.compared(d.liaison))["责任人/电话"], value
    sheet = Sheet(export(d.liaison))
    sheet.put(4, "责任人/电话", "样例责任人 12345678")
    sheet.put(4, "责任科室", "不存在的科")
    sheet.put(4, "责任领导", "样例副局长")
    found = sheet.compared(d.liaison)
    assert "不是本单位的科室" in told(found)["责任科室"]
    written(sheet, d.liaison)
    item.refresh_from_db()
    assert (item.leader, item.person) == (world.deputy, world.person)


def test_lines_that_cannot_be_taken_each_have_a_sentence(world):
    d = world.district
    items = [factories.item_at(Status.WORKING, world) for _each in range(4)]
    sheet = Sheet(export(d.clerk))
    check = sheet.sheet.max_column
    sheet.put(4, "编号", "整改-2026-9999")
    sheet.sheet.cell(5, check).value = "坏了"
    for column in range(1, check + 1):
        sheet.sheet.cell(7, column).value = sheet.sheet.cell(6, column).value
    sheet.put(6, "备注", "=1+1")
    sheet.sheet.cell(8, 1).value = "新增的一行"
    found = sheet.compared(d.clerk)
    sentences = {bad.row: bad.sentence for bad in found.bad}
    assert "编号被改动" in sentences[4] and "不是导出的行" in sentences[5] and "公式" in sentences[6]
    assert "与第6行" in sentences[7] and "不是导出的行" in sentences[8]
    assert found.lines == [] and len(items) == 4


def test_what_one_may_not_see_does_not_exist_in_ones_file_either(world):
    d = world.district
    factories.item_at(Status.WORKING, world)
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "备注", "改")
    (bad,) = sheet.compared(d.other_liaison).bad
    assert "没有这个事项，或您无权查看" in bad.sentence


def test_a_text_that_did_not_fit_into_its_cell_is_not_changed_there(world, item):
    d = world.district
    Item.objects.filter(pk=item.pk).update(goal="长" * 40_000)
    sheet = Sheet(export(d.clerk))
    assert sheet.compared(d.clerk).bad == []
    sheet.put(4, "整改目标", "短")
    assert "原文超过" in told(sheet.compared(d.clerk))["整改目标"]
    assert book.LONGEST == 32_767


# --- the file and the way
def test_other_files_are_refused_with_a_sentence(world, item):
    client = signed_in(world.district.clerk)
    plain = openpyxl.Workbook()
    plain.active.append(["编号", "备注"])
    for make, words in ((plain, "核对码"), (None, "空文件")):
        out = io.BytesIO()
        if make:
            make.save(out)
        out.seek(0)
        out.name = "别的.xlsx"
        answer = client.post("/items/amend/", {"file": out, "checked": "on"})
        assert answer.status_code == 422 and words in answer.content.decode()
    sheet = Sheet(export(world.district.clerk))
    sheet.sheet.delete_cols(1)
    with pytest.raises(BadUpload, match="编号"):
        sheet.compared(world.district.clerk)


def test_more_than_five_thousand_lines_are_refused(world, item, monkeypatch):
    monkeypatch.setattr(reading, "MOST_LINES", 0)
    with pytest.raises(BadUpload, match="一次最多导入0行"):
        Sheet(export(world.district.clerk)).compared(world.district.clerk)


def test_a_preview_is_its_own_persons_and_confirming_twice_is_one_work(world, item):
    d = world.district
    client = signed_in(d.clerk)
    sheet = Sheet(export(d.clerk))
    sheet.put(4, "备注", "已约谈")
    token = client.post("/items/amend/", {"file": sheet.bytes(), "checked": "on"}).context["token"]
    signed_in(d.chair).post("/items/amend/confirm/", {"token": token})
    signed_in(d.clerk).post("/items/amend/confirm/", {"token": token + "x"})
    assert not LedgerJob.objects.filter(kind="import").exists()
    first = client.post("/items/amend/confirm/", {"token": token}).url
    assert client.post("/items/amend/confirm/", {"token": token}).url == first
    work()
    assert Entry.objects.filter(code="item.amended").count() == 1
    assert "已写入1处修改" in client.get(first).content.decode()


def test_a_worker_that_is_killed_half_way_finds_the_rest(world):
    d = world.district
    items = [factories.item_at(Status.WORKING, world) for _each in range(3)]
    sheet = Sheet(export(d.clerk))
    for row in sheet.rows:
        sheet.put(row, "备注", f"第{row}行")
    stored = files.put(sheet.bytes(), media_type="application/octet-stream")
    job = amending.ask_import(stored, "整改台账.xlsx", by=d.clerk)
    amending.amend_line(sheet.compared(d.clerk).lines[0], by=d.clerk)
    work()
    assert [Item.objects.get(pk=each.pk).remark for each in items] == ["第4行", "第5行", "第6行"]
    assert Entry.objects.filter(code="item.amended").count() == 3
    job.refresh_from_db()
    assert job.state == "done"
