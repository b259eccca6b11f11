"""What the rows of a list may name: units, their people and sections, the tasks of their approved plans. Read at once."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from plans.actions.models import Task
from records import clock
from records.stored import in_chinese
from units.enums import UnitKind
from units.models import Person, Section, Unit, UnitName
from units.queries import valid_on

from ..models import Source

AT_ONCE = 500  # ids in one statement


class Unknown(Exception):
    """What a cell names is not there; the message is the sentence, without the names that come near."""

    def __init__(self, sentence: str, near: Collection[str] = ()):
        super().__init__(sentence)
        self.near = near


@dataclass
class Known:
    """Names → ids. People and sections by their unit."""

    units: dict[str, set[int]]
    unit_names: dict[int, str]
    sources: dict[str, Source]
    people: dict[int, dict[str, list[int]]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(list))
    )
    left: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    sections: dict[int, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    tasks: dict[tuple[int, str], tuple[int, str]] = field(default_factory=dict)

    @classmethod
    def now(cls) -> "Known":
        """The units of today, under each of their names, and the sources. People come with `load`."""
        units: dict[str, set[int]] = defaultdict(set)
        current = {
            unit.pk: unit
            for unit in Unit.objects.filter(valid_on(clock.today())).exclude(kind=UnitKind.OFFICE)
        }
        for unit in current.values():
            units[unit.name].add(unit.pk)
            units[unit.short_name].add(unit.pk)
        for unit_id, name in UnitName.objects.filter(unit__in=current).values_list("unit_id", "name"):
            if name not in units:
                units[name].add(unit_id)
        with in_chinese():
            sources = {str(source): source for source in Source.objects.all()}
        return cls(dict(units), {pk: unit.name for pk, unit in current.items()}, sources)

    def load(self, names: Collection[str], codes: Collection[str]) -> None:
        """The people and sections of the units named, and the tasks with these codes."""
        wanted = sorted({pk for name in names for pk in self.units.get(name, ())})
        codes = sorted(set(codes) - {""})
        today = clock.today()
        for start in range(0, len(wanted), AT_ONCE):
            units = wanted[start : start + AT_ONCE]
            people = Person.objects.filter(unit__in=units)
            for pk, name, unit_id, active, until in people.values_list(
                "pk", "name", "unit_id", "is_active", "until"
            ):
                if active and (until is None or until >= today):
                    self.people[unit_id][name].append(pk)
                else:
                    self.left[unit_id].add(name)
            sections = Section.objects.filter(valid_on(today), unit__in=units)
            for pk, name, unit_id in sections.values_list("pk", "name", "unit_id"):
                self.sections[unit_id][name] = pk
            if codes:
                tasks = Task.objects.filter(plan__unit__in=units, plan__approved_version__isnull=False)
                rows = tasks.order_by("plan_id").values_list("plan__unit_id", "code", "plan_id", "line")
                self.tasks |= {(unit_id, code): (plan, line) for unit_id, code, plan, line in rows}

    def unit(self, name: str) -> int:
        """The unit that is called so."""
        found = self.units.get(name, set())
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise Unknown(_("有%(n)d个单位称“%(name)s”，请写全称。") % {"n": len(found), "name": name})
        if any(mark in name for mark in "、，,;；\n"):
            raise Unknown(_("请只填一个牵头单位，配合单位在整改措施中填写。"))
        raise Unknown(_("没有名为“%(name)s”的单位。") % {"name": name[:30]}, self.units)

    def person(self, unit_id: int, name: str) -> int:
        """The person of that name in the unit, who has not left."""
        found = self.people[unit_id].get(name, [])
        if len(found) == 1:
            return found[0]
        unit = self.unit_names[unit_id]
        if found:
            raise Unknown(
                _("%(unit)s有%(n)d位“%(name)s”，请留空，交办后再指定。")
                % {"unit": unit, "n": len(found), "name": name}
            )
        if name in self.left[unit_id]:
            raise Unknown(_("“%(name)s”已离任，不在%(unit)s。") % {"name": name[:30], "unit": unit})
        if any(mark in name for mark in "、，,;；\n"):
            raise Unknown(_("请只填一名同志。"))
        raise Unknown(
            _("“%(name)s”不是%(unit)s人员。") % {"name": name[:30], "unit": unit}, self.people[unit_id]
        )

    def section(self, unit_id: int, name: str) -> int:
        """The section of that name in the unit."""
        if name not in self.sections[unit_id]:
            said = _("“%(name)s”不是%(unit)s的科室。") % {"name": name[:30], "unit": self.unit_names[unit_id]}
            raise Unknown(said, self.sections[unit_id])
        return self.sections[unit_id][name]

    def task(self, unit_id: int, code: str) -> tuple[int, str]:
        """Plan and line of the task with that code in the unit's approved plan."""
        if (unit_id, code) not in self.tasks:
            unit = self.unit_names[unit_id]
            raise Unknown(
                _("%(unit)s已批准的方案中没有编号%(code)s的任务。") % {"unit": unit, "code": code[:20]}
            )
        return self.tasks[unit_id, code]
