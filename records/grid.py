"""表格: the cells of an Excel or CSV file as rows of values, opened safely."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from . import uploads
from .errors import BadUpload

LIMIT = 20 * 1024 * 1024
SHEETS = 20
CHUNK = 1024 * 1024
FORMULA = re.compile(rb"<(?:\w{1,8}:)?f[\s/>]")
FORMULA_LENGTH = 12  # what of it may lie before the end of a chunk


@dataclass
class Grid:
    """One sheet: rows from 0, merged blocks as ((row, column), (row, column)), cells that hold a formula."""

    name: str
    rows: list[list]
    merged: list[tuple[tuple[int, int], tuple[int, int]]] = field(default_factory=list)
    formulas: set[tuple[int, int]] = field(default_factory=set)

    def at(self, row: int, column: int):
        """The value of a cell; "" where there is none."""
        return self.rows[row][column] if row < len(self.rows) and column < len(self.rows[row]) else ""

    def merged_from(self, row: int, column: int) -> tuple[int, int] | None:
        """The first cell of the merged block that covers this cell, when it is not that first cell itself."""
        return self._covered.get((row, column))

    @cached_property
    def _covered(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Cell → the first cell of its merged block; a block may claim more than the sheet has."""
        width = max(map(len, self.rows), default=0)
        return {
            (row, column): first
            for first, last in reversed(self.merged)
            for row in range(first[0], min(last[0] + 1, len(self.rows)))
            for column in range(first[1], min(last[1] + 1, width))
            if (row, column) != first
        }

    def value(self, row: int, column: int):
        """The value of a cell as people see it: a merged block says the same everywhere."""
        first = self.merged_from(row, column)
        return self.at(*first) if first else self.at(row, column)

    def is_blank(self, row: int) -> bool:
        return not any(shown(value) for value in self.rows[row])


def cell_name(row: int, column: int) -> str:
    """C7 of (6, 2)."""
    return f"{get_column_letter(column + 1)}{row + 1}"


def shown(value) -> str:
    """A cell's value as people see it."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return str(int(value)) if value == int(value) else repr(value)
    text = str(value if value is not None else "").replace("_x000D_", "")
    if text.isprintable():  # nearly every cell
        return text.strip()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return (
        "".join(c for c in text if c in "\n\t" or c.isprintable() or c == "\u3000")
        .strip()
        .replace("\u3000", " ")
        .strip()
    )


def read_xlsx(stream, name: str = "表格.xlsx") -> list[Grid]:
    """The visible sheets of a workbook; BadUpload with a sentence for anything that is not one."""
    stream.seek(0)
    head = stream.read(8)
    if not head.startswith((b"PK", uploads.OLE)) and (
        name.lower().endswith(".csv") or _looks_like_csv(stream)
    ):
        raise BadUpload(_("这是CSV文本文件，请用WPS或Excel打开后另存为xlsx，或使用下载的模板填写。"))
    written = uploads.extension(name)
    if head.startswith(uploads.OLE) and written not in uploads.OLD:
        name = "表格.xls"
    uploads.check(stream, name, allowed=uploads.SHEET, limit=LIMIT)
    try:
        with CalamineWorkbook.from_filelike(stream) as book:
            names = [
                sheet.name
                for sheet in book.sheets_metadata
                if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet
            ]
            grids = []
            for sheet_name in names[:SHEETS]:
                sheet = book.get_sheet_by_name(sheet_name)
                merged = [(tuple(first), tuple(last)) for first, last in (sheet.merged_cell_ranges or [])]
                grids.append(Grid(sheet_name, sheet.to_python(skip_empty_area=False), merged))
            return grids
    except (CalamineError, OSError, ValueError) as error:
        raise BadUpload(_("文件已损坏，无法打开。请在WPS或Excel中重新保存后上传。")) from error
    except BaseException as error:
        # The reader's own alarm is no ordinary exception; nothing else may be taken for it.
        if type(error).__name__ != "PanicException":
            raise
        raise BadUpload(_("文件已损坏，无法打开。请在WPS或Excel中重新保存后上传。")) from error
    finally:
        stream.seek(0)


def find_formulas(stream, grid: Grid, *, last_row: int) -> None:
    """Mark the cells of a sheet that are computed: their value is only what some program last saw."""
    stream.seek(0)
    try:
        if not _has_formulas(stream):  # most lists have none, and looking at every cell takes seconds
            return
        book = load_workbook(stream, read_only=True)
        for row in book[grid.name].iter_rows(max_row=last_row + 1):
            for cell in row:
                if getattr(cell, "data_type", "") == "f":
                    grid.formulas.add((cell.row - 1, cell.column - 1))
        book.close()
    except Exception as error:  # whatever the library meets in a broken part, the person reads one sentence
        raise BadUpload(_("文件结构不完整，无法检查公式。请在WPS或Excel中重新保存后上传。")) from error
    finally:
        stream.seek(0)


def _has_formulas(stream) -> bool:
    """Is there a formula in any sheet of a workbook?"""
    with zipfile.ZipFile(stream) as archive:
        for name in archive.namelist():
            if not name.startswith("xl/worksheets/"):
                continue
            with archive.open(name) as part:
                rest = b""
                while chunk := part.read(CHUNK):
                    if FORMULA.search(rest + chunk):
                        return True
                    rest = chunk[-FORMULA_LENGTH:]
    return False


def read_table(stream, name: str) -> tuple[list[Grid], bool]:
    """The sheets of an Excel or CSV file, whatever its name says; and whether it is a book, which may hold formulas."""
    stream.seek(0)
    is_book = stream.read(8).startswith((b"PK", uploads.OLE)) or uploads.extension(name) in {
        "xlsx",
        "xls",
        "et",
    }
    stream.seek(0)
    if not is_book:
        return [read_csv(stream, name)], False
    return read_xlsx(stream, name if uploads.extension(name) != "csv" else "表格.xlsx"), True


def read_pasted(text: str) -> Grid:
    """Rows copied from Excel or WPS: cells between tabs, cells with line ends in quotes."""
    return Grid(_("粘贴的内容"), _rows(text, "\t"))


def read_csv(stream, name: str = "表格.csv") -> Grid:
    """A CSV file in UTF-8 or GBK."""
    uploads.check(stream, name, allowed=uploads.TASK_LIST, limit=LIMIT)
    content = stream.read()
    stream.seek(0)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    else:
        raise BadUpload(_("文件的文字编码无法识别，请另存为UTF-8或xlsx后上传。"))
    return Grid(name, _rows(text, _delimiter(text)))


def _rows(text: str, delimiter: str) -> list[list[str]]:
    csv.field_size_limit(LIMIT)  # a cell that is too long is said at its place, not as a broken file
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise BadUpload(_("CSV格式不正确，请用WPS或Excel打开后另存为xlsx。")) from error


def _delimiter(text: str) -> str:
    first = text.split("\n", 1)[0]
    return max(",\t;，", key=first.count) if any(mark in first for mark in ",\t;，") else ","


def _looks_like_csv(stream) -> bool:
    stream.seek(0)
    head = stream.read(4096)
    stream.seek(0)
    if not head or b"\x00" in head:
        return False
    for encoding in ("utf-8", "gb18030"):
        text = head.decode(encoding, errors="ignore")
        lines = [line for line in text.splitlines() if line.strip()]
        if lines and sum(mark in lines[0] for mark in (",", "\t")) and "<" not in lines[0]:
            return True
    return False
