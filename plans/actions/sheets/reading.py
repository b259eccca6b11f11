"""导入任务清单: read a filled-in template; every bad cell gets its own sentence, nothing is written."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from plans.actions import columns
from plans.actions.grid import Grid, cell_name, find_formulas, read_xlsx, shown
from plans.actions.rows import HEADS
from plans.actions.sheets.cells import RowReader
from plans.actions.sheets.limits import ROWS, SAMPLE
from plans.actions.sheets.shapes import CellError, Reading
from records.errors import BadUpload

HEAD_WITHIN = 20  # rows from the top
NEEDED = ("title", "section", "person", "starts", "due", "standard")


def read(
    stream,
    *,
    sections: Mapping[str, int],
    people: Mapping[str, str],
    years: tuple[int, int] | None = None,
    name: str = "任务清单.xlsx",
) -> Reading:
    """读取任务清单. `sections`: name → id; `people`: name → the name of their section; `years`: first and last allowed.

    Never raises for what is in the file: file-level sentences are errors of row 0.
    """
    reading = Reading()
    try:
        grids = read_xlsx(stream, name)
        grid, head, heads = _find_head(grids)
        _check_heads(grid, head, heads)
        last = _last_row(grid, head)
        _check_covered(grid, head, last, heads)
        find_formulas(stream, grid, last_row=last)
    except BadUpload as refused:
        reading.errors.append(CellError(0, "", "", name, str(refused)))
        return reading
    _note_columns(grid, head, last, heads, reading)
    if heads.merged_rows:
        reading.notes.append(_("表头为合并单元格，已按两行表头识别。"))
    rows = RowReader(grid, heads.fields, sections=sections, people=people, years=years, reading=reading)
    for row in range(head + 1, last + 1):
        if not _is_left_out(grid, row, heads.fields):
            rows.read(row)
    rows.check_duplicates()
    if not reading.rows and not reading.errors:
        reading.errors.append(CellError(0, "", "", name, _("表中没有任务，请从样例行的下一行开始填写。")))
    return reading


class _Heads:
    """Where the columns are: column index → field; `nameless` have no head of their own.

    `merged_rows` when the head takes two rows.
    """

    def __init__(
        self, fields: dict[int, str], doubled: list[str], nameless: list[int], *, merged_rows: bool = False
    ):
        self.fields, self.doubled, self.nameless, self.merged_rows = fields, doubled, nameless, merged_rows


def _find_head(grids: list[Grid]) -> tuple[Grid, int, _Heads]:
    """The sheet with our columns, the (last) row of their head, and the columns."""
    best: tuple[Grid, int, _Heads] | None = None
    for grid in grids:
        for row in range(min(HEAD_WITHIN, len(grid.rows))):
            found = _heads_at(grid, row)
            if len(found.fields) < 3:
                continue
            if best is None or len(found.fields) > len(best[2].fields):
                best = (grid, row + found.merged_rows, found)
    if best is None:
        if not any(not grid.is_blank(row) for grid in grids for row in range(len(grid.rows))):
            raise BadUpload(_("表格是空的，请下载模板填写后上传。"))
        raise BadUpload(_("没有找到表头。请使用下载的模板，保留“编号、类别、任务……”一行。"))
    return best


def _heads_at(grid: Grid, row: int) -> _Heads:
    width = len(grid.rows[row])
    upper = [shown(grid.value(row, column)) for column in range(width)]
    lower = [shown(grid.at(row + 1, column)) for column in range(width)]
    # A title above the head is no part of it: one of the upper row's own words must be a column's.
    two_rows = (
        any(lower)
        and all(columns.field_of(text) for text in lower if text)
        and any(columns.field_of(text) for text in upper)
    )
    heads = [below if two_rows and below else above for above, below in zip(upper, lower, strict=True)]
    if not two_rows:
        # A head over two columns names the first of them only.
        heads = ["" if grid.merged_from(row, column) else text for column, text in enumerate(heads)]
    fields = columns.fields_of(heads)
    known = [columns.field_of(text) for text in heads]
    doubled = [field for field in dict.fromkeys(known) if field and known.count(field) > 1]
    nameless = [column for column, text in enumerate(heads) if not text]
    return _Heads(fields, doubled, nameless, merged_rows=two_rows)


def _check_heads(grid: Grid, head: int, heads: _Heads) -> None:
    if heads.doubled:
        raise BadUpload(
            _("列“%(names)s”出现了两次，请只保留一列。")
            % {"names": _("、").join(map(columns.head_name, heads.doubled))}
        )
    present = set(heads.fields.values())
    missing = [HEADS[field] for field in NEEDED if field not in present and not _stands_in(field, present)]
    if missing:
        merged = any(first[0] <= head <= last[0] and first != last for first, last in grid.merged)
        sentence = _("缺少列：%(names)s。请使用下载的模板，不要改动列名。") % {"names": _("、").join(missing)}
        raise BadUpload(_("表头有合并单元格，无法识别。") + sentence if merged else sentence)


def _check_covered(grid: Grid, head: int, last: int, heads: _Heads) -> None:
    """A head over two columns: what stands below its second one would be lost without a word."""
    for column in _filled(grid, head, last, heads.nameless):
        first = grid.merged_from(head, column)
        if first:
            raise BadUpload(
                _(
                    "表头“%(name)s”是合并单元格，%(cell)s列没有自己的列名，无法识别。请取消合并，每列写一个列名。"
                )
                % {"name": shown(grid.at(*first)), "cell": cell_name(head, column).rstrip("0123456789")}
            )


def _filled(grid: Grid, head: int, last: int, among: list[int]) -> list[int]:
    """The columns among these in which something stands below the head."""
    below = range(head + 1, last + 1)
    return [column for column in among if any(shown(grid.at(row, column)) for row in below)]


def _stands_in(field: str, present: set[str]) -> bool:
    """责任 stands for section and person; 起止时间 for both dates."""
    return (field in {"section", "person"} and columns.RESPONSIBLE in present) or (
        field in {"starts", "due"} and columns.PERIOD in present
    )


def _last_row(grid: Grid, head: int) -> int:
    filled = [row for row in range(head + 1, len(grid.rows)) if not grid.is_blank(row)]
    if len(filled) > ROWS + 1:  # the sample row may still be there
        raise BadUpload(
            _("共%(n)d行，每次最多导入%(most)d项任务，请分批导入。") % {"n": len(filled), "most": ROWS}
        )
    return filled[-1] if filled else head


def _note_columns(grid: Grid, head: int, last: int, heads: _Heads, reading: Reading) -> None:
    for column in _filled(grid, head, last, heads.nameless):
        reading.notes.append(
            _("%(cell)s列没有列名，不导入。") % {"cell": cell_name(head, column).rstrip("0123456789")}
        )
    for column in range(len(grid.rows[head])):
        text = shown(grid.at(head, column))
        if text and column not in heads.fields:
            reading.notes.append(
                _("列“%(name)s”（%(cell)s）没有识别，不导入。")
                % {"name": text[:30], "cell": cell_name(head, column)}
            )
    absent = [
        name
        for field, name in HEADS.items()
        if field not in heads.fields.values() and not _stands_in(field, set(heads.fields.values()))
    ]
    if absent:
        reading.notes.append(_("没有这些列，导入后为空：%(names)s。") % {"names": _("、").join(absent)})


def _is_left_out(grid: Grid, row: int, fields: dict[int, str]) -> bool:
    if grid.is_blank(row):
        return True
    return any(
        shown(grid.at(row, column)).startswith(SAMPLE) for column, field in fields.items() if field == "code"
    )
