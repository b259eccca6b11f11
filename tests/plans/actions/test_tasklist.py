import csv
import io
from pathlib import Path

import pytest
from openpyxl import Workbook

import plans.actions
from plans.actions import tasklist
from plans.actions.enums import DataSource
from plans.actions.tasklist.points import points_of

SAMPLE = Path(plans.actions.__file__).parent / "sample" / "tasklist-5x23.csv"


def lines() -> list[list[str]]:
    return list(csv.reader(io.StringIO(SAMPLE.read_text(encoding="utf-8-sig"))))


def as_csv(rows, encoding="utf-8") -> io.BytesIO:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return io.BytesIO(out.getvalue().encode(encoding))


def as_book(rows) -> io.BytesIO:
    book = Workbook()
    for row in rows:
        book.active.append(
            [float(cell) if n in (0, 5) and row is not rows[0] else cell for n, cell in enumerate(row)]
        )
    out = io.BytesIO()
    book.save(out)
    return out


def changed(row: int, column: int, value: str) -> list[list[str]]:
    rows = lines()
    rows[row][column] = value
    return rows


def test_sample_is_read_whole():
    with SAMPLE.open("rb") as stream:
        reading = tasklist.read(stream, declared_total=100)
    assert reading.ok, reading.errors
    assert (len(reading.items), reading.total, len({item.category for item in reading.items})) == (23, 100, 5)
    first = reading.items[0]
    assert (first.order, first.code, first.category) == (1, "1.1", "讲政治·铸忠诚")
    assert first.points == [("有举措", 3), ("举措落地", 2)]
    assert first.points_text == "有举措3；举措落地2"
    assert sum(item.source == DataSource.SYSTEM for item in reading.items) == 7
    assert all(sum(score for _words, score in item.points) == item.score for item in reading.items)
    assert reading.notes == ["共5类23项，合计100分。"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_list_is_read_in_the_encodings_of_spreadsheets(encoding):
    assert len(tasklist.read(as_csv(lines(), encoding)).items) == 23


def test_list_is_read_from_excel_with_numbers_as_numbers():
    reading = tasklist.read(as_book(lines()), name="清单.xlsx", declared_total=100)
    assert reading.ok, reading.errors
    assert reading.items[5].code == "2.1"


@pytest.mark.parametrize(
    ("row", "column", "value", "cell", "words"),
    [
        (1, 5, "6", "F2", "合计5分"),
        (1, 5, "五", "F2", "正整数"),
        (2, 0, "1.1", "A3", "第2行重复"),
        (2, 0, "二", "A3", "例如1.1"),
        (2, 1, "强组织·固根基", "B3", "属于“讲政治·铸忠诚”"),
        (23, 0, "7.4", "A24", "开头"),
        (1, 7, "自动", "H2", "系统取数"),
        (1, 2, "", "C2", "为空"),
        (1, 4, "有举措；举措落地2", "E2", "没有写分值"),
        (1, 2, "长" * 201, "C2", "最多200"),
    ],
)
def test_list_says_what_is_wrong_at_its_cell(row, column, value, cell, words):
    reading = tasklist.read(as_csv(changed(row, column, value)))
    assert not reading.ok
    told = [error for error in reading.errors if error.cell == cell]
    assert any(words in error.sentence for error in told), reading.errors


def test_list_checks_the_total_it_declares():
    assert "应为100分" in tasklist.read(as_csv(lines()[:5]), declared_total=100).errors[0].sentence
    with_total = [*lines(), ["合计", "", "", "", "", "99", "", ""]]
    error = tasklist.read(as_csv(with_total)).errors[0]
    assert (error.cell, "合计行写的是99" in error.sentence) == ("F25", True)
    with_total[-1][5] = "100"
    assert tasklist.read(as_csv(with_total)).ok


def test_list_names_a_gap_between_categories():
    rows = [line for line in lines() if not line[0].startswith("2.")]
    assert any("不连续" in error.sentence for error in tasklist.read(as_csv(rows)).errors)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "a.csv", "空文件"),
        ("编号,类别\n1.1,甲\n".encode(), "a.csv", "缺少列"),
        (b"\xff\xfe\x00\x01" * 50, "a.csv", "不能上传"),
        (b"PK\x03\x04broken", "a.xlsx", "损坏"),
        (b"%PDF-1.4", "a.pdf", "不能上传"),
        (",".join(lines()[0]).encode(), "a.csv", "没有任务"),
    ],
)
def test_list_says_what_kind_of_file_it_got(content, name, words):
    reading = tasklist.read(io.BytesIO(content), name=name)
    assert words in reading.errors[0].sentence


def test_list_finds_formulas():
    book = Workbook()
    for row in lines()[:3]:
        book.active.append(row)
    book.active["F2"] = "=2+3"
    out = io.BytesIO()
    book.save(out)
    assert any("公式" in error.sentence for error in tasklist.read(out, name="a.xlsx").errors)


def test_points_of_reads_every_form():
    assert points_of("按期销号率4；反弹每项扣1，2分扣完为止（自查的不扣分）") == (
        [("按期销号率", 4), ("反弹每项扣1", 2)],
        [],
    )
    assert points_of("立项（2分）；成效3分") == ([("立项", 2), ("成效", 3)], [])
    assert points_of("落实好") == ([], ["落实好"])
