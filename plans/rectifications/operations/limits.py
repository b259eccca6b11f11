"""时限: the limit in force moves, with its lights and with what waits for it (counted in plans/rectifications/limits.py)."""

from datetime import date

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.stored import sentence
from workflows.acts import liaison_of
from workflows.models import Round

from .. import chain, lights, limits
from ..enums import Authority

RECTIFY = "rectify"
PLEASE_RECTIFY = sentence("请制定整改措施并填报进展")
READY = sentence("措施已全部确认，可以申请销号")


def set_limit(act, limit: date, *, back: limits.GivenBack | None = None, **fields) -> None:
    """`limit` is in force from now on; `fields` say as what (extended_due=…, renewed_due=…). `due` is never written again.

    `back`: it is the one before moved on; over a year without a calendar it is remembered from where and by how much, so
    that it is counted anew when the year is loaded. Moved on once more meanwhile, it is still counted from the first.
    """
    earlier = counted(act.subject) if is_provisional(act.subject) else None
    before = after = None
    if back is not None and back.date == limit and (back.provisional or earlier):
        first, days = earlier or (counted_today(act.subject), 0)
        before, after = first, days + back.days
    act.set(limit=limit, limit_from=before, limit_after=after, **fields)
    light(act)


def counted(item) -> tuple[date, int] | None:
    """From which day and over how many working days the limit in force was counted over a year that had no calendar then."""
    return (item.limit_from, item.limit_after) if item.limit_from else None


def counted_today(item) -> date:
    """The limit in force; a calendar that came while somebody judged the item is heeded."""
    told = counted(item)
    return workdays.add(*told).date if told else item.limit


def is_provisional(item) -> bool:
    """暂按双休日推算: it has none yet."""
    told = counted(item)
    return told is not None and workdays.add(*told).provisional


def light(act) -> None:
    """The days on which the item turns yellow and red, from its own dates and what is done."""
    item = act.subject
    begun, starts = item.begun_at is not None, lights.begun_on(item)
    yellow_on, red_on = lights.dates(starts, item.limit, begun=begun, percent=item.percent)
    act.set(yellow_on=yellow_on, red_on=red_on)


def check_source_consents(item, number: str, on: date | None) -> None:
    """A limit that the source set is set anew with the source's consent only: its number and day, not after today."""
    if item.source.extends != Authority.SOURCE:
        return
    if not number.strip() or on is None:
        raise Refused(
            _("该来源的时限由来源单位确定，请填写来源单位同意的文号和日期。"), field="consent_number"
        )
    if on > clock.today():
        raise Refused(_("同意日期不能晚于今天。"), field="consent_on")


def assign_rectify(act, *, ready: bool = False, note: str = "") -> None:
    """The leading unit's 联络员 has the item until the limit in force; once every measure is settled it may be closed.

    `note` is what the row of 待办 says beside it (why it came back)."""
    item = act.subject
    act.finish(RECTIFY)
    what = READY() if ready else PLEASE_RECTIFY()
    due = workdays.Due(item.limit, is_provisional(item))
    act.assign(RECTIFY, liaison_of(item), what, due=due, starts=lights.begun_on(item), note=note)


def left_house(round_: Round) -> date | None:
    """The day on which this submission went out of the unit's own house; None while its own head has it."""
    same = Round.objects.filter(
        process_id=round_.process_id, n=round_.n, stage__route_id=round_.stage.route_id
    )
    outside = same.exclude(stage__code__in=chain.IN_HOUSE).order_by("opened_at", "pk")
    opened_at = outside.values_list("opened_at", flat=True).first()
    return clock.day_of(opened_at) if opened_at else None


def give_days_back(act, stopped_on: date | None) -> None:
    """The unit's clock stood since that day (None: it never did): the limit moves on by the working days others held the
    file."""
    item = act.subject
    if stopped_on is None:
        return
    fixed = item.source.extends == Authority.SOURCE
    back = limits.given_back(counted_today(item), stopped_on=stopped_on, today=clock.today(), fixed=fixed)
    if back.date != item.limit:
        set_limit(act, back.date, back=back)
