"""打印台账: the presets 巡察组版 (A3) and 领导版 (A4), as papers frozen now and rendered by a worker."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from documents import service
from documents.enums import DocumentKind
from documents.models import Document
from documents.papers import ledger_inspection, ledger_leaders
from records import clock, trail, workdays
from records.enums import Circle
from records.errors import Refused
from records.stored import in_chinese
from units.enums import UnitKind
from units.models import Person, Unit
from workflows.enums import Light, Shade

from ..enums import DROPPED, Kind, Status
from ..ledger import cells
from ..ledger.cells import Row
from ..ledger.columns import ITEM
from ..ledger.filters import Filter
from ..ledger.rows import rows_of, with_people
from ..models import Item, Measure
from ..queries.ledger import found_items

NEARLY = 80  # percent from which an item counts as 基本完成


@dataclass(frozen=True)
class Preset:
    """One printed form of the ledger, the most items it holds, and how its facts are gathered."""

    kind: DocumentKind
    title: str
    most: int
    gather: Callable


def ask_paper(preset: str, wanted: Filter, *, by: Person) -> Document:
    """打印: the facts are frozen now; the paper is for the person who asked, and who asked stands on 访问记录."""
    chosen = PRESETS[preset]
    if preset == "leaders":
        wanted = replace(wanted, light=(str(Light.RED), str(Light.YELLOW)))
    today = clock.today()
    found = found_items(by, wanted, today, order="limit" if preset == "leaders" else "number")
    items = list(with_people(found[: chosen.most + 1], found.query.order_by))
    if not items and preset == "leaders":
        raise Refused(_("没有红灯、黄灯的事项，领导版没有内容可以打印。"))
    if not items:
        raise Refused(_("没有可以打印的事项。"))
    if len(items) > chosen.most:
        raise Refused(
            _("超过%(most)d项，一份放不下。请先筛选，例如选一个单位；或用全量版（Excel）。")
            % {"most": chosen.most}
        )
    with transaction.atomic(), in_chinese():
        names = dict(Unit.objects.filter(pk__in=wanted.unit).values_list("pk", "short_name"))
        rows = rows_of(items, ITEM, today)
        said = {"unit": _filled_in_by(rows, by, preset), "as_of": today, "wanted": wanted.sentence(names)}
        document = service.ask(
            chosen.kind,
            subject=paper_subject(by),
            title=chosen.title,
            unit=by.unit,
            facts=lambda **more: chosen.gather(rows, today, issuer=by.unit.name, **said, **more),
            by=by,
            circle=Circle.UNIT,
        )
        trail.record(
            "access",
            "ledger.printed",
            by=by,
            circle=Circle.SYSTEM,
            unit_id=by.unit_id,
            document=document.pk,
            query=wanted.query,
            rows=len(items),
        )
    return document


def paper_subject(person: Person) -> str:
    """Printed ledgers belong to whoever asked for them: they show what that person may see."""
    return f"ledger:{person.pk}"


def _filled_in_by(rows: list[Row], by: Person, preset: str) -> str:
    """填报单位: the one unit all items are of, else the unit of whoever prints; the office's 领导版 is always the office's."""
    if preset == "leaders" and by.unit.kind == UnitKind.OFFICE:
        return by.unit.name
    units = {row.item.unit_id: row.item.unit.name for row in rows}
    return next(iter(units.values())) if len(units) == 1 else by.unit.name


# --- 巡察组版
def _inspection(rows: list[Row], today: date, **head) -> ledger_inspection.Facts:
    """Where the problems are of more than one unit, 填报单位 does not say whose they are: each names its own."""
    several = len({row.item.unit_id for row in rows}) > 1
    return ledger_inspection.Facts(
        **head,
        late=sum(row.light == Light.RED for row in rows),
        problems=tuple(_problem(row, names_unit=several) for row in rows),
    )


def _problem(row: Row, *, names_unit: bool) -> ledger_inspection.ProblemLine:
    item = row.item
    return ledger_inspection.ProblemLine(
        category=item.category,
        problem=item.problem,
        goal=item.goal,
        state=_state(item),
        mechanism=item.mechanism,
        accountability=item.accountability,
        evidence=cells.evidence(row),
        remark=item.remark,
        measures=tuple(_measure(item, measure, names_unit) for measure in row.measures or [None]),
    )


def _state(item: Item) -> str:
    """已完成, 基本完成, 持续推进; of what ended without being rectified how it ended."""
    done, nearly, going_on = ledger_inspection.STATES
    if item.status in DROPPED:
        return str(Status(item.status).label)
    if item.status == Status.CLOSED:
        return done
    if item.kind == Kind.LONG_TERM or item.status == Status.LONG_TERM:
        return going_on
    return nearly if item.status == Status.CLOSING or item.percent >= NEARLY else going_on


def _measure(item: Item, measure: Measure | None, names_unit: bool) -> ledger_inspection.MeasureLine:
    of = measure or item
    responsible = [found.name for found in (of.section or item.section, of.person or item.person) if found]
    leader = of.leader or item.leader
    if names_unit or of.unit_id != item.unit_id:
        responsible.insert(0, of.unit.short_name)
    return ledger_inspection.MeasureLine(
        text=measure.text if measure else "",
        leader=leader.name if leader else "",
        responsible="、".join(responsible),
        due=_limits(min(item.due, measure.due), measure.due) if measure else _limits(item.due, item.limit),
        progress=cells.last_word(measure) if measure else "",
    )


def _limits(first: date, now: date) -> str:
    """原/现: the limit set first, and the one in force when that is another."""
    return first.isoformat() if first == now else f"{first.isoformat()}\n{now.isoformat()}"


# --- 领导版
def _leaders(rows: list[Row], today: date, **head) -> ledger_leaders.Facts:
    lights = [row.light for row in rows]
    return ledger_leaders.Facts(
        **head,
        red=lights.count(Light.RED),
        yellow=lights.count(Light.YELLOW),
        items=tuple(_urgent(row, today) for row in rows),
    )


def _urgent(row: Row, today: date) -> ledger_leaders.UrgentItem:
    item = row.item
    return ledger_leaders.UrgentItem(
        unit=item.unit.name,
        number=item.number,
        problem=item.title,
        responsible="\n".join(found.name for found in (item.leader, item.person) if found),
        limit=_limits(item.due, item.limit),
        light=_light(row, workdays.between(today, item.limit)),
        progress=cells.progress(row),
        waits=item.label,
    )


def _light(row: Row, days: int) -> str:
    """The colour in words, with the working days that are left or over."""
    if row.light == Light.RED:
        return f"红灯\n已逾期{-days}个工作日" if days else "红灯\n已逾期"
    if row.shade == Shade.LATE:
        return f"黄灯\n曾逾期{row.item.late_days}个工作日"
    return f"黄灯\n剩{days}个工作日"


PRESETS = {
    "inspection": Preset(DocumentKind.LEDGER_INSPECTION, "整改台账（巡察组版）", 5000, _inspection),
    "leaders": Preset(DocumentKind.LEDGER_LEADERS, "整改台账（领导版）", 5000, _leaders),
}
