"""对应: the names in a read task list become the unit's own sections and people; what has no match is said, not guessed."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from units.models import Person, Section

from .enums import MILESTONES_PER_TASK
from .rows import TaskRow


@dataclass
class Matched:
    """One row as the import takes it: `fields` for operations.drafting.import_tasks, and what the writer should know."""

    row: TaskRow
    fields: dict
    notes: list[str] = field(default_factory=list)


class Unit:
    """The sections and people a row may name."""

    def __init__(self, sections: Iterable[Section], people: Iterable[Person]):
        self.sections = {each.name: each for each in sections}
        self.people: dict[str, Person] = {}
        self.namesakes: set[str] = set()
        for person in people:
            if person.name in self.people:
                self.namesakes.add(person.name)
            self.people[person.name] = person

    @property
    def section_ids(self) -> dict[str, int]:
        """Section name → id, as the Excel reader wants them."""
        return {name: each.pk for name, each in self.sections.items()}

    @property
    def section_of_people(self) -> dict[str, str]:
        """Person's name → the name of their section, as the Excel reader wants them."""
        names = {each.pk: name for name, each in self.sections.items()}
        return {name: names.get(person.section_id, "") for name, person in self.people.items()}

    def match(self, row: TaskRow) -> Matched:
        """One row with its names resolved; dates that cannot stand are left out and said."""
        matched = Matched(row, row.fields(), list(row.notes))
        self._match_names(matched)
        _settle_dates(matched)
        return matched

    def _match_names(self, matched: Matched) -> None:
        row, fields = matched.row, matched.fields
        fields["section"] = self.sections.get(row.section)
        fields["person"] = None if row.person in self.namesakes else self.people.get(row.person)
        if row.section and fields["section"] is None:
            matched.notes.append(_("“%(name)s”不是本单位的科室，导入后请选择。") % {"name": row.section[:30]})
        if row.person in self.namesakes:
            matched.notes.append(_("本单位有几位“%(name)s”，导入后请选择。") % {"name": row.person[:30]})
        elif row.person and fields["person"] is None:
            matched.notes.append(_("“%(name)s”不是本单位人员，导入后请选择。") % {"name": row.person[:30]})


def _settle_dates(matched: Matched) -> None:
    fields = matched.fields
    if fields["starts"] and fields["due"] and fields["due"] < fields["starts"]:
        fields["starts"] = None
        matched.notes.append(_("开始时间晚于完成时限，没有导入，请核对。"))
    nodes = []
    for name, day in fields["milestones"][:MILESTONES_PER_TASK]:
        if day and fields["due"] and day > fields["due"]:
            matched.notes.append(_("节点“%(name)s”的时间晚于完成时限，没有导入时间。") % {"name": name[:20]})
            day = None
        nodes.append((name, day))
    fields["milestones"] = nodes
