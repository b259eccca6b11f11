"""红黄绿灯 of items and measures. Where an item stands gives it grey, green or blue; while the unit's own clock runs, its dates turn it yellow and red.

What was finished late is blue with its mark; by setting (LATE_STAYS_YELLOW) it is yellow for good. By setting too
(BEHIND_BY_PERCENT) what has begun turns yellow before its time when it is behind.
"""

from datetime import date

from django.conf import settings
from django.db.models import Q

from records import workdays
from workflows import lights
from workflows.enums import Light, Shade

from .enums import CLOCKED, ENDED, HELD, Status
from .models import Item, Measure

FRESH = "fresh"  # 整改中, and nothing has begun
CLOSED_LATE = "closed_late"  # 已销号, 曾逾期
GREY = frozenset({Status.ISSUED, Status.HANDED_BACK, FRESH})
# Every place an item can stand at, in the order of its life; a Tally has a counter for each.
PLACES = (
    Status.ISSUED, Status.HANDED_BACK, FRESH, Status.WORKING, Status.EXTENDING, Status.STOPPING, Status.CLOSING,
    Status.LONG_TERM, Status.CLOSED, CLOSED_LATE, Status.UNFOUNDED, Status.MERGED, Status.STOPPED,
)  # fmt: skip


def place_of(item: Item) -> str:
    """Where the item stands: its status; `fresh` while nothing has begun in 整改中, `closed_late` once 已销号 with 曾逾期."""
    if item.status == Status.WORKING and item.begun_at is None:
        return FRESH
    return CLOSED_LATE if item.status == Status.CLOSED and item.late_days else str(item.status)


def status_of(place: str) -> str:
    """The status of what stands at a place."""
    return {FRESH: Status.WORKING, CLOSED_LATE: Status.CLOSED}.get(place, place)


def begun_on(item: Item) -> date:
    """The day from which its limit runs: 交办, or the day it came back (反弹)."""
    return item.reopened_on or item.issued_on


def dates(starts: date, due: date, *, begun: bool, percent: int) -> tuple[date | None, date | None]:
    """The days on which an item or a measure turns yellow and red: by its limit, and yellow by what is done when that
    day comes first."""
    yellow, red = lights.dates(starts, due)
    behind = _behind_on(starts, due, percent) if begun else None
    return (min(yellow, behind) if behind else yellow), red


def _behind_on(starts: date, due: date, percent: int) -> date | None:
    """进度滞后: the first day on which more of its own working days has passed than is done, by more points than the
    setting allows. None: it will not be before its limit, or the setting is off."""
    allowed = settings.BEHIND_BY_PERCENT
    own = workdays.between(starts, due)
    n = (percent + allowed) * own // 100 + 1
    return workdays.add(starts, n).date if 0 < allowed and n <= own else None


def resting_light(place: str) -> Light:
    """The light of a place as long as no date has come."""
    if status_of(place) in ENDED:
        return _finished(late=place == CLOSED_LATE)
    return Light.GREY if place in GREY else Light.GREEN


def light_of(item: Item, today: date) -> Light:
    """The light of one item."""
    place = place_of(item)
    if item.status in ENDED:
        return resting_light(place)
    return lights.light(
        today,
        begun=place not in GREY,
        done=False,
        yellow_on=item.yellow_on,
        red_on=item.red_on,
        held=item.status not in CLOCKED,
    )


def light_of_measure(measure: Measure, item: Item, today: date) -> Light:
    """The light of one measure: its own dates, while the item is the unit's to work on."""
    if measure.settled or item.status in ENDED:
        return _finished(late=bool(measure.confirmed_on and measure.late_days))
    return lights.light(
        today,
        begun=measure.begun_at is not None,
        done=False,
        yellow_on=measure.yellow_on,
        red_on=measure.red_on,
        held=item.status not in CLOCKED,
    )


def shade_of(item: Item, today: date) -> str:
    """The light of an item as it is shown: where it is yellow for another reason than its coming limit, that shade."""
    return _shade(light_of(item, today), item.status in ENDED, begun_on(item), item.limit, today)


def shade_of_measure(measure: Measure, item: Item, today: date) -> str:
    """The same of a measure."""
    ended = measure.settled or item.status in ENDED
    starts = measure.starts or item.issued_on
    return _shade(light_of_measure(measure, item, today), ended, starts, measure.due, today)


def _shade(light: Light, ended: bool, starts: date, due: date, today: date) -> str:
    if light != Light.YELLOW:
        return light
    if ended:
        return Shade.LATE
    soon, _red = lights.dates(starts, due)
    return Shade.BEHIND if settings.BEHIND_BY_PERCENT and today < soon else light


def _finished(*, late: bool) -> Light:
    """The light of what has ended: blue; of what was finished late yellow, where the setting says so."""
    return Light.YELLOW if late and settings.LATE_STAYS_YELLOW else Light.BLUE


def hot(today: date) -> Q:
    """Turned yellow or red by a date that has come."""
    return Q(status__in=sorted(CLOCKED), yellow_on__lte=today)


def shining(light: str, today: date) -> Q:
    """The items of one light, in SQL: the same rule as `light_of`."""
    late = Q(status=Status.CLOSED, late_days__gt=0)
    yellow_late = _finished(late=True) == Light.YELLOW
    calm = Q(yellow_on=None) | Q(yellow_on__gt=today)
    fresh = Q(status=Status.WORKING, begun_at=None)
    if light == Light.BLUE:
        return Q(status__in=sorted(ENDED)) & ~late if yellow_late else Q(status__in=sorted(ENDED))
    if light == Light.RED:
        return Q(status__in=sorted(CLOCKED), red_on__lte=today)
    if light == Light.YELLOW:
        due = hot(today) & Q(red_on__gt=today)
        return due | late if yellow_late else due
    if light == Light.GREY:
        return Q(status=Status.HANDED_BACK) | calm & (Q(status=Status.ISSUED) | fresh)
    begun = Q(status=Status.WORKING, begun_at__isnull=False)
    return Q(status__in=sorted(HELD - {Status.HANDED_BACK})) | calm & (Q(status=Status.LONG_TERM) | begun)
