"""读取问题清单: pasted rows, or a file; every bad cell gets its own sentence, nothing is written."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from records import grid, heads
from records.cells import CellError, Reading
from records.errors import BadUpload
from records.grid import shown
from records.heads import Head

from ..models import Source
from ..queries import sameness
from .cells import RowReader
from .columns import OF_REPORTERS, OF_THE_LIST, PASTED_ROWS, PROBLEMS, ROWS, SAMPLES
from .known import Known


@dataclass(frozen=True)
class Defaults:
    """What is true of every row that says nothing else: a list mostly comes from one feedback."""

    source: Source | None = None
    source_document: str = ""
    source_date: date | None = None


def read_file(stream, name: str, *, defaults: Defaults) -> Reading:
    """读取Excel或CSV. Never raises for what is in the file: what concerns the whole file is an error of row 0."""
    reading = Reading()
    try:
        grids, is_book = grid.read_table(stream, name)
        head = heads.find(grids, PROBLEMS)
        last = heads.last_row(head, ROWS + 1, _too_many(ROWS))  # the sample row may still be there
        if is_book:
            grid.find_formulas(stream, head.grid, last_row=last)
    except BadUpload as refused:
        reading.errors.append(CellError(0, "", "", name, str(refused)))
        return reading
    return _read(head, last, defaults, reading, most=ROWS)


def read_pasted(text: str, *, defaults: Defaults) -> Reading:
    """读取粘贴的内容: copied from Excel or WPS together with the head."""
    reading = Reading()
    try:
        head = heads.find([grid.read_pasted(text)], PROBLEMS)
        last = heads.last_row(head, PASTED_ROWS, _too_many(PASTED_ROWS))
    except BadUpload as refused:
        reading.errors.append(CellError(0, "", "", "", str(refused)))
        return reading
    return _read(head, last, defaults, reading, most=PASTED_ROWS)


def _read(head: Head, last: int, defaults: Defaults, reading: Reading, *, most: int) -> Reading:
    reading.notes += heads.notes(head, PROBLEMS, unmissed=OF_THE_LIST if defaults.source else ())
    reading.notes += _notes_on_reporters(head)
    column_of = {field: column for column, field in head.fields.items()}
    filled = [row for row in range(head.row + 1, last + 1) if not head.grid.is_blank(row)]
    samples = {row for row in filled if _is_sample(head, row)}
    rows = [row for row in filled if row not in samples]

    if len(rows) > most:  # without the sample row, which does not count
        reading.errors.append(CellError(0, "", "", "", _too_many(most)(len(rows))))
        return reading

    def column(field: str) -> set[str]:
        return (
            {shown(head.grid.value(row, column_of[field])) for row in rows} if field in column_of else set()
        )

    known = Known.now()
    known.load(column("unit"), column("task"))
    reader = RowReader(head, known, defaults, reading)
    for row in rows:
        reader.read(row)
    reader.check_same(sameness.given_out(reader.seen))
    reading.errors.sort(key=lambda error: (error.row, column_of.get(error.column, -1)))
    if rows:
        reading.notes += [
            _("第%(row)d行是模板自带的样例行，不导入。") % {"row": row + 1} for row in sorted(samples)
        ]
    elif not reading.errors:
        reading.errors.append(CellError(0, "", "", "", _nothing_in_it(samples)))
    return reading


def _nothing_in_it(samples: set[int]) -> str:
    if samples:
        return _("表中只有模板自带的样例行，没有问题。请从样例行的下一行开始填写。")
    return _("表中没有问题，请从表头的下一行开始填写。")


def _too_many(most: int):
    return lambda n: _("共%(n)d行，每次最多%(most)d行，请分批导入。") % {"n": n, "most": most}


def _is_sample(head: Head, row: int) -> bool:
    """Is it the template's sample row as it came? One that was written over is a problem, whatever its 序号 says."""
    return all(
        shown(head.grid.at(row, column)) == SAMPLES.get(field, "") for column, field in head.fields.items()
    )


def _notes_on_reporters(head: Head) -> list[str]:
    names = [shown(each) for each in head.grid.rows[head.row]]
    if any(word in name for name in names for word in OF_REPORTERS):
        return [_("反映人信息不导入，也不保存。群众反映请逐件登记受理，再从登记页交办。")]
    return []
