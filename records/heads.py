"""表头: which column of somebody's table is which field of ours, in any order, in one row or in two merged ones."""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .errors import BadUpload
from .grid import Grid, cell_name, shown

HEAD_WITHIN = 20  # rows from the top
FEWEST = 3  # of our columns, before a row counts as a head


def plain(text) -> str:
    """A head without blanks, marks of being required, or a remark in brackets."""
    text = unicodedata.normalize("NFKC", str(text or ""))
    text = re.sub(r"\(.*?\)|\[.*?\]|【.*?】", "", text, flags=re.DOTALL)
    return re.sub(r"[\s*、,。::/\\·]+", "", text)


@dataclass(frozen=True)
class Columns:
    """The columns of one kind of table: field → the head our template gives it, and field → what else people call it.

    `stand_ins`: field → another field whose column holds it too (责任 for section and person).
    """

    heads: dict[str, str]
    names: dict[str, str]
    needed: tuple[str, ...] = ()
    stand_ins: dict[str, str] = field(default_factory=dict)

    def __post_init__(self):
        known = {plain(name): key for key, name in self.heads.items()}
        known |= {plain(name): key for key, names in self.names.items() for name in names.split()}
        object.__setattr__(self, "_fields", known)

    def field_of(self, head) -> str:
        """The field a column's head means; "" when it means none of ours."""
        return self._fields.get(plain(head), "")

    def fields_of(self, heads: Iterable) -> dict[int, str]:
        """Column index → field, each field once (the first column that means it)."""
        found: dict[int, str] = {}
        for index, head in enumerate(heads):
            name = self.field_of(head)
            if name and name not in found.values():
                found[index] = name
        return found

    def head_name(self, name: str) -> str:
        """What the template calls a field."""
        return self.heads.get(name, name)

    def is_missing(self, name: str, present: set[str]) -> bool:
        return name not in present and self.stand_ins.get(name) not in present


@dataclass(frozen=True)
class Head:
    """Where the columns are: the sheet, the (last) row of the head, column index → field."""

    grid: Grid
    row: int
    fields: dict[int, str]
    doubled: list[str]
    nameless: tuple[int, ...] = ()  # columns without a head of their own
    merged_rows: bool = False

    @property
    def worth(self) -> tuple[int, bool]:
        """More columns are better; as many in one row are better than in two, of which the upper is a title then."""
        return len(self.fields), not self.merged_rows


def find(grids: list[Grid], columns: Columns) -> Head:
    """The sheet with our columns, and their head. BadUpload when there is none, or when it cannot be read."""
    best: Head | None = None
    for grid in grids:
        for row in range(min(HEAD_WITHIN, len(grid.rows))):
            found = _at(grid, row, columns)
            if len(found.fields) >= FEWEST and (best is None or found.worth > best.worth):
                best = found
    if best is None:
        if not any(not grid.is_blank(row) for grid in grids for row in range(len(grid.rows))):
            raise BadUpload(_("表格是空的，请下载模板填写后上传。"))
        names = _("、").join(list(columns.heads.values())[:3])
        raise BadUpload(_("没有找到表头。请使用下载的模板，保留“%(names)s……”一行。") % {"names": names})
    _check(best, columns)
    return best


def notes(head: Head, columns: Columns, *, unmissed: Collection[str] = ()) -> list[str]:
    """What people should know of the columns: those not taken, those that are not there (but for `unmissed`)."""
    said = [_("%(cell)s列没有列名，不导入。") % {"cell": _letter(head, column)} for column in _filled(head)]
    said += [
        _("列“%(name)s”（%(cell)s）没有识别，不导入。")
        % {"name": text[:30], "cell": cell_name(head.row, column)}
        for column in range(len(head.grid.rows[head.row]))
        if (text := shown(head.grid.at(head.row, column))) and column not in head.fields
    ]
    present = {*head.fields.values(), *unmissed}
    absent = [name for key, name in columns.heads.items() if columns.is_missing(key, present)]
    if absent:
        said.append(_("没有这些列，导入后为空：%(names)s。") % {"names": _("、").join(absent)})
    if head.merged_rows:
        said.append(_("表头为合并单元格，已按两行表头识别。"))
    return said


def last_row(head: Head, most: int, too_many) -> int:
    """The last filled row below the head; BadUpload with `too_many(n)` when more than `most` are filled."""
    filled = [row for row in range(head.row + 1, len(head.grid.rows)) if not head.grid.is_blank(row)]
    if len(filled) > most:
        raise BadUpload(too_many(len(filled)))
    return filled[-1] if filled else head.row


def _at(grid: Grid, row: int, columns: Columns) -> Head:
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
    known = [columns.field_of(text) for text in heads]
    doubled = [name for name in dict.fromkeys(known) if name and known.count(name) > 1]
    nameless = tuple(column for column, text in enumerate(heads) if not text)
    return Head(grid, row + two_rows, columns.fields_of(heads), doubled, nameless, merged_rows=two_rows)


def _filled(head: Head) -> list[int]:
    """The nameless columns in which something stands below the head."""
    below = range(head.row + 1, len(head.grid.rows))
    return [column for column in head.nameless if any(shown(head.grid.at(row, column)) for row in below)]


def _letter(head: Head, column: int) -> str:
    return cell_name(head.row, column).rstrip("0123456789")


def _check(head: Head, columns: Columns) -> None:
    if head.doubled:
        names = _("、").join(map(columns.head_name, head.doubled))
        raise BadUpload(_("列“%(names)s”出现了两次，请只保留一列。") % {"names": names})
    present = set(head.fields.values())
    missing = [columns.head_name(name) for name in columns.needed if columns.is_missing(name, present)]
    if missing:
        merged = any(first[0] <= head.row <= last[0] and first != last for first, last in head.grid.merged)
        sentence = _("缺少列：%(names)s。请使用下载的模板，不要改动列名。") % {"names": _("、").join(missing)}
        raise BadUpload(_("表头有合并单元格，无法识别。") + sentence if merged else sentence)
    for column in _filled(
        head
    ):  # what stands below the second column of a wide head would be lost without a word
        first = head.grid.merged_from(head.row, column)
        if first:
            sentence = _(
                "表头“%(name)s”是合并单元格，%(cell)s列没有自己的列名，无法识别。请取消合并，每列写一个列名。"
            )
            raise BadUpload(sentence % {"name": shown(head.grid.at(*first)), "cell": _letter(head, column)})
