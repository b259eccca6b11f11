"""单元格: one item, or one measure of it, as the ledger's columns tell it. Plain values: text, a day, a number, or nothing."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from workflows.enums import Light, Outcome

from ..enums import LateCause, LookBackResult
from ..lights import light_of, shade_of, shade_of_measure
from ..models import Item, Measure
from ..queries.beside import Beside

# What a stage came to, as its buttons say it; plans have other words for the same outcomes.
SAID = {
    ("first_review", Outcome.PASSED_ON): gettext_lazy("初审通过"),
    ("recheck", Outcome.PASSED_ON): gettext_lazy("复核通过"),
    Outcome.RETURNED: gettext_lazy("退回整改"),
}

Value = str | int | date | None


@dataclass
class Row:
    """One line of a list. `measure` is set in lists of measures; `n` is its place there."""

    item: Item
    today: date
    measures: list[Measure] = field(default_factory=list)
    beside: dict[str, list[Beside]] = field(default_factory=dict)
    measure: Measure | None = None
    n: int = 0

    def for_measure(self, line: str) -> "Row | None":
        """The line of one measure; None when there is no such measure."""
        for n, measure in enumerate(self.measures, 1):
            if measure.line == line:
                return Row(self.item, self.today, self.measures, self.beside, measure, n)
        return None

    @property
    def unit(self):
        """责任单位: whose measure it is, else the unit that leads."""
        return self.measure.unit if self.measure else self.item.unit

    def of_measure(self, name: str):
        """What the measure says, and where it says nothing, the item."""
        said = getattr(self.measure, name) if self.measure else None
        return said or getattr(self.item, name, None)

    @property
    def light(self) -> Light:
        return light_of(self.item, self.today)

    @property
    def shade(self) -> str:
        """The light as it is shown."""
        return shade_of(self.item, self.today)

    @property
    def measure_shade(self) -> str:
        """The same of its measure; of a line without one that of the item."""
        return shade_of_measure(self.measure, self.item, self.today) if self.measure else self.shade


def label(row: Row) -> str:
    """状态: what people call it."""
    return row.item.label


def measures(row: Row) -> str:
    """整改措施(1..n)."""
    if len(row.measures) == 1:
        return row.measures[0].text
    return "\n".join(f"{n}. {measure.text}" for n, measure in enumerate(row.measures, 1))


def partners(row: Row) -> str:
    """配合单位: the units of its measures that do not lead."""
    names = dict.fromkeys(m.unit.short_name for m in row.measures if m.unit_id != row.item.unit_id)
    return _("、").join(names)


def progress(row: Row) -> str:
    """进展(带日期): the last word on each measure."""
    said = [last_word(measure) for measure in row.measures if measure.last_words]
    return "\n".join(f"{n}. {each}" for n, each in enumerate(said, 1)) if len(said) > 1 else "".join(said)


def measure_progress(row: Row) -> str:
    """进展 of one measure."""
    return last_word(row.measure) if row.measure else ""


def last_word(measure: Measure) -> str:
    """The last word of progress on a measure, with its day."""
    return f"{measure.last_on.isoformat()} {measure.last_words}" if measure.last_words else ""


def person(found) -> str:
    """责任人/电话: the office telephone."""
    return " ".join(filter(None, [found.name, found.office_phone])) if found else ""


def evidence(row: Row) -> str:
    """佐证材料: the names of the files."""
    return _("；").join(each.word for each in row.beside.get("evidence", ()))


def stage(row: Row, code: str) -> str:
    """初审意见, 复核意见: the last outcome as its button says it, the day, who, and what they wrote."""
    said = row.beside.get(code)
    return _outcome(said[-1], code) if said else ""


def _outcome(said: Beside, code: str) -> str:
    word = SAID.get((code, said.word)) or SAID.get(said.word)
    if word is None:
        word = Outcome(said.word).label if said.word in Outcome.values else said.word
    word = str(word)
    return " ".join(filter(None, [word, said.day and said.day.isoformat(), said.who]))


def publicity(row: Row) -> str:
    """公示起止."""
    said = row.beside.get("publicity")
    if not said:
        return ""
    first, last = said[-1].day, said[-1].until
    return _("%(first)s至%(last)s") % {"first": first, "last": last} if last else first.isoformat()


def closed(row: Row) -> str:
    """销号日期/文号."""
    item = row.item
    return " ".join(filter(None, [item.closed_on and item.closed_on.isoformat(), item.closing_number]))


def look_back(row: Row) -> str:
    """回头看日期/结果."""
    said = row.beside.get("look_back")
    if not said:
        return ""
    word = LookBackResult(said[-1].word).label if said[-1].word in LookBackResult.values else said[-1].word
    return f"{said[-1].day.isoformat()} {word}"


def major(row: Row) -> str:
    """重大或屡改屡犯, as the office said; what the system finds out by itself (Item.weighty) is not written here."""
    return _("是") if row.item.major else _("否")


def relapse(row: Row) -> str:
    """是否反弹."""
    n = row.item.relapse_count
    return _("反弹%(n)d次") % {"n": n} if n else ""


def late(row: Row) -> str:
    """曾逾期n个工作日, with its cause."""
    item = row.item
    if not item.late_days:
        return ""
    cause = LateCause(item.late_cause).label if item.late_cause else ""
    return _("曾逾期%(n)d个工作日") % {"n": item.late_days} + (f"（{cause}）" if cause else "")
