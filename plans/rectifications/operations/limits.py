"""时限: the limit in force moves, with its lights and with what waits for it (counted in plans/rectifications/limits.py)."""

from datetime import date

from records import clock
from records.stored import sentence
from workflows import lights
from workflows.acts import liaison_of

from .. import limits
from ..enums import Authority

RECTIFY = "rectify"
PLEASE_RECTIFY = sentence("请制定整改措施并填报进展")
READY = sentence("措施已全部确认，可以申请销号")


def set_limit(act, limit: date, **fields) -> None:
    """`limit` is in force from now on; `fields` say as what (extended_due=…, renewed_due=…). `due` is never written again."""
    yellow_on, red_on = lights.dates(begun_on(act.subject), limit)
    act.set(limit=limit, yellow_on=yellow_on, red_on=red_on, **fields)


def begun_on(item) -> date:
    """The day from which its limit runs: 交办, or the day it came back (反弹)."""
    return item.reopened_on or item.issued_on


def assign_rectify(act, *, ready: bool = False, note: str = "") -> None:
    """The leading unit's 联络员 has the item until the limit in force; once every measure is settled it may be closed.

    `note` is what the row of 待办 says beside it (why it came back)."""
    item = act.subject
    act.finish(RECTIFY)
    what = READY() if ready else PLEASE_RECTIFY()
    act.assign(RECTIFY, liaison_of(item), what, due=item.limit, starts=begun_on(item), note=note)


def give_days_back(act, stopped_on: date) -> None:
    """The unit's clock stood since that day: the limit moves on by the working days others held the file."""
    item = act.subject
    fixed = item.source.extends == Authority.SOURCE
    back = limits.given_back(item.limit, stopped_on=stopped_on, today=clock.today(), fixed=fixed)
    if back != item.limit:
        set_limit(act, back)
