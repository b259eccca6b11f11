"""台账 as an Excel file: what the list shows, line by line, written as it is read. No cell is ever a formula or a link."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import xlsxwriter

from records.grid import shown

from . import checks
from .cells import Row, Value
from .columns import Column

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
HEAD_ROW = 2
STILL = 2  # columns that stand still
LONGEST = 32_767  # characters of a cell, in any program
CUT = "……（单元格放不下，全文请在系统中查看）"
NO_CHARACTERS = "\ufffe\uffff"  # XML has none such, and a file that had them would come back changed
COMPUTED = ("=", "+", "-", "@", "\t", "\r")
NARROWEST, WIDEST = 8, 50


class Book:
    """A workbook of one sheet, written from top to bottom; nothing of it stays in memory."""

    def __init__(
        self, path: Path, *, which: str, title: str, note: str, columns: list[Column], heads: list[str]
    ):
        self.columns, self.heads = columns, heads
        self._book = xlsxwriter.Workbook(
            str(path),
            {
                "constant_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "tmpdir": str(path.parent),
            },
        )
        self._sheet = self._book.add_worksheet(title)
        self._formats()
        self._begin(which, title, note)
        self._row = HEAD_ROW

    def write(self, lines: Iterable[Row]) -> None:
        """Some more lines."""
        for line in lines:
            self._row += 1
            texts = []
            for place, column in enumerate(self.columns):
                value = fitting(column.value(line))
                texts.append(shown(value))
                self._write(place, value)
            check = checks.line(line.item.pk, line.measure.line if line.measure else "", texts)
            self._sheet.write_string(self._row, len(self.columns), check)

    def end(self) -> None:
        """Close the file; it can be read from now on."""
        if self._row > HEAD_ROW:
            self._sheet.autofilter(HEAD_ROW, 0, self._row, len(self.columns) - 1)
        self._book.close()

    def _write(self, place: int, value: Value) -> None:
        if value is None or value == "":
            self._sheet.write_blank(self._row, place, None, self._text)
        elif isinstance(value, date):
            self._sheet.write_datetime(self._row, place, value, self._day)
        elif isinstance(value, int):
            self._sheet.write_number(self._row, place, value, self._text)
        else:
            # Text that begins like a formula stays text even when somebody edits and leaves the cell.
            looks = self._quoted if value.startswith(COMPUTED) else self._text
            self._sheet.write_string(self._row, place, value, looks)

    def _formats(self) -> None:
        cell = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#8F897E"}
        self._text = self._book.add_format(cell)
        self._quoted = self._book.add_format(cell | {"quote_prefix": True})
        self._day = self._book.add_format(cell | {"num_format": "yyyy-mm-dd"})

    def _begin(self, which: str, title: str, note: str) -> None:
        sheet, book = self._sheet, self._book
        head = book.add_format(
            {
                "bold": True,
                "bg_color": "#EBE8E1",
                "border": 1,
                "text_wrap": True,
                "align": "center",
                "valign": "vcenter",
            }
        )
        sheet.set_landscape()
        sheet.set_paper(8)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(HEAD_ROW)
        sheet.freeze_panes(HEAD_ROW + 1, STILL)
        for place, column in enumerate(self.columns):
            sheet.set_column(place, place, min(max(column.width, NARROWEST), WIDEST))
        sheet.set_column(len(self.columns), len(self.columns), 2, None, {"hidden": True})
        sheet.write_string(0, 0, title, book.add_format({"bold": True, "font_size": 16}))
        sheet.write_string(1, 0, note)
        for place, words in enumerate(self.heads):
            sheet.write_string(HEAD_ROW, place, words, head)
        keys = [column.key for column in self.columns]
        sheet.write_string(HEAD_ROW, len(keys), checks.head(which, keys))


def fitting(value: Value) -> Value:
    """A value as a cell can hold it: no marks that Excel refuses, and cut, with a word that says so, when it is too long."""
    if not isinstance(value, str):
        return value
    text = "".join(c for c in value if c in "\n\t" or c >= " " and c not in NO_CHARACTERS)
    return text if len(text) <= LONGEST else text[: LONGEST - len(CUT)] + CUT
