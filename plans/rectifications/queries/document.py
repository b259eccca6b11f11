"""What the page of an item says: its light, its marks, its limits side by side, its measures with progress and evidence."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from records import clock, workdays
from workflows.models import Evidence
from workflows.queries.evidence import by_line

from .. import lights
from ..enums import ENDED, LateCause, RenewedAs
from ..models import Item, Measure, Progress
from .measures import doubt_of

NEWEST = 2  # reports of progress shown in a row; the measure's own page has all


@dataclass(frozen=True)
class Mark:
    """What stays with an item for ever: 曾逾期 with its cause, 反弹, 退回."""

    label: str
    tone: str


@dataclass(frozen=True)
class Limit:
    """One of the limits: 原时限, 延期后时限, what a later one is called (enums.RenewedAs), 现时限."""

    label: str
    on: date
    now: bool = False


@dataclass(frozen=True)
class MeasureRow:
    """One measure as its row shows it."""

    measure: Measure
    light: str
    days_left: int | None
    late: str
    progress: list[Progress]
    earlier: int
    evidence: list[Evidence]
    own: bool  # of the leading unit
    doubt: str  # why its standard cannot be checked, for those who may do something about it


def with_measures(item: Item) -> Item:
    """The item with its measures in hand, in their order; whoever asks for them afterwards asks no database."""
    measures = Measure.objects.select_related("unit", "section", "leader", "person")
    progress = Progress.objects.select_related("by")
    prefetch_related_objects([item], Prefetch("measures", measures), Prefetch("measures__progress", progress))
    return item


def light_of(item: Item) -> str:
    """The light of an item today as pages show it; while others hold the file the unit's clock stands."""
    return lights.shade_of(item, clock.today())


def light_of_measure(measure: Measure) -> str:
    """The light of one measure today as pages show it; it stands still with its item."""
    return lights.shade_of_measure(measure, measure.item, clock.today())


def days_left(on: date | None) -> int | None:
    """Working days until a day; negative when it is past."""
    return workdays.between(clock.today(), on) if on else None


def late_words(days: int, cause: str) -> str:
    """曾逾期3个工作日（配合单位）; "" when it never was."""
    if not days:
        return ""
    words = _("曾逾期%(n)d个工作日") % {"n": days}
    named = str(LateCause(cause).label) if cause else ""
    return _("%(what)s（%(more)s）") % {"what": words, "more": named} if named else words


def marks_of(item: Item) -> list[Mark]:
    """曾逾期n个工作日（原因）, 反弹n次, 退回n次. 退办 is no mark."""
    marks = [
        (late_words(item.late_days, item.late_cause), "warn"),
        (_("反弹%(n)d次") % {"n": item.relapse_count} if item.relapse_count else "", "bad"),
        (_("退回%(n)d次") % {"n": item.return_count} if item.return_count else "", "plain"),
    ]
    return [Mark(label, tone) for label, tone in marks if label]


def limits_of(item: Item) -> list[Limit]:
    """原时限 first and never changed; what an extension or a renewal gave; last the one in force."""
    given = [
        (_("原时限"), item.due),
        (_("延期后时限"), item.extended_due),
        (str(RenewedAs(item.renewed_as or RenewedAs.EXPLAINED).label), item.renewed_due),
    ]
    in_force = _("现时限（顺延后）") if item.days_given_back else _("现时限")
    return [*(Limit(label, on) for label, on in given if on), Limit(in_force, item.limit, now=True)]


def rows_of(item: Item, *, doubts: bool = False) -> list[MeasureRow]:
    """The measures of an item fetched `with_measures`, each with its newest progress and its evidence. One statement."""
    measures = list(item.measures.all())
    used = by_line(item.key) if measures else {}
    rows = []
    for measure in measures:
        measure.item = item
        progress = list(measure.progress.all())
        rows.append(
            MeasureRow(
                measure=measure,
                light=light_of_measure(measure),
                days_left=None if measure.settled or item.status in ENDED else days_left(measure.due),
                late=late_words(measure.late_days, measure.late_cause),
                progress=progress[:NEWEST],
                earlier=len(progress[NEWEST:]),
                evidence=used.get(measure.line, []),
                own=measure.unit_id == item.unit_id,
                doubt=doubt_of(measure) if doubts else "",
            )
        )
    return rows
