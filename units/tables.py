"""机构人员表: the sheets of an organisation file, their columns, and reading them from Excel or a folder of CSV files."""

import csv
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from records.errors import Refused

from .enums import Errand, Post, QuorumProfile, SeatRole, UnitKind

MOST_ROWS = 50_000


@dataclass(frozen=True)
class Problem:
    """One bad cell (or row, or sheet): where, what stands there, and what is wrong."""

    sheet: str
    row: int
    column: str
    value: str
    sentence: str

    def __str__(self):
        place = (
            f"{self.sheet}"
            + (f" 第{self.row}行" if self.row else "")
            + (f"“{self.column}”" if self.column else "")
        )
        return f"{place}：{self.sentence}" + (f"（现为“{self.value}”）" if self.value else "")


@dataclass(frozen=True)
class Row:
    """One row of a sheet: its place in the file, and its values by the column's name in code."""

    n: int
    values: dict

    def __getitem__(self, name):
        return self.values[name]


def text(value: str) -> str:
    return value


def day(value: str) -> date:
    """2024-01-31, 2024/1/31, 2024.1.31 or 2024年1月31日."""
    plain = value.replace("年", "-").replace("月", "-").replace("日", "").replace("/", "-").replace(".", "-")
    year, month, number = (int(part) for part in plain.split("-"))
    return date(year, month, number)


def number(value: str) -> int:
    return int(float(value))


def one_of(choices) -> Callable[[str], str]:
    """A value given by its Chinese word or by its code."""
    known = {str(label): value for value, label in choices.choices} | {
        value: value for value in choices.values
    }

    def read(value: str) -> str:
        return known[value]

    read.__doc__ = "、".join(str(label) for label in choices.labels)
    return read


def some_of(choices) -> Callable[[str], list[str]]:
    """Several such values in one cell. Words may have a 、 of their own, so they stand apart by semicolons or lines."""
    one = one_of(choices)

    def read(value: str) -> list[str]:
        named = {one(part.strip()) for part in re.split(r"[;；\n]", value.strip(";； \n"))}
        return [each for each in choices.values if each in named]

    read.__doc__ = "；".join(str(label) for label in choices.labels)
    return read


@dataclass(frozen=True)
class Column:
    """One column: its name in code, its head in the file, how a cell is read, and what an empty cell means."""

    name: str
    head: str
    read: Callable = text
    required: bool = False
    default: object = ""


SINCE, UNTIL = Column("since", "起", day, default=None), Column("until", "止", day, default=None)
UNIT = Column("unit", "单位编码", required=True)
PERSON = Column("username", "账号", required=True)
SECTION = Column("section", "科室")
PHONE = Column("office_phone", "办公电话")

SHEETS: dict[str, tuple[str, tuple[Column, ...]]] = {
    "units": (
        "单位",
        (
            Column("code", "编码", required=True),
            Column("name", "名称", required=True),
            Column("short_name", "简称"),
            Column("kind", "类别", one_of(UnitKind), default=UnitKind.UNIT.value),
            PHONE,
            SINCE,
            UNTIL,
        ),
    ),
    "sections": ("科室", (UNIT, Column("name", "名称", required=True), SINCE, UNTIL)),
    "people": (
        "人员",
        (
            PERSON,
            Column("name", "姓名", required=True),
            UNIT,
            SECTION,
            Column("title", "职务"),
            PHONE,
            Column("email", "电子邮箱"),
            SINCE,
            UNTIL,
        ),
    ),
    "posts": (
        "岗位",
        (PERSON, Column("post", "岗位", one_of(Post), required=True), UNIT, SECTION, SINCE, UNTIL),
    ),
    "committees": (
        "委员会",
        (
            Column("code", "编码", required=True),
            Column("name", "名称", required=True),
            UNIT,
            Column("quorum", "法定人数", one_of(QuorumProfile), default=QuorumProfile.DOUBLE_MAJORITY.value),
        ),
    ),
    "seats": (
        "席位",
        (
            Column("committee", "委员会编码", required=True),
            PERSON,
            Column("role", "席位", one_of(SeatRole), default=SeatRole.MEMBER.value),
            Column("term", "届次"),
            Column("order", "顺序", number, default=0),
            SINCE,
            UNTIL,
        ),
    ),
    "delegations": (
        "委托",
        (
            Column("principal", "委托人账号", required=True),
            Column("delegate", "受托人账号", required=True),
            Column("errands", "委托事项", some_of(Errand), default=None),
            Column("reason", "事由"),
            SINCE,
            UNTIL,
        ),
    ),
}


def read(path: Path) -> dict[str, list[list]]:
    """The cells of every known sheet, from an .xlsx file or a folder with units.csv (or 单位.csv) and so on."""
    path = Path(path)
    found = _read_folder(path) if path.is_dir() else _read_workbook(path)
    if not found:
        raise Refused(_("没有找到“单位”“人员”“岗位”等工作表。"))
    return found


def _read_folder(folder: Path) -> dict[str, list[list]]:
    found = {}
    for name, (title, _columns) in SHEETS.items():
        for path in (folder / f"{name}.csv", folder / f"{title}.csv"):
            if path.exists():
                found[name] = list(csv.reader(_decoded(path).splitlines()))
    return found


def _decoded(path: Path) -> str:
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("gb18030", errors="replace")


def _read_workbook(path: Path) -> dict[str, list[list]]:
    try:
        book = CalamineWorkbook.from_path(str(path))
    except (CalamineError, OSError) as error:
        raise Refused(_("无法读取该文件，请使用.xlsx格式或CSV文件夹。")) from error
    titles = {title: name for name, (title, _columns) in SHEETS.items()} | {name: name for name in SHEETS}
    return {
        titles[title.strip()]: book.get_sheet_by_name(title).to_python()
        for title in book.sheet_names
        if title.strip() in titles
    }


def rows_of(name: str, cells: list[list]) -> tuple[list[Row], list[Problem]]:
    """The rows of one sheet, and a problem for each bad cell."""
    title, columns = SHEETS[name]
    if not cells:
        return [], [Problem(title, 0, "", "", _("工作表是空的。"))]
    heads = [_plain(cell).rstrip("*＊ ") for cell in cells[0]]
    missing = [column.head for column in columns if column.required and column.head not in heads]
    if missing:
        return [], [Problem(title, 1, "", "", _("缺少列：%(names)s。") % {"names": _("、").join(missing)})]
    if len(cells) > MOST_ROWS:
        return [], [Problem(title, 0, "", "", _("超过%(n)d行，请分次导入。") % {"n": MOST_ROWS})]
    places = {column: heads.index(column.head) for column in columns if column.head in heads}
    rows, problems = [], []
    for n, line in enumerate(cells[1:], start=2):
        if any(_plain(cell) for cell in line):
            values = {column.name: _value(column, line, places, title, n, problems) for column in columns}
            rows.append(Row(n, values))
    return rows, problems


def _value(column: Column, line: list, places: dict, title: str, n: int, problems: list[Problem]):
    place = places.get(column)
    raw = _plain(line[place]) if place is not None and place < len(line) else ""
    if not raw:
        if column.required:
            problems.append(Problem(title, n, column.head, "", _("必须填写。")))
        return column.default
    try:
        return column.read(raw)
    except KeyError:
        sentence = _("应为：%(choices)s。") % {"choices": column.read.__doc__}
    except ValueError:
        sentence = _("应为日期，如2026-01-31。") if column.read is day else _("应为数字。")
    problems.append(Problem(title, n, column.head, raw, sentence))
    return column.default


def _plain(cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()
