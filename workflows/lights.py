"""红黄绿灯: a light is dates compared with today; nothing is rewritten at night."""

from datetime import date

from django.db.models import Case, F, Q, Value, When

from records import workdays

from .enums import Light

YELLOW_AT_MOST_DAYS = 10
YELLOW_SHARE_PERCENT = 20


def dates(starts: date | None, due: date | None) -> tuple[date | None, date | None]:
    """The day a thing turns yellow and the day it turns red, from its start and due days.

    Yellow: due within min(10 working days, 20 % of its own working days), at least on the due day
    itself. Red: the day after it is due. Without a due day there is neither.
    """
    if due is None:
        return None, None
    own = workdays.between(starts, due) if starts else YELLOW_AT_MOST_DAYS * 100 // YELLOW_SHARE_PERCENT
    ahead = min(YELLOW_AT_MOST_DAYS, max(0, own) * YELLOW_SHARE_PERCENT // 100)
    yellow = workdays.back(due, ahead)
    if starts and yellow < starts:
        yellow = starts
    return yellow, workdays.day_after(due)


def light(
    today: date, *, begun: bool, done: bool, yellow_on: date | None, red_on: date | None, held: bool = False
) -> Light:
    """The light of one thing today. `held`: others have the file, the unit's own clock stands (待审核)."""
    if done:
        return Light.BLUE
    if not held:
        if red_on and today >= red_on:
            return Light.RED
        if yellow_on and today >= yellow_on:
            return Light.YELLOW
    return Light.GREEN if begun else Light.GREY


def as_case(today: date, *, begun: Q, done: Q, yellow_on: str = "yellow_on", red_on: str = "red_on") -> Case:
    """The same rule in SQL, to filter and count lists by light."""
    return Case(
        When(done, then=Value(Light.BLUE)),
        When(**{f"{red_on}__lte": today}, then=Value(Light.RED)),
        When(**{f"{yellow_on}__lte": today}, then=Value(Light.YELLOW)),
        When(begun, then=Value(Light.GREEN)),
        default=Value(Light.GREY),
    )


URGENCY = {Light.RED: 0, Light.YELLOW: 1, Light.GREY: 2, Light.GREEN: 3, Light.BLUE: 4}


def by_due():
    """Soonest first, what has no date last."""
    return F("due").asc(nulls_last=True)
