"""下载模板: the Excel file a unit fills in, with its own sections and people to choose from."""

from collections.abc import Iterable
from io import BytesIO

import xlsxwriter

from plans.actions.rows import HEADS, LENGTHS
from plans.actions.sheets.limits import ROWS, SAMPLE

WIDTHS = {
    "code": 8, "category": 16, "title": 26, "carrier": 22, "business_matter": 22, "party_role": 22, "section": 14,
    "person": 10, "starts": 12, "due": 12, "milestones": 28, "standard": 30, "expected_evidence": 20,
}  # fmt: skip
HEAD_ROW = 2
FIRST_ROW = 4
REQUIRED = frozenset({"title", "section", "person", "starts", "due", "milestones", "standard"})


def template(*, sections: Iterable[str], people: Iterable[str], categories: Iterable[str]) -> bytes:
    """任务清单模板 (.xlsx): heads, notes, lists to choose from, and a sample row that the import leaves out."""
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet("任务清单")
        lists = book.add_worksheet("选项")
        ranges = {
            field: _write_list(lists, column, HEADS[field], values)
            for column, (field, values) in enumerate(
                {"category": categories, "section": sections, "person": people}.items()
            )
        }
        lists.hide()
        _write_heads(book, sheet)
        _write_sample(book, sheet)
        _write_body(book, sheet, ranges)
        sheet.freeze_panes(HEAD_ROW + 1, 3)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
    return out.getvalue()


def _write_list(lists, column: int, head: str, values: Iterable[str]) -> str:
    names = list(dict.fromkeys(str(value) for value in values if str(value).strip()))
    lists.write_string(0, column, head)
    for row, name in enumerate(names, start=1):
        lists.write_string(row, column, name)
    letter = "ABC"[column]
    return f"='选项'!${letter}$2:${letter}${len(names) + 1}" if names else ""


def _write_heads(book, sheet) -> None:
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"})
    note = book.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444"})
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
    last = len(HEADS) - 1
    sheet.merge_range(0, 0, 0, last, "任务清单（导入模板）", title)
    sheet.merge_range(
        1, 0, 1, last,
        (
            "填写说明：1.带*的列必须填写，列的顺序可以调整，列名不要改动，不要合并单元格，不要使用公式。"
            "2.日期写成2026-03-31。3.节点每行一个（Alt+Enter换行），写“名称 2026-03-31”，每项任务1至6个。"
            "4.责任科室、责任人从下拉列表中选择，每项任务填一个科室、一名同志。5.编号不得重复，与方案中已有编号相同的任务将被更新。"
            "6.标有“样例”的行不导入。每次最多导入500项。"
        ),
        note,
    )  # fmt: skip
    sheet.set_row(0, 30)
    sheet.set_row(1, 62)
    for column, (field, name) in enumerate(HEADS.items()):
        sheet.write_string(HEAD_ROW, column, f"{name}*" if field in REQUIRED else name, head)
        sheet.set_column(column, column, WIDTHS[field])
    sheet.set_row(HEAD_ROW, 24)


def _write_sample(book, sheet) -> None:
    form = book.add_format(
        {"text_wrap": True, "valign": "top", "italic": True, "font_color": "#777777", "border": 1}
    )
    values = {
        "code": SAMPLE,
        "category": "重实效·促融合",
        "title": "党建业务融合项目",
        "carrier": "“一窗通办”书记项目",
        "business_matter": "企业开办一次办成",
        "party_role": "机关党支部书记领办，党员先锋岗包窗口",
        "section": "（从列表选择）",
        "person": "（从列表选择）",
        "starts": "2026-02-01",
        "due": "2026-11-30",
        "milestones": "确定选题 2026-03-31\n中期检查 2026-07-31\n成果验收 2026-11-30",
        "standard": "企业开办由4个环节减为1个，平均用时不超过1个工作日",
        "expected_evidence": "立项表、办件统计",
    }
    for column, field in enumerate(HEADS):
        sheet.write_string(HEAD_ROW + 1, column, values[field], form)
    sheet.set_row(HEAD_ROW + 1, 60)


def _write_body(book, sheet, ranges: dict[str, str]) -> None:
    text = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
    day = book.add_format({"valign": "top", "border": 1, "num_format": "yyyy-mm-dd"})
    last = FIRST_ROW + ROWS - 1
    for column, field in enumerate(HEADS):
        form = day if field in {"starts", "due"} else text
        for row in range(FIRST_ROW, FIRST_ROW + 60):
            sheet.write_blank(row, column, None, form)
        if ranges.get(field):
            # Another category may be typed; a section or person must be one of the unit's.
            sheet.data_validation(FIRST_ROW, column, last, column, {
                "validate": "list", "source": ranges[field],
                "error_type": "information" if field == "category" else "stop",
                "error_title": "请从列表选择", "error_message": "请选择本单位的科室和人员。",
            })  # fmt: skip
        elif field in LENGTHS:
            sheet.data_validation(FIRST_ROW, column, last, column, {
                "validate": "length", "criteria": "<=", "value": LENGTHS[field],
                "error_title": "文字过长", "error_message": f"最多{LENGTHS[field]}个字。",
            })  # fmt: skip
