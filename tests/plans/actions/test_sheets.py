import io
import zipfile
from datetime import date, datetime

import pytest
from openpyxl import Workbook, load_workbook

from plans.actions import sheets
from plans.actions.rows import HEADS
from plans.actions.sheets.limits import SAMPLE

SECTIONS = {"办公室": 1, "组织科": 2}
PEOPLE = {"样例甲": "办公室", "样例乙": "组织科"}
GOOD = {
    "编号": "3.2", "类别": "重实效·促融合", "任务": "党建业务融合项目", "载体": "书记项目", "业务事项": "企业开办",
    "党组织作用": "支部书记领办", "责任科室": "办公室", "责任人": "样例甲", "开始时间": date(2026, 2, 1),
    "完成时限": date(2026, 11, 30), "节点": "选题 2026-03-31\n验收 2026-11-30", "完成标准": "用时不超过1日", "预期佐证": "立项表",
}  # fmt: skip


def saved(book) -> io.BytesIO:
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return out


def book_of(*rows: dict, heads=None):
    book = Workbook()
    heads = heads or list(HEADS.values())
    book.active.append(heads)
    for row in rows:
        book.active.append([row.get(head) for head in heads])
    return book


def read(source, **options):
    stream = source if isinstance(source, io.BytesIO) else saved(source)
    return sheets.read(stream, sections=SECTIONS, people=PEOPLE, **{"years": (2026, 2027), **options})


def only_error(reading):
    assert len(reading.errors) == 1, reading.errors
    return reading.errors[0]


def with_(**changed) -> dict:
    return {**GOOD, **changed}


def test_read_takes_a_good_row():
    reading = read(book_of(GOOD))
    assert reading.ok
    task = reading.rows[0]
    assert task.fields() == {
        "code": "3.2", "category": "重实效·促融合", "title": "党建业务融合项目", "carrier": "书记项目",
        "business_matter": "企业开办", "party_role": "支部书记领办", "section": "办公室", "person": "样例甲",
        "starts": date(2026, 2, 1), "due": date(2026, 11, 30),
        "milestones": [("选题", date(2026, 3, 31)), ("验收", date(2026, 11, 30))],
        "standard": "用时不超过1日", "expected_evidence": "立项表",
    }  # fmt: skip
    assert (task.section_id, task.row, task.where) == (1, 2, "第2行")
    assert task.raw["due"] == "2026-11-30"


def test_read_takes_columns_in_any_order_and_by_other_names():
    book = Workbook()
    book.active.append(["某局任务清单"])
    book.active.append([])
    book.active.append(
        ["责任科室*", "序号", "工作任务（必填）", "责任人", "完成时间", "开始日期", "验收标准"]
    )
    book.active.append(["组织科", 1, "甲事", "样例乙", "2026年6月30日", "2026.1.5", "标准"])
    reading = read(book)
    assert reading.ok
    task = reading.rows[0]
    assert (task.code, task.title, task.starts, task.due, task.row) == (
        "1",
        "甲事",
        date(2026, 1, 5),
        date(2026, 6, 30),
        4,
    )
    assert any("载体" in note for note in reading.notes)


def test_template_filled_in_is_read_back():
    content = sheets.template(sections=SECTIONS, people=PEOPLE, categories=["讲政治·铸忠诚", "重实效·促融合"])
    book = load_workbook(io.BytesIO(content))
    sheet = book["任务清单"]
    heads = {str(cell.value).strip("*"): cell.column for cell in sheet[3]}
    assert list(heads) == list(HEADS.values())
    assert sheet.cell(4, 1).value == SAMPLE
    for head, value in GOOD.items():
        sheet.cell(5, heads[head]).value = value
    reading = read(book)
    assert reading.ok
    assert [task.title for task in reading.rows] == ["党建业务融合项目"]


def test_template_as_it_comes_has_no_tasks():
    reading = read(io.BytesIO(sheets.template(sections=SECTIONS, people=PEOPLE, categories=[])))
    assert "没有任务" in only_error(reading).sentence


def test_template_offers_the_units_own_lists_and_no_formulas():
    names = ["=cmd|'/c calc'!A1", *[f"第{n}科" for n in range(80)]]
    content = sheets.template(sections=names, people=PEOPLE, categories=["甲"])
    book = load_workbook(io.BytesIO(content))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    sources = {
        rule.formula1 for rule in book["任务清单"].data_validations.dataValidation if rule.type == "list"
    }
    assert sources == {"'选项'!$A$2:$A$2", "'选项'!$B$2:$B$82", "'选项'!$C$2:$C$3"}
    assert book["选项"]["B2"].value == names[0]


@pytest.mark.parametrize(
    ("head", "value", "column", "cell", "words"),
    [
        ("任务", "", "title", "C2", "为空"),
        ("任务", "长" * 201, "title", "C2", "最多200"),
        ("完成标准", "长" * 2001, "standard", "L2", "最多2000"),
        ("责任科室", "组只科", "section", "G2", "是否为“组织科”"),
        ("责任人", "外单位人", "person", "H2", "不是本单位人员"),
        ("责任人", "样例甲、样例乙", "person", "H2", "只填一名"),
        ("完成时限", date(2026, 1, 1), "due", "J2", "早于开始时间"),
        ("完成时限", "2026年3月底前", "due", "J2", "2026-03-31"),
        ("完成时限", "年底", "due", "J2", "2026-12-31"),
        ("完成时限", "尽快", "due", "J2", "不是确切日期"),
        ("完成时限", "2026-02-30", "due", "J2", "不是确切日期"),
        ("完成时限", 12345.678, "due", "J2", "不是确切日期"),
        ("完成时限", datetime(2062, 11, 30), "due", "J2", "不在行动期限内"),
        ("开始时间", datetime(1926, 2, 1), "starts", "I2", "不在行动期限内"),
        ("节点", "\n".join(f"第{n}步 2026-0{n}-15" for n in range(2, 9)), "milestones", "K2", "最多6个"),
        ("节点", "选题", "milestones", "K2", "缺少时间"),
        ("节点", "选题 三月底", "milestones", "K2", "缺少时间"),
        ("节点", "选题 2026-12-31", "milestones", "K2", "晚于完成时限"),
        ("任务", "=1+1", "title", "C2", "公式"),
        ("完成时限", "=TODAY()", "due", "J2", "公式"),
    ],
)
def test_read_says_what_is_wrong_at_its_cell(head, value, column, cell, words):
    error = only_error(read(book_of(with_(**{head: value}))))
    assert (error.row, error.column, error.cell) == (2, column, cell)
    assert words in error.sentence


def test_read_names_every_fault_of_every_row():
    reading = read(book_of(with_(责任人="无此人", 完成时限="某日"), with_(编号="3.3", 责任科室="无此科")))
    assert [(error.cell, error.column) for error in reading.errors] == [
        ("H2", "person"),
        ("J2", "due"),
        ("G3", "section"),
    ]
    assert reading.errors_at(3, "section")[0].value == "无此科"
    assert len(reading.rows) == 2
    assert not reading.ok


def test_read_finds_the_same_code_twice():
    error = only_error(read(book_of(GOOD, with_(编号=3.2))))
    assert (error.cell, error.column) == ("A3", "code")
    assert "第2行" in error.sentence


def test_read_asks_about_a_person_of_another_section():
    reading = read(book_of(with_(责任人="样例乙")))
    assert reading.ok
    assert "组织科" in reading.rows[0].notes[0]


def test_read_understands_a_merged_head_of_two_rows():
    book = Workbook()
    sheet = book.active
    sheet.append(["编号", "任务", "责任", None, "时限", None, "完成标准"])
    sheet.append([None, None, "责任科室", "责任人", "开始时间", "完成时限", None])
    for block in ("A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2"):
        sheet.merge_cells(block)
    sheet.append(["1.1", "甲事", "办公室", "样例甲", date(2026, 1, 1), date(2026, 5, 1), "标准"])
    reading = read(book)
    assert reading.ok, reading.errors
    assert (reading.rows[0].section, reading.rows[0].due, reading.rows[0].row) == (
        "办公室",
        date(2026, 5, 1),
        3,
    )


def test_read_says_when_a_merged_head_hides_columns():
    book = Workbook()
    sheet = book.active
    sheet.append(["编号", "任务", "责任科室", None, "完成时限", "完成标准"])
    sheet.merge_cells("C1:D1")
    sheet.append(["1.1", "甲事", "办公室", "样例甲", date(2026, 5, 1), "标准"])
    error = only_error(read(book))
    assert error.row == 0
    assert "合并单元格" in error.sentence
    assert "责任人" in error.sentence


def test_read_refuses_a_head_merged_over_two_columns_that_both_hold_something():
    book = book_of(GOOD)
    book.active["G1"] = "责任"
    book.active.merge_cells("G1:H1")
    error = only_error(read(book))
    assert "“责任”是合并单元格" in error.sentence and "H列没有自己的列名" in error.sentence


def test_read_says_which_column_without_a_head_is_left_out():
    heads = list(HEADS.values())
    book = book_of(GOOD, heads=[*heads, "", ""])
    book.active.cell(row=2, column=len(heads) + 2, value="批注：抓紧")
    reading = read(book)
    assert reading.ok
    assert reading.notes == ["O列没有列名，不导入。"]


def test_read_takes_a_merged_title_for_what_it_is():
    book = book_of(GOOD)
    book.active.insert_rows(1)
    book.active["A1"] = "某局任务清单"
    book.active.merge_cells("A1:M1")
    reading = read(book)
    assert reading.ok and len(reading.rows) == 1
    assert reading.notes == []


def test_read_fills_merged_cells_of_the_body_but_not_the_task():
    book = book_of(GOOD, with_(编号="3.3"))
    book.active.merge_cells("B2:B3")
    book.active.merge_cells("G2:G3")
    reading = read(book)
    assert reading.ok
    assert [task.category for task in reading.rows] == ["重实效·促融合"] * 2
    book = book_of(GOOD, with_(编号="3.3"))
    book.active.merge_cells("C2:C3")
    error = only_error(read(book))
    assert (error.cell, error.column) == ("C3", "title")
    assert "合并单元格" in error.sentence


def test_read_names_missing_columns():
    error = only_error(read(book_of(GOOD, heads=["编号", "类别", "任务", "责任科室"])))
    assert error.row == 0
    for name in ("责任人", "开始时间", "完成时限", "完成标准"):
        assert name in error.sentence


def test_read_names_a_column_that_stands_twice():
    assert "出现了两次" in only_error(read(book_of(GOOD, heads=[*HEADS.values(), "任务名称"]))).sentence


def test_read_names_a_column_it_does_not_know():
    reading = read(book_of(with_(联系电话="1"), heads=[*HEADS.values(), "联系电话"]))
    assert reading.ok
    assert any("联系电话" in note for note in reading.notes)


def test_read_says_that_a_sheet_is_empty():
    assert "空的" in only_error(read(Workbook())).sentence


def test_read_says_that_there_is_no_head():
    book = Workbook()
    book.active.append(["随便", "什么"])
    assert "没有找到表头" in only_error(read(book)).sentence


def test_read_refuses_ten_thousand_rows_with_one_sentence():
    book = Workbook(write_only=True)
    sheet = book.create_sheet("任务清单")
    sheet.append(list(HEADS.values()))
    for n in range(10_000):
        sheet.append([f"{n}", "类", f"任务{n}"])
    reading = read(saved(book))
    assert "10000行" in only_error(reading).sentence
    assert reading.rows == []


def test_read_takes_exactly_the_limit():
    rows = [with_(编号=f"{n}.1") for n in range(500)]
    assert len(read(book_of(*rows)).rows) == 500


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.xlsx", "空文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xls", "另存为xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "a.xlsx", "旧格式"),
        ("编号,类别,任务\n1,甲,乙\n".encode("gbk"), "a.csv", "CSV"),
        ("编号,类别,任务\n1,甲,乙\n".encode(), "a.xlsx", "CSV"),
        (b"PK\x03\x04 broken", "a.xlsx", "损坏"),
        (b"%PDF-1.4", "a.xlsx", "不能上传"),
        (b"<html><table></table></html>", "a.xlsx", "不能上传"),
    ],
)
def test_read_says_what_kind_of_file_it_got(content, name, words):
    error = only_error(read(io.BytesIO(content), name=name))
    assert error.row == 0
    assert words in error.sentence


def test_read_refuses_a_zip_bomb():
    out = saved(book_of(GOOD))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 60_000_000)
    assert "压缩炸弹" in only_error(read(io.BytesIO(out.getvalue()))).sentence


def test_read_survives_parts_that_are_broken():
    for part in ("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"):
        source, out = saved(book_of(GOOD)), io.BytesIO()
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(out, "w") as new:
            for entry in old.infolist():
                new.writestr(entry, old.read(entry)[:300] if entry.filename == part else old.read(entry))
        reading = read(io.BytesIO(out.getvalue()))
        assert not reading.ok, part
        assert reading.errors[0].sentence


def test_read_ignores_hidden_sheets():
    book = book_of(GOOD)
    hidden = book.create_sheet("旧表", 0)
    hidden.append(list(HEADS.values()))
    hidden.append(["9.9", "", "旧任务"])
    hidden.sheet_state = "hidden"
    assert [task.title for task in read(book).rows] == ["党建业务融合项目"]


def test_read_takes_apart_one_column_of_responsibility():
    heads = ["编号", "任务", "责任", "开始时间", "完成时限", "完成标准"]
    reading = read(book_of(with_(责任="组织科 样例乙"), heads=heads))
    assert reading.ok, reading.errors
    assert (reading.rows[0].section, reading.rows[0].person) == ("组织科", "样例乙")
    error = only_error(read(book_of(with_(责任="组织科 外人丙"), heads=heads)))
    assert (error.column, error.cell) == ("responsible", "C2")
