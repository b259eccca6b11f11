"""会务: a meeting, its agenda, who is there. What is decided in it is in voting.py."""

from contextlib import contextmanager
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _

from records import clock, turns
from records.errors import Refused
from units import holders
from units.enums import SeatRole
from units.queries import seats_on

from .. import deeds, routes, rules, subjects
from ..acts import acting
from ..enums import AgendaKind, MeetingState, Presence, StageKind
from ..models import AgendaItem, Attendance, Meeting, Recusal
from ..queries import recusal


def plan_meeting(
    committee, *, by, held_on: date, place: str, n: int | None = None, presiding=None
) -> Meeting:
    """新建会议: 第×次; 应到会 are the members in office that day, all expected until a leave is recorded."""
    rules.check_can_hold_meetings(by)
    if not place.strip():
        raise Refused(_("请填写会议地点。"))
    try:
        with transaction.atomic():
            turns.take(f"meetings:{committee.pk}")
            seats, chair = _members(committee, held_on, presiding)  # after a 换届 that was first
            last = (
                Meeting.objects.filter(committee=committee, year=held_on.year).aggregate(last=Max("n"))[
                    "last"
                ]
                or 0
            )
            _check_not_twice(committee, held_on, place.strip(), n)
            meeting = Meeting.objects.create(
                committee=committee,
                year=held_on.year,
                n=n or last + 1,
                held_on=held_on,
                place=place.strip(),
                presiding=chair,
                secretary=by,
            )
            Attendance.objects.bulk_create(Attendance(meeting=meeting, seat=seat) for seat in seats)
            _record(meeting, by, "meeting.planned", place=place, held_on=held_on.isoformat())
    except IntegrityError as error:
        raise Refused(_("第%(n)d次会议已存在。") % {"n": n}) from error
    return meeting


def _members(committee, held_on: date, presiding) -> tuple[list, object]:
    """The members in office on the day, and who presides."""
    seats = seats_on(committee.pk, held_on)
    chair = presiding or next((seat for seat in seats if seat.role == SeatRole.CHAIR), None)
    if chair is None:
        raise Refused(_("当日没有在任的书记，请指定主持人。"))
    if chair not in seats:
        raise Refused(_("主持人应当是当日在任的委员。"))
    return seats, chair


def _check_not_twice(committee, held_on: date, place: str, n: int | None) -> None:
    """A second click makes no second meeting; one more on the same day and place is asked for by its number."""
    planned = Meeting.objects.filter(
        committee=committee, held_on=held_on, place=place, state=MeetingState.PLANNED
    ).first()
    if planned is not None and n is None:
        raise Refused(_("当日同一地点已有筹备中的第%(n)d次会议；确需再建，请填写第几次。") % {"n": planned.n})


def register_attendance(meeting, *, by, presences: dict[int, tuple[str, str]]) -> None:
    """登记到会: seat id → (实到/请假/缺席, reason). Not after a motion has been put and is still open."""
    rules.check_is_secretary(meeting, by)
    rows = list(meeting.attendances.select_related("seat__person"))
    for row in rows:
        presence, reason = presences.get(row.seat_id, (row.presence, row.reason))
        if presence not in Presence.values:
            raise Refused(_("请选择实到、请假或缺席。"))
        if presence == Presence.LEAVE and not reason.strip():
            raise Refused(
                _("请填写%(name)s的请假事由。") % {"name": row.seat.person.name},
                field=f"reason_{row.seat_id}",
            )
        row.here = row.here if presence == row.presence else True
        row.presence, row.reason = presence, reason.strip() if presence == Presence.LEAVE else ""
    with holding(meeting):
        rules.check_is_secretary(meeting, by)
        if is_voting(meeting):
            raise Refused(_("正在表决，表决结束前不能更改到会情况。"))
        Attendance.objects.bulk_update(rows, ["presence", "reason", "here"])
        _record(
            meeting,
            by,
            "meeting.attended",
            present=sum(row.presence == Presence.PRESENT for row in rows),
            entitled=len(rows),
        )


def open_meeting(meeting, *, by) -> None:
    """宣布开会: from here motions may be put. What is on the agenda now is the agenda: what comes later is 临时议题."""
    rules.check_is_secretary(meeting, by)
    with transaction.atomic():
        planned = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED)
        if planned.update(state=MeetingState.OPEN, opened_at=clock.now()):
            if AgendaItem.objects.filter(meeting=meeting).exists():
                planned = Meeting.objects.filter(pk=meeting.pk, agenda_fixed_at=None)
                planned.update(agenda_fixed_at=clock.now())
            _record(meeting, by, "meeting.opened")


def close_meeting(meeting, *, by) -> None:
    """会议结束: items without a result go back to 待上会."""
    rules.check_is_secretary(meeting, by)
    if is_voting(meeting):
        raise Refused(_("还有议题已提请表决但没有宣布结果。"))
    for item in list(undecided(meeting).filter(listed_in=None).select_related("round", "meeting__committee")):
        remove_item(item, by=by)
    with holding(meeting):
        rules.check_is_secretary(meeting, by)
        if undecided(meeting).exists():
            raise Refused(_("会议议题刚有变化，请刷新后再结束会议。"))
        Meeting.objects.filter(pk=meeting.pk).update(state=MeetingState.CLOSED, closed_at=clock.now())
        _record(meeting, by, "meeting.closed")


def undecided(meeting):
    """Items without a result; those of an announced list have theirs, also while they still wait for their turn."""
    return meeting.items.filter(announced_at=None).exclude(listed_in__announced_at__isnull=False)


def add_item(meeting, round_, *, by, reason: str = "", into: AgendaItem | None = None) -> AgendaItem:
    """列入议题: a round that waits for the meeting comes onto its agenda; added late (临时增加议题) with a `reason`.

    `into`: as one row of a list, unless a member has to recuse themselves from it.
    """
    subject = subjects.subject_of(round_.subject)
    with acting(subject, by=by) as act, holding(meeting):
        rules.check_is_secretary(meeting, by)
        round_.refresh_from_db()
        if round_.closed_at is not None or round_.stage.kind != StageKind.VOTE:
            raise Refused(_("该事项不在待上会环节。"))
        if round_.stage.committee_id != meeting.committee_id:
            raise Refused(_("该事项应由其他委员会审议。"))
        if round_.agenda_items.filter(announced_at=None).exists():
            raise Refused(_("该事项已列入其他会议的议题。"))
        reason = late_reason(meeting, reason)
        recusing = _recusing(meeting, subject)
        alone = into is None or bool(recusing)
        item = AgendaItem.objects.create(
            meeting=meeting,
            round=round_,
            order=next_place(meeting) if alone else None,
            listed_in=None if alone else into,
            singled_from=into if alone else None,
            ad_hoc_reason=reason if alone else "",
        )
        act.record(
            "agenda.tabled",
            version=round_.version_n,
            **meeting.told,
            **({"reason": reason} if reason else {}),
        )
        for seat, ground in recusing:
            Recusal.objects.create(item=item, seat=seat, reason=ground)
            act.record("agenda.recused", version=round_.version_n, **_seat(seat), words=ground)
    return item


def late_reason(meeting, reason: str) -> str:
    """临时增加议题 needs a reason; what comes in time has none."""
    if meeting.agenda_fixed_at is None:
        return ""
    if not reason.strip():
        raise Refused(_("议程已印发或会议已开始，临时增加议题须写明理由，并经主持人同意。"), field="reason")
    return reason.strip()


def next_place(meeting) -> int:
    """The place after the last one."""
    return (meeting.items.aggregate(last=Max("order"))["last"] or 0) + 1


def _recusing(meeting, subject) -> list[tuple]:
    """Members who have to recuse themselves (回避) do so from the start; lifting it takes the secretary a reason."""
    grounds = recusal.grounds(subject)
    places = meeting.attendances.filter(seat__person__in=grounds).select_related("seat__person")
    return [(place.seat, grounds[place.seat.person_id]) for place in places]


def remove_item(item, *, by) -> None:
    """移出议题 that has not been put to the vote; of a list all its matters, one after the other."""
    if item.kind == AgendaKind.LIST:
        rules.check_is_secretary(item.meeting, by)
        for each in list(item.listed.select_related("round")):
            remove_item(each, by=by)
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = item_now(item)
        rules.check_is_secretary(item.meeting, by)
        if item.motion or item.announced_at or (item.listed_in_id and item.listed_in.motion):
            raise Refused(_("该议题已提请表决，不能移出。"))
        if item.listed.exists():
            raise Refused(_("列表议题刚有变化，请刷新后再移出。"))
        act.record("agenda.untabled", version=item.version_n, **item.meeting.told)
        item.delete()


def recuse(item, seat, *, by, reason: str) -> None:
    """登记回避: a member takes no part in one item."""
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = item_now(item)
        rules.check_is_secretary(item.meeting, by)
        if not reason.strip():
            raise Refused(_("请填写回避原因。"))
        if item.listed_in_id:
            raise Refused(_("需要回避的事项不能在列表议题中表决，请先单列。"))
        if item.announced_at or item.ballots.filter(seat=seat).exists():
            raise Refused(_("该委员已表决或议题已宣布结果，不能再登记回避。"))
        if item.motion and seat.pk == item.meeting.presiding_id:
            raise Refused(_("主持人已提请表决，需要回避的请先暂缓审议。"))
        if item.recusals.filter(seat=seat, lifted_at=None).exists():
            raise Refused(_("%(name)s已登记回避。") % {"name": seat.person.name}, field="seat")
        again = {"reason": reason.strip(), "lifted_at": None, "lifted_reason": ""}
        Recusal.objects.update_or_create(item=item, seat=seat, defaults=again)
        act.finish(routes.VOTE, holder=holders.person(seat.person_id))
        act.record("agenda.recused", version=item.version_n, **_seat(seat), words=reason.strip())


def lift_recusal(item, seat, *, by, reason: str) -> None:
    """撤销回避: the member takes part after all; never one who is a party to the matter, never during the vote."""
    subject = subjects.of_item(item)
    with acting(subject, by=by) as act:
        item = item_now(item)
        rules.check_can_lift_recusal(item, seat, by, parties=subjects.kind_of(subject.key).parties(subject))
        if not reason.strip():
            raise Refused(_("请填写撤销回避的理由。"), field="reason")
        standing = item.recusals.filter(seat=seat, lifted_at=None)
        if not standing.update(lifted_at=clock.now(), lifted_reason=reason.strip()):
            raise Refused(_("%(name)s没有登记回避。") % {"name": seat.person.name})
        act.record("agenda.recusal_lifted", version=item.version_n, **_seat(seat), words=reason.strip())


def _seat(seat) -> dict:
    """Whose seat it is, as the trail keeps it."""
    return {"seat": seat.pk, "name": seat.person.name}


def item_now(item: AgendaItem) -> AgendaItem:
    """The item as it is under the lock; somebody may have removed it meanwhile."""
    found = (
        AgendaItem.objects.select_related("meeting__committee", "round__version", "listed_in")
        .filter(pk=item.pk)
        .first()
    )
    if found is None:
        raise Refused(_("该议题已移出，请刷新页面。"))
    return found


@contextmanager
def holding(meeting):
    """One at a time on a meeting: its agenda, attendance and closing. `meeting` is read anew.

    Whoever also holds a process has locked that first.
    """
    with transaction.atomic():
        meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update(of=("self",)))
        yield


def is_voting(meeting) -> bool:
    """Has a motion been put that is not announced yet?"""
    moved = Q(round__motion__gt="") | Q(own_motion__gt="")
    return meeting.items.filter(moved, announced_at=None).exists()


def _record(meeting, by, code: str, **params) -> None:
    deeds.record(meeting.key, code, by=by, about=[meeting.committee.unit_id], **params)
