"""红黄绿灯 of items and measures. Where an item stands gives it grey, green or blue; while the unit's own clock runs, its dates turn it yellow and red."""

from datetime import date

from django.db.models import Q

from workflows import lights
from workflows.enums import Light

from .enums import CLOCKED, ENDED, HELD, Status
from .models import Item, Measure

FRESH = "fresh"  # 整改中, and nothing has begun
GREY = frozenset({Status.ISSUED, Status.HANDED_BACK, FRESH})
# Every place an item can stand at, in the order of its life; a Tally has a counter for each.
PLACES = (
    Status.ISSUED, Status.HANDED_BACK, FRESH, Status.WORKING, Status.EXTENDING, Status.STOPPING, Status.CLOSING,
    Status.LONG_TERM, Status.CLOSED, Status.UNFOUNDED, Status.MERGED, Status.STOPPED,
)  # fmt: skip


def place_of(item: Item) -> str:
    """Where the item stands: its status, and `fresh` while nothing has begun in 整改中."""
    return FRESH if item.status == Status.WORKING and item.begun_at is None else str(item.status)


def resting_light(place: str) -> Light:
    """The light of a place as long as no date has come."""
    if place in ENDED:
        return Light.BLUE
    return Light.GREY if place in GREY else Light.GREEN


def light_of(item: Item, today: date) -> Light:
    """The light of one item."""
    place = place_of(item)
    return lights.light(
        today,
        begun=place not in GREY,
        done=place in ENDED,
        yellow_on=item.yellow_on,
        red_on=item.red_on,
        held=item.status not in CLOCKED,
    )


def light_of_measure(measure: Measure, item: Item, today: date) -> Light:
    """The light of one measure: its own dates, while the item is the unit's to work on."""
    return lights.light(
        today,
        begun=measure.begun_at is not None,
        done=measure.settled or item.status in ENDED,
        yellow_on=measure.yellow_on,
        red_on=measure.red_on,
        held=item.status not in CLOCKED,
    )


def hot(today: date) -> Q:
    """Yellow or red today."""
    return Q(status__in=sorted(CLOCKED), yellow_on__lte=today)


def shining(light: str, today: date) -> Q:
    """The items of one light, in SQL: the same rule as `light_of`."""
    calm = Q(yellow_on=None) | Q(yellow_on__gt=today)
    fresh = Q(status=Status.WORKING, begun_at=None)
    if light == Light.BLUE:
        return Q(status__in=sorted(ENDED))
    if light == Light.RED:
        return Q(status__in=sorted(CLOCKED), red_on__lte=today)
    if light == Light.YELLOW:
        return hot(today) & Q(red_on__gt=today)
    if light == Light.GREY:
        return Q(status=Status.HANDED_BACK) | calm & (Q(status=Status.ISSUED) | fresh)
    begun = Q(status=Status.WORKING, begun_at__isnull=False)
    return Q(status__in=sorted(HELD - {Status.HANDED_BACK})) | calm & (Q(status=Status.LONG_TERM) | begun)
