"""任务 from a Word table: columns in any order, merged cells, a row that names a category, dates in words."""

import re

from django.utils.translation import gettext as _

from plans.actions import columns, nodes, responsible
from plans.actions.rows import LENGTHS, TaskRow
from plans.actions.word.document import Cell, Table
from plans.actions.word.shapes import Unrecognised
from records import dates

HEAD_WITHIN = 4
TOTALS = frozenset({"合计", "总计", "小计"})
NUMBERED = re.compile(
    r"^\s*(?:[一二三四五六七八九十]+[、.．]|[（(][一二三四五六七八九十]+[）)]|\d{1,2}[、.．](?!\d))\s*"
)


class TaskTable:
    """A table whose head is a task list's. `fields`: column → field."""

    def __init__(self, table: Table, first: int, fields: dict[int, str], heads: list[str]):
        self.table, self.first, self.fields, self.heads = table, first, fields, heads


def recognise(table: Table, *, after: TaskTable | None = None) -> TaskTable | None:
    """The task list in a table; `after`: the list just before, which a table without a head continues."""
    best = None
    for place in range(min(HEAD_WITHIN, len(table.rows))):
        heads = [cell.text for cell in table.rows[place]]
        lower = table.rows[place + 1] if place + 1 < len(table.rows) else []
        first = place + 1
        # A head of two rows: 责任 over 科室 and 责任人.
        if (
            len(lower) == len(heads)
            and any(columns.TASKS.field_of(c.text) for c in lower)
            and all(columns.TASKS.field_of(c.text) for c in lower if c.text)
        ):
            heads = [below.text or above for above, below in zip(heads, lower, strict=True)]
            first = place + 2
        if columns.is_head(heads) and (
            best is None or len(columns.TASKS.fields_of(heads)) > len(best.fields)
        ):
            best = TaskTable(table, first, columns.TASKS.fields_of(heads), heads)
    if best is None and after is not None and table.width == len(after.heads):
        return TaskTable(table, 0, after.fields, after.heads)
    return best


def tasks_of(found: TaskTable, *, year: int | None) -> tuple[list[TaskRow], list[Unrecognised], list[str]]:
    """The tasks of a recognised table, what found no place in them, and notes."""
    reader = _Reader(found, year)
    for row in range(found.first, len(found.table.rows)):
        reader.read(row)
    reader.name_other_columns()
    return reader.finished()


class _Reader:
    def __init__(self, found: TaskTable, year: int | None):
        self.found, self.year = found, year
        self.category = ""
        self.groups: list[tuple[int, str, list[list[Cell]]]] = []  # (row, category, the rows of one task)
        self.lost: list[Unrecognised] = []
        self.others: dict[int, list[str]] = {}

    def read(self, row: int) -> None:
        cells = self.found.table.rows[row]
        texts = [cell.text.strip() for cell in cells]
        if not any(texts) or texts[0] in TOTALS:
            return
        if len({cell.key for cell in cells}) == 1 and len(cells) > 1:
            self._take_whole_row(row, texts[0])
            return
        if columns.is_head(texts):
            return  # the head again, on the next page
        for column, text in enumerate(texts):
            # A merged cell beside the column that owns it says nothing new.
            if (
                column not in self.found.fields
                and text
                and cells[column].key not in {cells[c].key for c in self.found.fields if c < len(cells)}
            ):
                self.others.setdefault(column, []).append(text)
        title = self._cell(cells, "title")
        same = self.groups and title and self._cell(self.groups[-1][2][0], "title") is title
        if same:
            self.groups[-1][2].append(cells)
        else:
            self.groups.append((row, self.category, [cells]))

    def _take_whole_row(self, row: int, text: str) -> None:
        """A row of one cell names the category of what follows; longer ones are remarks."""
        if len(text) <= 40:
            self.category = NUMBERED.sub("", text).strip(" :：")
        else:
            self.lost.append(Unrecognised("table", self._where(row), text))

    def name_other_columns(self) -> None:
        for column, texts in self.others.items():
            head = self.found.heads[column].strip() if column < len(self.found.heads) else ""
            where = _("表%(table)d“%(head)s”列") % {
                "table": self.found.table.place,
                "head": head or column + 1,
            }
            self.lost.append(Unrecognised("column", where, "\n".join(dict.fromkeys(texts))))

    def finished(self) -> tuple[list[TaskRow], list[Unrecognised], list[str]]:
        tasks, notes = [], []
        for row, category, rows in self.groups:
            task = self._task(row, category, rows)
            if task:
                tasks.append(task)
                notes += [
                    _("任务“%(title)s”：%(note)s") % {"title": task.title[:20], "note": note}
                    for note in task.notes
                ]
        return tasks, self.lost, notes

    def _task(self, row: int, category: str, rows: list[list[Cell]]) -> TaskRow | None:
        raw = {field: self._joined(rows, column) for column, field in self.found.fields.items()}
        title = " ".join(raw.get("title", "").split("\n")).strip()
        if not title:
            self.lost.append(
                Unrecognised("table", self._where(row), "\t".join(text for text in raw.values() if text))
            )
            return None
        task = TaskRow(where=self._where(row), row=row + 1, raw=raw)
        task.title = title
        task.category = category
        for field in LENGTHS:
            if field != "title" and raw.get(field):
                setattr(task, field, raw[field])
        task.code = re.sub(r"\s", "", task.code)
        task.category = " ".join(task.category.split())
        self._take_responsible(task, raw)
        self._take_dates(task, raw)
        self._take_milestones(task, raw)
        self._cut(task)
        return task

    def _take_responsible(self, task: TaskRow, raw: dict) -> None:
        section, person = raw.get("section", ""), raw.get("person", "")
        if section and not person:
            section, person = responsible.split(section)
        if raw.get(columns.RESPONSIBLE):
            found = responsible.split(raw[columns.RESPONSIBLE])
            section, person = section or found[0], person or found[1]
        task.section, task.person = (" ".join(text.split("\n")).strip() for text in (section, person))

    def _take_dates(self, task: TaskRow, raw: dict) -> None:
        starts = dates.when(raw.get("starts", ""), year=self.year)
        due = dates.when(raw.get("due") or raw.get(columns.PERIOD, ""), year=self.year)
        # A start such as 3月 means its first day; when() gives the last.
        first = starts.starts or (
            starts.due if starts.exact else starts.due.replace(day=1) if starts.due else None
        )
        task.starts, task.due = first or due.starts, due.due
        task.notes += [note for note in (starts.note, due.note) if note]
        if task.starts and task.due and task.due < task.starts:
            task.notes.append(_("完成时限早于开始时间，开始时间没有采用，请核对。"))
            task.starts = None

    def _take_milestones(self, task: TaskRow, raw: dict) -> None:
        found, wrong = nodes.read(raw.get("milestones", ""), year=self.year)
        task.milestones = [(name[: nodes.MILESTONE_LENGTH], due) for name, due in found[: nodes.MOST]]
        task.notes += wrong
        for name, due in found[nodes.MOST :]:
            text = nodes.written([(name, due)])
            self.lost.append(Unrecognised("column", _("%(where)s“节点”") % {"where": task.where}, text))

    def _cut(self, task: TaskRow) -> None:
        for field, most in LENGTHS.items():
            text = getattr(task, field)
            if len(text) > most:
                head = columns.TASKS.head_name(field)
                self.lost.append(
                    Unrecognised(
                        "column", _("%(where)s“%(head)s”") % {"where": task.where, "head": head}, text
                    )
                )
                task.notes.append(
                    _("“%(head)s”超过%(most)d个字，只取前面部分，全文见未识别内容。")
                    % {"head": head, "most": most}
                )
                setattr(task, field, text[:most])

    def _cell(self, cells: list[Cell], field: str) -> Cell | None:
        column = next((column for column, name in self.found.fields.items() if name == field), None)
        return cells[column] if column is not None and column < len(cells) and cells[column].text else None

    def _joined(self, rows: list[list[Cell]], column: int) -> str:
        cells = {row[column].key: row[column].text.strip() for row in rows if column < len(row)}
        return "\n".join(text for text in dict.fromkeys(cells.values()) if text)

    def _where(self, row: int) -> str:
        return _("表%(table)d第%(row)d行") % {"table": self.found.table.place, "row": row + 1}
