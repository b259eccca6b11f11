"""What the office and the units bring along to the rectification tour (all 样例): the problem list, evidence."""

import io
from datetime import date

import openpyxl

from ._papers import head_of, scan

PROBLEM = "窗口一次性告知不到位，群众办理居家养老补贴多次往返"
FOREIGN = "重点项目周边围挡公示内容不全"
KEPT = "河道巡查记录缺少整改回访情况"
STANDARD = "一次性告知单覆盖居家养老全部9个事项，抽查10件无一遗漏"
ROWS = (
    # unit, problem, standard, category
    ("示范区民政局（样例）", PROBLEM, STANDARD, "作风建设"),
    ("示范区教育局（样例）", FOREIGN, "公示内容与备案一致，抽查5处", "信息公开"),
    ("示范区水务局（样例）", KEPT, "每条巡查问题有回访记录，抽查20条", "履职尽责"),
)


def problem_list(template: bytes, *, due: date, wrong: bool) -> bytes:
    """The downloaded template with three problems. `wrong`: a date in words, as such lists often come."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet, head, columns = head_of(book, {"责任单位", "问题描述", "整改时限"})
    for row in range(head + 1, head + 6):
        for cell in sheet[row]:
            cell.value = None
    for place, (unit, problem, standard, category) in enumerate(ROWS, start=1):
        values = {
            "序号": place,
            "责任单位": unit,
            "问题描述": f"{problem}（样例）。",
            "整改时限": "10月底" if wrong and place == 2 else due.isoformat(),
            "完成标准": standard,
            "问题类别": category,
            "整改类型": "限期整改",
        }
        for name, value in values.items():
            sheet.cell(row=head + place, column=columns[name], value=value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(exported: bytes, *, number: str, column: str, text: str) -> bytes:
    """The exported ledger with one cell of one item written anew."""
    book = openpyxl.load_workbook(io.BytesIO(exported))
    sheet = book.worksheets[0]
    head = next(row for row in sheet.iter_rows(max_row=6) if any(cell.value == "编号" for cell in row))
    columns = {cell.value: cell.column for cell in head}
    row = next(
        each[0].row
        for each in sheet.iter_rows(min_row=head[0].row + 1)
        if each[columns["编号"] - 1].value == number
    )
    sheet.cell(row=row, column=columns[column], value=text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def sheet_file(name: str, data: bytes) -> dict:
    """As a file chosen in the browser."""
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": name, "mimeType": kind, "buffer": data}


def evidence_file(words: str, n: int) -> dict:
    """A scan as a file chosen in the browser."""
    return {
        "name": f"{words}（样例）.pdf",
        "mimeType": "application/pdf",
        "buffer": scan(f"SAMPLE evidence {n}"),
    }
