"""读回导出的台账: the lines of a file that was exported here, each with what it was exported as. Nothing is compared yet."""

from dataclasses import dataclass, field

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.cells import CellError
from records.errors import BadUpload
from records.grid import Grid, cell_name, find_formulas, read_xlsx, shown

from ..enums import ListKind
from . import checks
from .checks import Check
from .columns import BY_KEY

MOST_LINES = 5_000
HEAD_WITHIN = 10


@dataclass(frozen=True)
class FileLine:
    """One line: its place in the file, the text of each column that is still there, and its 核对码."""

    row: int  # as Excel counts
    texts: dict[str, str]
    places: dict[str, str]  # column → C7
    check: Check


@dataclass
class LedgerFile:
    """What was read; `errors` are lines and cells that cannot be taken at all."""

    which: str
    keys: list[str]
    lines: list[FileLine] = field(default_factory=list)
    errors: list[CellError] = field(default_factory=list)


def read(stream, name: str) -> LedgerFile:
    """The lines of an exported file; BadUpload with a sentence when it is none."""
    grids = read_xlsx(stream, name)
    found = next((place for grid in grids if (place := _head(grid))), None)
    if found is None:
        raise BadUpload(_("没有找到核对码。请上传从台账导出的原文件，不要把内容复制到新表格。"))
    grid, head, which, keys, check_column = found
    filled = [row for row in range(head + 1, len(grid.rows)) if not grid.is_blank(row)]
    if len(filled) > MOST_LINES:
        raise BadUpload(
            _("共%(n)d行，一次最多导入%(most)d行，请只保留改过的行。")
            % {"n": len(filled), "most": MOST_LINES}
        )
    find_formulas(stream, grid, last_row=filled[-1] if filled else head)
    file = LedgerFile(which, keys)
    columns = _columns(grid, head, keys)
    if "number" not in columns.values():
        raise BadUpload(_("缺少“编号”列，无法对应事项。"))
    seen: dict[tuple, int] = {}
    for row in filled:
        _read_line(file, grid, row, columns, check_column, seen)
    return file


def _head(grid: Grid):
    """(sheet, row of the head, list, columns, where the 核对码 stands)."""
    for row in range(min(HEAD_WITHIN, len(grid.rows))):
        for column, value in enumerate(grid.rows[row]):
            said = checks.read_head(shown(value))
            if said and said[0] in ListKind.values and all(key in BY_KEY for key in said[1]):
                return grid, row, *said, column
    return None


def _columns(grid: Grid, head: int, keys: list[str]) -> dict[int, str]:
    """Place → column, by the words of the heads, in whichever language: columns may be moved or left out."""
    by_head = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            by_head |= {str(BY_KEY[key].head): key for key in keys}
    found = {place: by_head.get(shown(grid.at(head, place)), "") for place in range(len(grid.rows[head]))}
    return {place: key for place, key in found.items() if key}


def _read_line(
    file: LedgerFile, grid: Grid, row: int, columns: dict[int, str], check_column: int, seen: dict
) -> None:
    texts = {key: shown(grid.at(row, place)) for place, key in columns.items()}
    places = {key: cell_name(row, place) for place, key in columns.items()}
    number = texts["number"]
    check = checks.read_line(shown(grid.at(row, check_column)), file.keys)
    if check is None:
        sentence = _("这一行不是导出的行，没有核对码；新增问题请用“导入问题”。")
        file.errors.append(CellError(row + 1, "", places["number"], number, sentence))
        return
    if check.changed("number", number):
        file.errors.append(
            CellError(
                row + 1, "number", places["number"], number, _("编号被改动，这一行没有导入。请恢复原编号。")
            )
        )
        return
    for place, key in columns.items():
        if (row, place) in grid.formulas:
            sentence = _("单元格是公式，请改为文字或数值（复制后选择性粘贴为数值）。")
            file.errors.append(CellError(row + 1, key, places[key], texts[key], sentence))
            texts.pop(key)
    same = (check.item_id, check.measure_line)
    if same in seen:
        sentence = _("与第%(row)d行是同一事项，请只保留一行。") % {"row": seen[same]}
        file.errors.append(CellError(row + 1, "", places["number"], number, sentence))
        return
    seen[same] = row + 1
    file.lines.append(FileLine(row + 1, texts, places, check))
