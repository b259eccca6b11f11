"""拟发督办: on its written condition the system drafts a 督办通知单 into the office's 待办, one a unit and colour; nothing leaves.

A draft lapses by itself when its matters move. Run again, or twice at once, it drafts nothing twice.
"""

import contextlib
from datetime import date, datetime

from django.db.models import Exists, F, OuterRef, Q

from records import clock, turns, workdays
from records.stored import sentence
from units import holders, queries
from units.enums import Post
from units.models import Unit
from workflows.acts import acting, starting
from workflows.models import Assignment

from .. import schedule
from ..enums import LEVELS, Colour, OrderState
from ..models import Order, OrderLine, SupervisionSettings
from ..queries import conditions, settings
from ..queries.orders import STATES
from . import order_papers

WRITE, SIGN, RECEIPT = "order_write", "order_sign", "receipt"
PLEASE_WRITE = sentence("请核对督办通知单并送签")
TITLE = sentence("%(unit)s督办通知单（%(colour)s，%(n)d项）")
DEMANDS = {
    Colour.BLUE: sentence("请对照时限抓紧办理，按期完成并填报进展。"),
    Colour.ORANGE: sentence("请查明没有进展的原因，明确责任人和完成时间，尽快推进并填报进展。"),
    Colour.RED: sentence("请立即办理，说明逾期原因和完成时间，单位负责人要亲自过问。"),
}
BY_PAGE = sentence("在系统中填写回执")
WRITE_DAYS = 1
MOST = 2000  # matters of one colour in one sweep; the next one goes on


def draft_orders(now: datetime) -> int:
    """拟发督办单: how many were drafted or added to. Also lets lapse what has moved, whether any are drafted or not."""
    how, today = settings.current(), clock.day_of(now)
    if not schedule.in_office_hours(now, how.opens, how.closes):
        return 0
    n = 0
    for colour in (Colour.RED, Colour.ORANGE, Colour.BLUE) if how.drafts else ():
        waiting = conditions.unlisted(colour, how, today).order_by("unit_id", "due", "pk")[:MOST]
        by_unit: dict[int, list[int]] = {}
        for unit_id, pk in waiting.values_list("unit_id", "pk"):
            by_unit.setdefault(unit_id, []).append(pk)
        for unit_id, matters in by_unit.items():
            n += _draft(colour, unit_id, matters, how, today)
    _lapse_moved(how, today)
    return n


def _lapse_moved(how: SupervisionSettings, today: date) -> None:
    """自动失效: lines of drafts whose matter has moved."""
    moved = set(_moved(how, today).order_by().values_list("order_id", flat=True))
    touched = list(Order.objects.filter(pk__in=moved).select_related("unit").order_by("pk"))
    for order in touched:
        with acting(order, by=None) as act:
            lapse_lines(act, how, today)


def lapse_lines(act, how: SupervisionSettings, today: date) -> int:
    """Let the moved lines of the order in hand lapse, the order itself with the last of them; how many lines are left."""
    order = act.subject
    left = order.lines.filter(lapsed_at=None)
    gone = list(_moved(how, today).filter(order=order))
    if gone:
        OrderLine.objects.filter(pk__in=[line.pk for line in gone]).update(lapsed_at=clock.now())
        act.record("order.lines_lapsed", titles=[line.title for line in gone])
    n = left.count()
    if n == 0 and not order.lapsed_at:
        act.set(lapsed_at=clock.now())
        act.finish()
        act.record("order.lapsed")
        order_papers.drop(order)
    elif gone:
        _retitle(order, n)
        if order.submitted_at:
            order_papers.draft(order)
    return n


def _moved(how: SupervisionSettings, today: date):
    """Lines of what has not been issued whose matter is done, has another limit, is listed as more serious by now, or was
    listed for want of progress and has some."""
    graver = OrderLine.objects.filter(
        assignment=OuterRef("assignment"), level__gt=OuterRef("level"), lapsed_at=None
    )
    gone = Q(assignment__done_at__isnull=False) | ~Q(assignment__due=F("due")) | Q(Exists(graver))
    gone |= Q(conditions.progressed(how, today), level=LEVELS[Colour.ORANGE])
    return OrderLine.objects.filter(
        gone, lapsed_at=None, order__signed_at=None, order__lapsed_at=None, order__dropped_at=None
    )


def _draft(colour: str, unit_id: int, wanted: list[int], how: SupervisionSettings, today: date) -> int:
    """Into the unit's open draft of the colour, or a new one. The turn is taken inside, so two sweeps list nothing twice."""
    order = _open_draft(unit_id, colour)
    if order is not None:
        with acting(order, by=None) as act:
            turns.take(_turn(unit_id, colour))
            if order.status != OrderState.DRAFT:
                return 0  # it moved on meanwhile; the next sweep begins another
            return _list(act, wanted, how, today, new=False)
    order = Order(
        unit=Unit.objects.get(pk=unit_id),
        colour=colour,
        drafted_at=clock.now(),
        demand=DEMANDS[colour](),
        answer_by=workdays.add(today, how.answer_days).date,
        way=BY_PAGE(),
    )
    with contextlib.suppress(_Drafted), starting(order, by=None, prepare=_alone) as act:
        return _list(act, wanted, how, today, new=True)
    return 0


class _Drafted(Exception):
    """Another sweep has begun the draft in this very moment."""


def _alone(order: Order) -> None:
    turns.take(_turn(order.unit_id, order.colour))
    if _open_draft(order.unit_id, order.colour) is not None:
        raise _Drafted


def _turn(unit_id: int, colour: str) -> str:
    return f"orders:{unit_id}:{colour}"


def _open_draft(unit_id: int, colour: str) -> Order | None:
    drafts = Order.objects.filter(STATES[OrderState.DRAFT], unit_id=unit_id, colour=colour)
    return drafts.select_related("unit").first()


def _list(act, wanted: list[int], how: SupervisionSettings, today: date, *, new: bool) -> int:
    order = act.subject
    matters = list(conditions.unlisted(order.colour, how, today).filter(pk__in=wanted, unit=order.unit))
    if not matters and not new:
        return 0
    if not matters:
        raise _Drafted
    lines = OrderLine.objects.bulk_create(_line(order, matter, how, today) for matter in matters)
    n = len(lines) if new else order.lines.filter(lapsed_at=None).count()
    act.record("order.drafted" if new else "order.added", titles=[line.title for line in lines])
    if new:
        office = queries.office_id()
        act.assign(
            WRITE,
            holders.post(Post.OFFICE_CLERK, office),
            PLEASE_WRITE(),
            title=title_of(order, n),
            limit_days=WRITE_DAYS,
        )
    else:
        _retitle(order, n)
    return 1


def title_of(order: Order, n: int) -> str:
    """What a row of 待办 says of it."""
    return TITLE(unit=order.unit.short_name, colour=Colour(order.colour).label, n=n)


def _retitle(order: Order, n: int) -> None:
    """The rows of 待办 say how many matters are left on it."""
    Assignment.objects.filter(subject=order.key, done_at=None).update(title=title_of(order, n)[:200])


def _line(order: Order, matter: Assignment, how: SupervisionSettings, today: date) -> OrderLine:
    return OrderLine(
        order=order,
        assignment=matter,
        subject=matter.subject,
        line=matter.line,
        level=LEVELS[order.colour],
        title=matter.title,
        what=matter.what,
        url=matter.url,
        due=matter.due,
        condition=conditions.condition_of(order.colour, matter, how, today),
    )
