"""One measure as its page shows it: its progress, its concerns, and whether its standard can be checked."""

from django.db.models import QuerySet

from plans.actions.hints import standard_doubt
from workflows.models import Assignment

from ..enums import ConcernKind
from ..models import Concern, Item, Measure, Progress

WORK = "measure"  # 待办: to report on a measure


def progress_of(measure: Measure) -> QuerySet[Progress]:
    """Every report, newest first."""
    return measure.progress.select_related("by")


def concerns_of(item: Item) -> list[Concern]:
    """异议、提请协调 of an item, oldest first, each with who raised and who answered it."""
    return list(item.concerns.select_related("unit", "asked_by", "answered_by", "measure").order_by("id"))


def open_objection(concerns: list[Concern], measure: Measure) -> Concern | None:
    """The objection of a measure that waits for its answer."""
    waiting = (
        each
        for each in concerns
        if each.measure_id == measure.pk and each.kind == ConcernKind.OBJECTION and each.answered_at is None
    )
    return next(waiting, None)


def sent_back(measure: Measure) -> Assignment | None:
    """What waits for its person when it is to be worked on although it was done once: 退回, 反弹; with the reason."""
    came_back = bool(measure.evidence_after)  # 反弹, from 0 %
    if measure.settled or (measure.percent < 100 and not came_back):
        return None
    waiting = Assignment.objects.filter(subject=measure.item.key, line=measure.line, kind=WORK, done_at=None)
    return waiting.exclude(note="").first()


def doubt_of(measure: Measure) -> str:
    """提示: why the completion standard of an open measure cannot be checked; "" when it can. Never a block."""
    return "" if measure.settled else standard_doubt(measure.standard)
