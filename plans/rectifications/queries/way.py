"""办理流程 of an item: 签收, 整改, the stages of its chain and no others, 销号; what interrupts it stands where it happens."""

from django.db.models import Count, Q
from django.utils.translation import gettext_lazy

from workflows.models import Round, Stage
from workflows.queries.way import (
    CURRENT,
    DONE,
    NEXT,
    Courses,
    Way,
    WayStep,
    concerning,
    days_left,
    person_words,
)

from .. import chain
from ..enums import Status
from ..models import Item

LABELS = {
    Status.ISSUED: gettext_lazy("签收"),
    Status.HANDED_BACK: gettext_lazy("申请退办"),
    Status.WORKING: gettext_lazy("整改"),
    Status.CLOSED: gettext_lazy("销号"),
    Status.LONG_TERM: gettext_lazy("长期坚持"),
}
# The entry that ended a step, to say who and when.
ENDED_BY = {
    Status.ISSUED: ("item.received",),
    Status.WORKING: ("item.applied",),
    Status.CLOSED: ("item.closed",),
    Status.LONG_TERM: ("item.closed",),
}
CLOSING_ROUTE = "item.closing"
# Where an item stands on the course 签收 → 整改 → (closing) → end.
PLACE = {
    Status.ISSUED: 0,
    Status.HANDED_BACK: 0,
    Status.WORKING: 1,
    Status.EXTENDING: 1,
    Status.STOPPING: 1,
    Status.CLOSING: 2,
    Status.CLOSED: 4,
    Status.LONG_TERM: 4,
}
ASIDE = frozenset({Status.EXTENDING, Status.STOPPING})
DROPPED = frozenset({Status.UNFOUNDED, Status.MERGED, Status.STOPPED})


def way_of(item: Item, entries) -> Way:
    """Where the item is. `entries` is the trail as its reader may know it, newest first."""
    last = {entry.code: entry for entry in reversed(entries)}
    rounds = list(
        Round.objects.filter(process_id=item.process_id)
        .select_related("stage__route", "closed_by__unit")
        .order_by("id")
    )
    closings = [each for each in rounds if each.stage.route.code == CLOSING_ROUTE]
    n = max((each.n for each in closings), default=0)
    if item.status in DROPPED:
        done = [_step(item, Status.ISSUED, DONE, last)] if item.received_on else []
        return Way([*done, WayStep(item.label, DONE, *_ended(entries[0] if entries else None))], n)
    place = PLACE[item.status]
    steps = []
    if item.status == Status.HANDED_BACK:
        steps.append(_step(item, Status.HANDED_BACK, CURRENT, last))
    steps.append(_step(item, Status.ISSUED, _state(0, place, item), last))
    steps.append(_step(item, Status.WORKING, _state(1, place, item), last))
    if item.status in ASIDE and rounds:
        steps += _course(item, rounds, rounds[-1].stage.route_id).steps_on(rounds[-1].stage.route_id, CURRENT)
    state = _state(2, place, item)
    course, route_id = _closing_course(item, rounds, closings, state)
    steps += course.steps_on(route_id, state)
    end = Status.LONG_TERM if item.status == Status.LONG_TERM else Status.CLOSED
    steps.append(_step(item, end, DONE if place == 4 else NEXT, last))
    drawing = course.drawing_of(route_id, CLOSING_ROUTE, run=state != NEXT)
    return Way(steps, n + 1 if closings and item.status not in (Status.CLOSING, end) else n, drawing)


def _state(at: int, place: int, item: Item) -> str:
    if at < place or (at == 1 and item.status in ASIDE):
        return DONE
    waits = at == place and item.status != Status.HANDED_BACK
    return CURRENT if waits else NEXT


def _closing_course(item: Item, rounds, closings, state: str) -> tuple[Courses, int]:
    """The stages of the chain with their route; before the unit applies those it would take today."""
    if state == NEXT or not closings:
        codes = chain.closing_chain(item.kind, major=item.weighty, switches=chain.switches_of(item.source))
        route_id = None
    else:
        newest = max(each.n for each in closings)
        codes = item.chain or {each.stage.code for each in closings if each.n == newest}
        route_id = closings[-1].stage.route_id
    course = _course(item, rounds, route_id, codes)
    return course, route_id or (course.stages[0].route_id if course.stages else 0)


def _course(item: Item, rounds, route_id: int | None, codes=None) -> Courses:
    """The stages of one route that the item takes; without a route yet, of the newest one published."""
    codes = item.chain if codes is None else codes
    wanted = Stage.objects.filter(Q(code__in=codes) | Q(asks=True)).annotate(named=Count("people"))
    if route_id is None:
        stages = list(
            wanted.filter(route__code=CLOSING_ROUTE, route__published_at__isnull=False).order_by("order")
        )
        newest = max((stage.route_id for stage in stages), default=0)
        stages = [stage for stage in stages if stage.route_id == newest]
    else:
        stages = list(wanted.filter(route_id=route_id).order_by("order"))
    return Courses(item, concerning(item, stages, rounds), rounds)


def _step(item: Item, status: str, state: str, last: dict) -> WayStep:
    label = str(LABELS[status])
    if state == DONE:
        entry = next((last[code] for code in ENDED_BY.get(status, ()) if code in last), None)
        return WayStep(label, state, *_ended(entry))
    if state == CURRENT:
        due = item.limit if status == Status.WORKING else None
        label = item.label if item.reopened_on and status == Status.WORKING else label
        return WayStep(label, state, due=due, days_left=days_left(due))
    return WayStep(label, state)


def _ended(entry) -> tuple:
    """Who ended a step and when."""
    if entry is None:
        return "", None
    return person_words(entry.on_behalf_of or entry.by) if entry.by else "", entry.at
