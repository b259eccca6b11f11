"""导入任务清单: read a filled-in template; every bad cell gets its own sentence, nothing is written."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from plans.actions.columns import TASKS
from plans.actions.sheets.cells import RowReader
from plans.actions.sheets.limits import ROWS, SAMPLE
from records import heads
from records.cells import CellError, Reading
from records.errors import BadUpload
from records.grid import Grid, find_formulas, read_xlsx, shown


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
        head = heads.find(read_xlsx(stream, name), TASKS)
        last = heads.last_row(head, ROWS + 1, _too_many)  # the sample row may still be there
        find_formulas(stream, head.grid, last_row=last)
    except BadUpload as refused:
        reading.errors.append(CellError(0, "", "", name, str(refused)))
        return reading
    reading.notes += heads.notes(head, TASKS)
    rows = RowReader(head.grid, head.fields, sections=sections, people=people, years=years, reading=reading)
    for row in range(head.row + 1, last + 1):
        if not _is_left_out(head.grid, row, head.fields):
            rows.read(row)
    rows.check_duplicates()
    if not reading.rows and not reading.errors:
        reading.errors.append(CellError(0, "", "", name, _("表中没有任务，请从样例行的下一行开始填写。")))
    return reading


def _too_many(n: int) -> str:
    return _("共%(n)d行，每次最多导入%(most)d项任务，请分批导入。") % {"n": n, "most": ROWS}


def _is_left_out(grid: Grid, row: int, fields: dict[int, str]) -> bool:
    if grid.is_blank(row):
        return True
    return any(
        shown(grid.at(row, column)).startswith(SAMPLE) for column, field in fields.items() if field == "code"
    )
