"""空白模板: an Excel file that people fill in, with notes, a sample row, and lists to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

HEAD_ROW, SAMPLE_ROW, FIRST_ROW = 2, 3, 4
FORMATTED = 60  # rows that look like a form; below them one may go on writing
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class Column:
    """One column of a blank: its head, what the sample row says, what may be written below."""

    name: str
    width: int
    sample: str = ""
    required: bool = False
    is_day: bool = False
    longest: int = 0
    choices: Iterable[str] = ()
    strict: bool = True  # only what the list offers, else a hint is given
    refusal: str = ""  # what Excel says to anything else


def blank(*, sheet: str, title: str, note: str, columns: list[Column], rows: int, frozen: int = 0) -> bytes:
    """The file. `rows` may be filled in at most; `frozen` columns stay in sight."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        page = book.add_worksheet(sheet)
        lists = book.add_worksheet("选项")
        lists.hide()
        _write_heads(book, page, title, note, columns)
        _write_sample(book, page, columns)
        _write_body(book, page, columns, _write_lists(lists, columns), FIRST_ROW + rows - 1)
        page.freeze_panes(HEAD_ROW + 1, frozen)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.repeat_rows(HEAD_ROW)
    return out.getvalue()


def _write_lists(lists, columns: list[Column]) -> dict[int, str]:
    """Column → the cells of its list on the hidden sheet."""
    ranges = {}
    for place, column in enumerate(columns):
        names = list(dict.fromkeys(str(each) for each in column.choices if str(each).strip()))
        if names:
            letter = xl_col_to_name(len(ranges))
            lists.write_column(0, len(ranges), [column.name, *names])
            ranges[place] = f"='选项'!${letter}$2:${letter}${len(names) + 1}"
    return ranges


def _write_heads(book, page, title: str, note: str, columns: list[Column]) -> None:
    big = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    small = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444"})
    head = book.add_format(
        {
            "bold": True,
            "bg_color": "#EDEDED",
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
    )
    page.merge_range(0, 0, 0, len(columns) - 1, title, big)
    page.merge_range(1, 0, 1, len(columns) - 1, note, small)
    page.set_row(0, 30)
    page.set_row(1, 62)
    for place, column in enumerate(columns):
        page.write_string(HEAD_ROW, place, f"{column.name}*" if column.required else column.name, head)
        page.set_column(place, place, column.width)
    page.set_row(HEAD_ROW, 24)


def _write_sample(book, page, columns: list[Column]) -> None:
    pale = {"text_wrap": True, "valign": "top", "italic": True, "font_color": "#777777", "border": 1}
    form = book.add_format(pale)
    for place, column in enumerate(columns):
        page.write_string(SAMPLE_ROW, place, column.sample, form)
    page.set_row(SAMPLE_ROW, 60)


def _write_body(book, page, columns: list[Column], ranges: dict[int, str], last: int) -> None:
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    day = book.add_format({"valign": "top", "border": 1, "num_format": "yyyy-mm-dd"})
    for place, column in enumerate(columns):
        for row in range(FIRST_ROW, FIRST_ROW + FORMATTED):
            page.write_blank(row, place, None, day if column.is_day else text)
        if place in ranges:
            page.data_validation(FIRST_ROW, place, last, place, {
                "validate": "list", "source": ranges[place],
                "error_type": "stop" if column.strict else "information",
                "error_title": "请从列表选择", "error_message": column.refusal or "请从列表中选择。",
            })  # fmt: skip
        elif column.longest:
            page.data_validation(FIRST_ROW, place, last, place, {
                "validate": "length", "criteria": "<=", "value": column.longest,
                "error_title": "文字过长", "error_message": f"最多{column.longest}个字。",
            })  # fmt: skip
