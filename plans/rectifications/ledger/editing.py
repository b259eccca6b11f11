"""可改的列: which field each writes, and how its cell is read. A cell that cannot be read says why in one sentence."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from records import cells as sentences
from records import clock, dates
from records.errors import Refused
from units.models import Person, Section

from ..enums import Kind, Scope

LONG = 5_000
# column → (field, longest) of plain texts
TEXTS = {
    "source_document": ("source_document", 200),
    "category": ("category", 60),
    "goal": ("goal", LONG),
    "standard": ("standard", LONG),
    "mechanism": ("mechanism", LONG),
    "accountability": ("accountability", 200),
    "self_conclusion": ("self_conclusion", LONG),
    "remark": ("remark", LONG),
    "m_text": ("text", LONG),
    "m_standard": ("standard", LONG),
}
CHOICES = {"scope": ("scope", Scope), "kind": ("kind", Kind)}
YES_OR_NO = {"major": "major"}
DAYS = {"source_date": "source_date"}
PEOPLE = {"leader": "leader", "person": "person", "m_leader": "leader", "m_person": "person"}
SECTIONS = {"section": "section", "m_section": "section"}
REQUIRED = frozenset({"m_text"})


class BadCell(Refused):
    """What a cell says cannot be taken."""


@dataclass
class Names:
    """The people and sections of units, by name; those who left are known as such."""

    people: dict[int, dict[str, list[Person]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    gone: set[tuple[int, str]] = field(default_factory=set)
    sections: dict[int, dict[str, Section]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, unit_ids) -> "Names":
        """Two statements, whatever the number of units."""
        names, today = cls(), clock.today()
        for person in Person.objects.filter(unit_id__in=unit_ids):
            if person.is_active and (person.until is None or person.until >= today):
                names.people[person.unit_id][person.name].append(person)
            else:
                names.gone.add((person.unit_id, person.name))
        for section in Section.objects.filter(unit_id__in=unit_ids):
            if section.until is None or section.until >= today:
                names.sections[section.unit_id][section.name] = section
        return names


def read_value(key: str, text: str, unit_id: int, names: Names) -> tuple[str, object]:
    """(field, value) of a cell's text; BadCell with a sentence."""
    if key in TEXTS:
        name, most = TEXTS[key]
        if sentence := sentences.too_long(text, most):
            raise BadCell(sentence)
        if key in REQUIRED and not text:
            raise BadCell(_("措施内容不能为空。"))
        return name, text
    if key in CHOICES:
        return _choice(*CHOICES[key], text)
    if key in YES_OR_NO:
        return YES_OR_NO[key], _yes(text)
    if key in DAYS:
        return DAYS[key], _day(text)
    if key in SECTIONS:
        return SECTIONS[key], _section(text, unit_id, names)
    return PEOPLE[key], _person(text, unit_id, names)


def _choice(name: str, choices, text: str) -> tuple[str, str]:
    by_label = {str(label): value for value, label in choices.choices}
    if text not in by_label:
        raise BadCell(
            _("“%(text)s”不是可选的内容，请填：%(labels)s。")
            % {"text": text[:30], "labels": _("、").join(by_label)}
        )
    return name, by_label[text]


def _yes(text: str) -> bool:
    """An empty cell says no."""
    answers = {_("是"): True, _("否"): False, "": False}
    if text not in answers:
        raise BadCell(_("只能填“是”或“否”。"))
    return answers[text]


def _day(text: str):
    if not text:
        return None
    day = dates.exact_date(text)
    if day is None:
        raise BadCell(sentences.not_a_day(text, year=clock.today().year, past=True))
    if day > clock.today():
        raise BadCell(_("反馈日期不能晚于今天。"))
    return day


def _section(text: str, unit_id: int, names: Names):
    if not text:
        return None
    known = names.sections[unit_id]
    if text not in known:
        raise BadCell(_("“%(name)s”不是本单位的科室。") % {"name": text[:30]} + sentences.near(text, known))
    return known[text]


def _person(text: str, unit_id: int, names: Names):
    """张某 87654321: the name comes first, the telephone is not read."""
    if not text:
        return None
    name, known = text.split()[0], names.people[unit_id]
    if len(known.get(name, ())) > 1:
        raise BadCell(_("本单位有多名“%(name)s”，请在事项页选择。") % {"name": name[:30]})
    if name in known:
        return known[name][0]
    if (unit_id, name) in names.gone:
        raise BadCell(_("“%(name)s”已不在岗，请改为在岗人员。") % {"name": name[:30]})
    raise BadCell(_("“%(name)s”不是本单位人员。") % {"name": name[:30]} + sentences.near(name, known))
