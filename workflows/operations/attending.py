"""到会、离会、列席: who came and went during a meeting, and who sits in without a vote."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused

from .. import rules
from ..acts import acting
from ..enums import MeetingState, MovementKind, Presence
from ..models import Movement, Observer
from . import meetings


def record_movement(meeting, seat, *, by, kind: str, at: datetime | None = None) -> Movement:
    """登记到会、离会: a member came into the room or left it at a time of the meeting; never while a vote runs.

    The time lies not before the last vote of the meeting: no vote that was held changes its room afterwards.
    """
    at = at or clock.now()
    if kind not in MovementKind.values:
        raise Refused(_("请选择到会或离会。"))
    with acting(meeting, by=by) as act:
        rules.check_is_secretary(meeting, by)
        if meeting.state != MeetingState.OPEN:
            raise Refused(_("会议开始后登记到会、离会；开会前请在到会情况中登记。"))
        if meetings.is_voting(meeting):
            raise Refused(_("正在表决，表决结束前不能登记到会、离会；不投票的可登记未表决。"))
        _check_time(meeting, seat, at)
        row = meeting.attendances.get(seat=seat)
        came = kind == MovementKind.ARRIVED
        if came == (row.presence == Presence.PRESENT and row.here):
            raise Refused(_("%(name)s已在会场或已离会，请核对。") % {"name": seat.person.name}, field="seat")
        row.here = came
        if came:
            row.presence, row.reason = Presence.PRESENT, ""
        row.save(update_fields=["here", "presence", "reason"])
        movement = Movement.objects.create(attendance=row, kind=kind, at=at, by=by)
        act.record("meeting.moved", seat=seat.pk, name=seat.person.name, kind=kind, moved_at=at.isoformat())
    return movement


def _check_time(meeting, seat, at: datetime) -> None:
    """After the opening, after the seat's last movement and the meeting's last vote, and not in the future."""
    if at > clock.now():
        raise Refused(_("时间不能晚于现在。"), field="at")
    before = [
        meeting.opened_at,
        Movement.objects.filter(attendance__meeting=meeting, attendance__seat=seat).aggregate(m=Max("at"))[
            "m"
        ],
        meeting.items.exclude(outcome="deferred").aggregate(m=Max("announced_at"))["m"],
    ]
    latest = max(each for each in before if each)
    # Times are typed by the minute; what happened within the same minute is told apart by what was recorded first.
    if at.replace(second=0, microsecond=0) < latest.replace(second=0, microsecond=0):
        raise Refused(
            _("时间不能早于%(time)s（会议开始、该委员上次到会离会或最近一次宣布结果的时间）。")
            % {"time": latest.astimezone(clock.SHANGHAI).strftime("%H:%M")},
            field="at",
        )


def add_observer(meeting, *, by, name: str, post: str = "") -> Observer:
    """登记列席: somebody who is in the room and may speak, and never votes."""
    if not name.strip():
        raise Refused(_("请填写列席人员姓名。"), field="name")
    with acting(meeting, by=by) as act:
        rules.check_is_secretary(meeting, by)
        try:
            with transaction.atomic():
                observer = Observer.objects.create(meeting=meeting, name=name.strip(), post=post.strip())
        except IntegrityError as error:
            raise Refused(_("%(name)s已登记列席。") % {"name": name.strip()}, field="name") from error
        act.record("meeting.observer_added", name=observer.name, post=observer.post)
    return observer


def remove_observer(observer, *, by) -> None:
    """撤销列席 of somebody who has not been recorded speaking."""
    meeting = observer.meeting
    with acting(meeting, by=by) as act:
        rules.check_is_secretary(meeting, by)
        if meeting.items.filter(speeches__observer=observer).exists():
            raise Refused(_("该列席人员已有发言记录，不能撤销。"))
        meeting.observers.filter(pk=observer.pk).delete()
        act.record("meeting.observer_removed", name=observer.name)
