"""One row of a problem list: each cell checked by itself, each fault said at its cell."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from records import clock, dates
from records.cells import CellError, Reading, computed, near, not_a_day, too_long
from records.forms import DayField
from records.grid import cell_name, shown
from records.heads import Head
from records.stored import in_chinese

from ..enums import Kind, Scope, SourceKind
from ..queries import sameness
from .columns import HEADS, LENGTHS
from .known import Known, Unknown

NEAR_AT_MOST = 200  # faults that also offer the names which come near: finding them takes its time
OFFERED = 3
YES, NO = {"是", "有", "√", "重大", "屡改屡犯", "重大或屡改屡犯"}, {"", "否", "无", "×", "-", "—", "一般"}


@dataclass
class ProblemRow:
    """One row as it stood, and `kept`: what is given out when it is confirmed (JSON)."""

    row: int
    raw: dict[str, str]
    kept: dict = field(default_factory=dict)
    unit: str = ""


class RowReader:
    """Reads rows into `reading`; `seen` are the problems met, by unit and words."""

    def __init__(self, head: Head, known: Known, defaults, reading: Reading):
        self.grid, self.known, self.defaults, self.reading = head.grid, known, defaults, reading
        self.column_of = {name: column for column, name in head.fields.items()}
        self.seen: dict[tuple[int, str], int] = {}
        with in_chinese():  # lists are Chinese, whoever reads them in
            self.labels = {
                choices: {str(label): value for value, label in choices.choices} for choices in (Scope, Kind)
            }

    def read(self, row: int) -> None:
        """Read one row; it joins the preview whether or not it has faults."""
        values = {name: self.grid.value(row, column) for name, column in self.column_of.items()}
        found = ProblemRow(row + 1, {name: shown(value) for name, value in values.items()})
        for name in self.column_of:
            if self._is_computed(row, name):
                values[name] = ""
        texts = {name: shown(values.get(name, "")) for name in HEADS}
        kept = {"row": row + 1, "plan": None, "plan_line": "", **self._texts(row, texts)}
        kept |= self._choices(row, texts) | self._source(row, texts, values) | {"due": self._due(row, values)}
        kept |= self._whose(row, texts)
        self._check_problem(row, kept)
        found.kept, found.unit = kept, self.known.unit_names.get(kept["unit"], "")
        self.reading.rows.append(found)

    def check_same(self, given_out: dict[tuple[int, str], str]) -> None:
        """What has been given to the unit before in the very same words."""
        for key, number in given_out.items():
            self._fault(
                self.seen[key], "problem",
                _("与已交办的%(number)s完全相同。如系再次发生，请写明本次的情况。") % {"number": number},
            )  # fmt: skip

    def _is_computed(self, row: int, name: str) -> bool:
        column = self.column_of[name]
        if (self.grid.merged_from(row, column) or (row, column)) not in self.grid.formulas:
            return False
        self._fault(row, name, computed())
        return True

    def _texts(self, row: int, texts: dict[str, str]) -> dict[str, str]:
        for name, most in LENGTHS.items():
            if sentence := too_long(texts[name], most):
                self._fault(row, name, sentence)
        return {name: texts[name] for name in LENGTHS}

    def _choices(self, row: int, texts: dict[str, str]) -> dict:
        major = texts["major"]
        if major not in YES | NO:
            self._fault(row, "major", _("只能填“是”或“否”。"))
        return {
            "scope": self._one_of(row, "scope", texts["scope"], Scope, Scope.SINGLE),
            "kind": self._one_of(row, "kind", texts["kind"], Kind, Kind.TIMED),
            "major": major in YES,
        }

    def _one_of(self, row: int, name: str, text: str, choices, default) -> str:
        labels = self.labels[choices]
        if text and text not in labels:
            self._fault(row, name, _("只能填%(names)s。") % {"names": _("、").join(labels)})
        return str(labels.get(text, default))

    def _source(self, row: int, texts: dict[str, str], values: dict) -> dict:
        source = self.known.sources.get(texts["source"]) if texts["source"] else self.defaults.source
        if source is None and texts["source"]:
            names = _("、").join(self.known.sources)
            self._fault(row, "source", _("没有这个来源。可以填：%(names)s。") % {"names": names})
        elif source is None:
            self._fault(row, "source", _("问题来源为空，请填写，或在上方选择本清单的来源。"))
        if source and source.kind == SourceKind.PUBLIC:
            self._fault(row, "source", _("群众反映请先登记受理，再从登记页交办。"))
        day = self._day(row, "source_date", values) or self.defaults.source_date
        if day and day > clock.today():
            self._fault(row, "source_date", _("反馈日期不能晚于今天。"))
        return {
            "source": source and source.pk,
            "source_document": texts["source_document"] or self.defaults.source_document,
            "source_date": day.isoformat() if day else "",
        }

    def _due(self, row: int, values: dict) -> str:
        if not shown(values["due"]):
            if not self._has_fault(row, "due"):
                self._fault(row, "due", _("整改时限为空。"))
            return ""
        day = self._day(row, "due", values)
        if day and day <= clock.today():
            self._fault(row, "due", _("整改时限须晚于今天。"))
        return day.isoformat() if day else ""

    def _day(self, row: int, name: str, values: dict) -> date | None:
        value = values.get(name, "")
        if not shown(value):
            return None
        day = dates.exact_date(value)
        if day is None or not DayField.FIRST <= day.year <= DayField.last():
            self._fault(row, name, not_a_day(value, year=self._year(name, value), past=name != "due"))
            return None
        return day

    def _year(self, name: str, value) -> int:
        """The year that 10月底 leaves out: a limit is still to come."""
        this = clock.today().year
        guess = dates.when(value, year=this).due
        return this + 1 if name == "due" and guess and guess <= clock.today() else this

    def _whose(self, row: int, texts: dict[str, str]) -> dict:
        """The unit; and in it people, section and task, which without the unit nobody can tell."""
        found = {"unit": None, "leader": None, "section": None, "person": None}
        if not texts["unit"]:
            if not self._has_fault(row, "unit"):
                self._fault(row, "unit", _("责任单位为空。"))
            return found
        unit_id = found["unit"] = self._named(row, "unit", self.known.unit, texts["unit"])
        if unit_id is None:
            return found
        for name, look in (
            ("leader", self.known.person),
            ("section", self.known.section),
            ("person", self.known.person),
        ):
            if texts[name]:
                found[name] = self._named(row, name, look, unit_id, texts[name])
        if texts["task"] and (task := self._named(row, "task", self.known.task, unit_id, texts["task"])):
            found["plan"], found["plan_line"] = task
        return found

    def _named(self, row: int, name: str, look, *asked):
        try:
            return look(*asked)
        except Unknown as unknown:
            few = len(self.reading.errors) < NEAR_AT_MOST
            offered = near(asked[-1], unknown.near, most=OFFERED) if few else ""
            self._fault(row, name, str(unknown) + offered)
            return None

    def _check_problem(self, row: int, kept: dict) -> None:
        column = self.column_of["problem"]
        first = self.grid.merged_from(row, column)
        if first and first[0] != row:
            self._fault(row, "problem", _("问题描述是合并单元格，请取消合并，每行写一个问题。"))
        elif not kept["problem"]:
            if not self._has_fault(row, "problem"):
                self._fault(row, "problem", _("问题描述为空。"))
        elif kept["unit"]:
            key = kept["unit"], sameness.digest(kept["problem"])
            if key in self.seen:
                self._fault(row, "problem", _("与第%(row)d行重复。") % {"row": self.seen[key] + 1})
            self.seen.setdefault(key, row)

    def _has_fault(self, row: int, name: str) -> bool:
        return any(
            error.row == row + 1 and error.column == name for error in reversed(self.reading.errors[-20:])
        )

    def _fault(self, row: int, name: str, sentence: str) -> None:
        column = self.column_of.get(name)
        cell = cell_name(row, column) if column is not None else ""
        value = shown(self.grid.value(row, column)) if column is not None else ""
        self.reading.errors.append(CellError(row + 1, name, cell, value[:200], sentence))
