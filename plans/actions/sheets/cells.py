"""One row of the task list: each cell checked by itself, each fault said at its cell."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from plans.actions import columns, nodes, responsible
from plans.actions.rows import LENGTHS, TaskRow
from records import dates
from records.cells import CellError, Reading, computed, near, not_a_day, too_long
from records.grid import Grid, cell_name, shown


class RowReader:
    """Reads rows into `reading`. `fields`: column index → field."""

    def __init__(
        self,
        grid: Grid,
        fields: dict[int, str],
        *,
        sections: Mapping[str, int],
        people: Mapping[str, str],
        years: tuple[int, int] | None,
        reading: Reading,
    ):
        self.grid, self.fields, self.reading = grid, fields, reading
        self.sections, self.people, self.years = sections, people, years
        self.column_of = {field: column for column, field in fields.items()}

    def read(self, row: int) -> None:
        """Read one row; it joins the preview whether or not it has faults."""
        task = TaskRow(where=_("第%(n)d行") % {"n": row + 1}, row=row + 1)
        raw = {field: self.grid.value(row, column) for column, field in self.fields.items()}
        task.raw = {field: shown(value) for field, value in raw.items()}
        good = {field: "" if self._is_computed(row, field) else value for field, value in raw.items()}
        for field, most in LENGTHS.items():
            text = shown(good.get(field, ""))
            if sentence := too_long(text, most):
                self._fault(row, field, sentence)
            else:
                setattr(task, field, text)
        self._check_title(row, task)
        self._take_responsible(row, task, good)
        self._take_dates(row, task, good)
        self._take_milestones(row, task, good)
        self.reading.rows.append(task)

    def check_duplicates(self) -> None:
        """编号 names one task only."""
        seen: dict[str, int] = {}
        for task in self.reading.rows:
            if not task.code:
                continue
            if task.code in seen:
                self._fault(
                    task.row - 1, "code",
                    _("编号%(code)s与第%(row)d行重复。若本应是%(code)s0，请把编号列设为文本格式。") % {"code": task.code, "row": seen[task.code]}
                    if "." in task.code
                    else _("编号%(code)s与第%(row)d行重复。") % {"code": task.code, "row": seen[task.code]},
                )  # fmt: skip
            seen.setdefault(task.code, task.row)

    def _is_computed(self, row: int, field: str) -> bool:
        column = self.column_of[field]
        place = self.grid.merged_from(row, column) or (row, column)
        if place not in self.grid.formulas:
            return False
        self._fault(row, field, computed())
        return True

    def _check_title(self, row: int, task: TaskRow) -> None:
        column = self.column_of["title"]
        first = self.grid.merged_from(row, column)
        if first and first[0] != row:
            self._fault(row, "title", _("任务列是合并单元格，请取消合并，每行写一项任务。"))
        elif not task.title and not any(
            error.row == row + 1 and error.column == "title" for error in self.reading.errors
        ):
            self._fault(row, "title", _("任务名称为空。"))

    def _take_responsible(self, row: int, task: TaskRow, good: dict) -> None:
        section, person = shown(good.get("section", "")), shown(good.get("person", ""))
        at_section, at_person = "section", "person"
        both = shown(good.get(columns.RESPONSIBLE, ""))
        if both and not (section and person):
            found = responsible.split(both, sections=self.sections, people=self.people)
            section, person = section or found[0], person or found[1]
        if columns.RESPONSIBLE in self.column_of:
            at_section = at_section if at_section in self.column_of else columns.RESPONSIBLE
            at_person = at_person if at_person in self.column_of else columns.RESPONSIBLE
        task.section, task.person = section, person
        if section and section not in self.sections:
            self._fault(
                row,
                at_section,
                _("“%(name)s”不是本单位的科室。") % {"name": section[:30]} + near(section, self.sections),
            )
        task.section_id = self.sections.get(section)
        if person and person not in self.people:
            several = len(responsible.names_in(person)) > 1
            sentence = (
                _("请只填一名责任人。")
                if several
                else _("“%(name)s”不是本单位人员。") % {"name": person[:30]}
            )
            self._fault(row, at_person, sentence + ("" if several else near(person, self.people)))
        elif person and section in self.sections and self.people[person] and self.people[person] != section:
            task.notes.append(
                _("%(person)s属于%(own)s，责任科室填的是%(section)s，请核对。")
                % {"person": person, "own": self.people[person], "section": section}
            )

    def _take_dates(self, row: int, task: TaskRow, good: dict) -> None:
        period = good.get(columns.PERIOD, "")
        if shown(period) and "due" not in self.column_of:
            found = dates.when(period)
            task.starts, task.due = found.starts, found.due
            if found.due is None:
                self._fault(row, columns.PERIOD, not_a_day(period))
        for field in ("starts", "due"):
            if field in good and shown(good[field]):
                setattr(task, field, self._date(row, field, good[field]))
        if task.starts and task.due and task.due < task.starts:
            field = "due" if "due" in self.column_of else columns.PERIOD
            self._fault(
                row, field,
                _("完成时限%(due)s早于开始时间%(starts)s。") % {"due": task.due.isoformat(), "starts": task.starts.isoformat()},
            )  # fmt: skip

    def _date(self, row: int, field: str, value) -> date | None:
        day = dates.exact_date(value)
        if day is None:
            self._fault(row, field, not_a_day(value, year=self.years[0] if self.years else None))
            return None
        if self.years and not self.years[0] <= day.year <= self.years[1]:
            self._fault(
                row, field,
                _("%(day)s不在行动期限内（%(first)d年至%(last)d年）。") % {"day": day.isoformat(), "first": self.years[0], "last": self.years[1]},
            )  # fmt: skip
        return day

    def _take_milestones(self, row: int, task: TaskRow, good: dict) -> None:
        task.milestones, wrong = nodes.read(shown(good.get("milestones", "")), strict=True)
        for sentence in wrong:
            self._fault(row, "milestones", sentence)
        if task.starts and task.due and task.due < task.starts:
            return  # said already; the nodes can only be judged by right dates
        for name, due in task.milestones:
            if due and task.due and due > task.due:
                self._fault(
                    row, "milestones",
                    _("节点“%(name)s”的时间%(day)s晚于完成时限%(due)s。") % {"name": name, "day": due.isoformat(), "due": task.due.isoformat()},
                )  # fmt: skip
            elif due and task.starts and due < task.starts:
                task.notes.append(_("节点“%(name)s”早于开始时间，请核对。") % {"name": name})

    def _fault(self, row: int, field: str, sentence: str) -> None:
        column = self.column_of[field]
        value = shown(self.grid.value(row, column))
        self.reading.errors.append(CellError(row + 1, field, cell_name(row, column), value[:200], sentence))
