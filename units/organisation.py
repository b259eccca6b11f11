"""机构人员导入: units, sections, people, posts, committees, seats and delegations, from one file, all or nothing.

Rows are known again by code, account, and the day they begin, so a second import changes only what changed.
What is missing from the file is left as it is: people and posts end by their 止, never by being left out.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from records import clock, trail
from records.enums import Circle
from records.errors import Refused

from . import queries, tables
from .enums import Errand
from .models import Committee, Delegation, Person, Posting, Seat, Section, Unit, UnitName
from .tables import SHEETS, Problem, Row


class BadOrganisation(Refused):
    """Nothing was imported; `problems` names every bad cell."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass
class _Import:
    """The rows of all sheets, and what the file and the database know by code and account."""

    rows: dict[str, list[Row]]
    today: date
    problems: list[Problem] = field(default_factory=list)
    units: dict[str, Unit | None] = field(default_factory=dict)
    sections: dict[tuple[str, str], Section | None] = field(default_factory=dict)
    people: dict[str, Person | None] = field(default_factory=dict)
    committees: dict[str, Committee | None] = field(default_factory=dict)

    def bad(self, sheet: str, row: Row, column: str, sentence: str):
        """Note a problem of one cell."""
        title, columns = SHEETS[sheet]
        head = next(each.head for each in columns if each.name == column)
        self.problems.append(Problem(title, row.n, head, str(row[column] or ""), sentence))


def load(path: Path | str, *, by: Person | None = None) -> dict[str, int]:
    """Import an .xlsx file or a folder of CSV files; how many rows of each sheet. BadOrganisation: nothing was written."""
    return load_tables(tables.read(Path(path)), by=by)


def load_tables(cells: dict[str, list[list]], *, by: Person | None = None) -> dict[str, int]:
    """The same from cells in memory: {"units": [[heads…], [values…], …], …} with the names and heads of tables.SHEETS."""
    rows, problems = {name: [] for name in SHEETS}, []
    for name in SHEETS:
        if name in cells:
            rows[name], found = tables.rows_of(name, cells[name])
            problems += found
    work = _Import(rows, clock.today(), problems)
    _know(work)
    _check(work)
    if work.problems:
        raise BadOrganisation(work.problems)
    with transaction.atomic():
        _write(work)
        counts = {name: len(found) for name, found in rows.items() if found}
        trail.record("settings", "organisation.loaded", by=by, circle=Circle.SYSTEM, **counts)
    queries.forget()
    return counts


def pinyin(name: str) -> str:
    """What a name is sorted by."""
    return "".join(lazy_pinyin(name))[:200]


def _know(work: _Import) -> None:
    """What the database knows, by the same keys as the file."""
    work.units = {unit.code: unit for unit in Unit.objects.all()}
    work.sections = {(each.unit.code, each.name): each for each in Section.objects.select_related("unit")}
    work.people = {person.username: person for person in Person.objects.all()}
    work.committees = {each.code: each for each in Committee.objects.all()}


def _check(work: _Import) -> None:
    rows = work.rows
    for sheet, names in (
        ("units", ("code",)),
        ("people", ("username",)),
        ("committees", ("code",)),
        ("sections", ("unit", "name")),
    ):
        seen = set()
        for row in rows[sheet]:
            key = tuple(row[name] for name in names)
            if key in seen:
                work.bad(sheet, row, names[-1], _("在文件中重复。"))
            seen.add(key)
    units = work.units.keys() | {row["code"] for row in rows["units"]}
    sections = work.sections.keys() | {(row["unit"], row["name"]) for row in rows["sections"]}
    people = work.people.keys() | {row["username"] for row in rows["people"]}
    committees = work.committees.keys() | {row["code"] for row in rows["committees"]}
    references = {
        "unit": units,
        "username": people,
        "committee": committees,
        "principal": people,
        "delegate": people,
    }
    for sheet, found in rows.items():
        for row in found:
            for name, known in references.items():
                if (
                    not (name == "username" and sheet == "people")
                    and row.values.get(name)
                    and row[name] not in known
                ):
                    work.bad(sheet, row, name, _("既不在文件中，也不在系统中。"))
            if row.values.get("section") and (row["unit"], row["section"]) not in sections:
                work.bad(sheet, row, "section", _("该单位没有这个科室。"))
            if row.values.get("since") and row.values.get("until") and row["until"] < row["since"]:
                work.bad(sheet, row, "until", _("止不能早于起。"))
    for row in rows["people"]:
        if row["email"]:
            try:
                validate_email(row["email"])
            except ValidationError:
                work.bad("people", row, "email", _("不是有效的电子邮箱。"))
    for row in rows["delegations"]:
        if row["principal"] and row["principal"] == row["delegate"]:
            work.bad("delegations", row, "delegate", _("不能委托本人。"))


def _write(work: _Import) -> None:
    for row in work.rows["units"]:
        work.units[row["code"]] = _write_unit(row, work)
    for row in work.rows["sections"]:
        unit, known = work.units[row["unit"]], work.sections.get((row["unit"], row["name"]))
        section = known or Section(unit=unit, name=row["name"])
        work.sections[row["unit"], row["name"]] = _dated(section, row, work)
    for row in work.rows["people"]:
        person = work.people.get(row["username"]) or Person(username=row["username"])
        if not person.pk:
            person.set_unusable_password()
        person.name, person.pinyin = row["name"], pinyin(row["name"])
        person.unit, person.section = (
            work.units[row["unit"]],
            work.sections.get((row["unit"], row["section"])),
        )
        person.title, person.office_phone, person.email = row["title"], row["office_phone"], row["email"]
        person.is_active = row["until"] is None or row["until"] >= work.today
        work.people[row["username"]] = _dated(person, row, work)
    for row in work.rows["committees"]:
        work.committees[row["code"]], _created = Committee.objects.update_or_create(
            code=row["code"],
            defaults={"name": row["name"], "unit": work.units[row["unit"]], "quorum": row["quorum"]},
        )
    for row in work.rows["posts"]:
        section = work.sections.get((row["unit"], row["section"]))
        about = {"person": work.people[row["username"]], "post": row["post"], "unit": work.units[row["unit"]]}
        _kept(Posting, about, row, work, section=section)
    for row in work.rows["seats"]:
        about = {"committee": work.committees[row["committee"]], "person": work.people[row["username"]]}
        _kept(Seat, about, row, work, role=row["role"], term=row["term"], order=row["order"])
    for row in work.rows["delegations"]:
        about = {"principal": work.people[row["principal"]], "delegate": work.people[row["delegate"]]}
        _kept(Delegation, about, row, work, reason=row["reason"], **_errands(row))


def _errands(row: Row) -> dict:
    """委托事项 as a delegation keeps them: all of them are none named. Left out, they stay as they are (of a new one: all)."""
    if row["errands"] is None:
        return {}
    return {"errands": [] if len(row["errands"]) == len(Errand) else row["errands"]}


def _write_unit(row: Row, work: _Import) -> Unit:
    unit = work.units.get(row["code"]) or Unit(code=row["code"])
    former = unit.name if unit.pk and unit.name != row["name"] else ""
    if former:
        last = unit.former_names.order_by("-until").first()
        since = last.until + timedelta(days=1) if last and last.until else unit.since
        UnitName.objects.create(
            unit=unit, name=former, since=since, until=max(since, work.today - timedelta(days=1))
        )
    unit.name, unit.short_name = row["name"], row["short_name"] or row["name"][:40]
    unit.kind, unit.office_phone, unit.pinyin = row["kind"], row["office_phone"], pinyin(row["name"])
    return _dated(unit, row, work)


def _dated(thing, row: Row, work: _Import):
    """Save a dated row: 起 is kept when the file leaves it out, and is today for a new one."""
    thing.since = row["since"] or thing.since or work.today
    thing.until = row["until"]
    thing.save()
    return thing


def _kept(model, about: dict, row: Row, work: _Import, **fields) -> None:
    """Make or change the row of `about` that begins on the same day (any day, when the file leaves 起 out)."""
    same = model.objects.filter(**about, **({"since": row["since"]} if row["since"] else {}), until=None)
    same = same.first() or model.objects.filter(**about, since=row["since"] or work.today).first()
    thing = same or model(**about)
    for name, value in fields.items():
        setattr(thing, name, value)
    _dated(thing, row, work)
