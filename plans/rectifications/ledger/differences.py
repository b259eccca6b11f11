"""逐格比对: what somebody changed in an exported file, against what is stored now.

A cell counts as changed when it no longer says what was exported. It is refused when somebody else has changed the
stored value since, when the person may not write it, or when it cannot be read; both values are then shown.
"""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from records.errors import Refused
from records.grid import shown
from records.stored import in_chinese
from units.models import Person

from ..queries import visible_items
from ..rules import ledger as rules
from . import book
from .cells import Row
from .columns import BY_KEY
from .editing import Names, read_value
from .reading import FileLine, LedgerFile
from .rows import BATCH, PEOPLE, rows_of


@dataclass(frozen=True)
class Change:
    """One cell that will be written. `before` is what is stored now, as the column tells it."""

    key: str
    before: str
    after: str
    cell: str = ""

    @property
    def head(self) -> str:
        return str(BY_KEY[self.key].head)


@dataclass(frozen=True)
class Bad:
    """One cell that will not be written, and why; `stored` is what stands in the system now."""

    row: int
    cell: str
    head: str
    number: str
    file: str
    stored: str
    sentence: str


@dataclass(frozen=True)
class LineChanges:
    """The cells of one line that will be written."""

    row: int
    item_id: int
    number: str
    title: str
    measure_line: str
    changes: tuple[Change, ...]


@dataclass
class Comparison:
    """What an import would do. `same` lines say what is stored already; one with a refused cell does not."""

    lines: list[LineChanges] = field(default_factory=list)
    bad: list[Bad] = field(default_factory=list)
    same: int = 0

    @property
    def n(self) -> int:
        return sum(len(line.changes) for line in self.lines)


def compare(file: LedgerFile, person: Person, today: date) -> Comparison:
    """Every line against what is stored now, a few hundred at a time."""
    found = Comparison(
        bad=[Bad(e.row, e.cell, "", e.value, "", "", e.sentence) for e in file.errors],
    )
    columns = [BY_KEY[key] for key in file.keys]
    for at in range(0, len(file.lines), BATCH):
        some = file.lines[at : at + BATCH]
        items = visible_items(person).select_related(*PEOPLE).in_bulk([line.check.item_id for line in some])
        rows = {row.item.pk: row for row in rows_of(list(items.values()), columns, today, with_measures=True)}
        names = Names.of(
            {measure.unit_id for row in rows.values() for measure in row.measures}
            | {i.unit_id for i in items.values()}
        )
        for line in some:
            _compare_line(found, file, line, rows.get(line.check.item_id), person, names)
    return found


def _compare_line(
    found: Comparison, file: LedgerFile, line: FileLine, row: Row | None, person: Person, names: Names
) -> None:
    number = line.texts["number"]
    if row is None:
        sentence = _("没有这个事项，或您无权查看。")
        found.bad.append(Bad(line.row, line.places["number"], "", number, "", "", sentence))
        return
    if line.check.measure_line:
        row = row.for_measure(line.check.measure_line)
        if row is None:
            sentence = _("这项措施已经删除，没有导入。")
            found.bad.append(Bad(line.row, line.places["number"], "", number, "", "", sentence))
            return
    allowed, changes, refused = _changeable(row, person), [], False
    for key, text in line.texts.items():
        if not line.check.changed(key, text):
            continue
        try:
            change = _change(key, text, line, row, allowed, names)
        except _BadCell as bad:
            refused = True
            found.bad.append(
                Bad(line.row, line.places[key], str(BY_KEY[key].head), number, text, bad.stored, str(bad))
            )
        else:
            changes += [change] if change else []
    if changes:
        found.lines.append(
            LineChanges(
                line.row, row.item.pk, number, row.item.title, line.check.measure_line, tuple(changes)
            )
        )
    elif not refused:
        found.same += 1


class _BadCell(Refused):
    """A refused cell, with what is stored."""

    def __init__(self, sentence: str, stored: str):
        super().__init__(sentence)
        self.stored = stored


def _change(key: str, text: str, line: FileLine, row: Row, allowed, names: Names) -> Change | None:
    """The change of one cell; None when the system says the same already."""
    stored = stored_text(key, row)
    if stored == text:
        return None
    if key not in rules.WRITABLE:
        raise _BadCell(_("这一列由系统生成，不能在表格中修改。"), stored)
    if row.measure and key not in rules.MEASURE_COLUMNS:
        raise _BadCell(_("这一列说的是整个事项，请在“整改台账”或“问题清单”中修改。"), stored)
    if key not in allowed:
        raise _BadCell(_("这一列目前不能由您修改。"), stored)
    if stored.endswith(book.CUT):
        raise _BadCell(_("原文超过单元格能放下的长度，请在事项页修改。"), stored)
    if line.check.changed(key, stored):
        raise _BadCell(_("导出之后已有他人修改，没有覆盖。请以系统中的内容为准重新填写。"), stored)
    try:
        read_value(key, text, row.unit.pk if line.check.measure_line else row.item.unit_id, names)
    except Refused as refused:
        raise _BadCell(str(refused), stored) from refused
    return Change(key, stored, text, line.places[key])


@in_chinese()
def stored_text(key: str, row: Row) -> str:
    """What the system says now, as the file would."""
    return shown(book.fitting(BY_KEY[key].value(row)))


def _changeable(row: Row, person: Person) -> frozenset[str]:
    if row.measure:
        return rules.changeable_of_measure(row.measure, person)
    return rules.changeable(row.item, person, {measure.unit_id for measure in row.measures})
