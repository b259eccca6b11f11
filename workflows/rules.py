"""Who may do what in a meeting, and when. A vote exists only inside a meeting and is never delegated."""

from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Post
from units.queries import standing

from . import subjects
from .enums import Choice, MeetingState, Presence
from .queries.room import room


def check_can_hold_meetings(by):
    """The meeting secretary of the office prepares and records."""
    if not standing(by).holds_in_office(Post.SECRETARY):
        raise Refused(_("只有会议秘书可以办理会务。"))


def check_is_secretary(meeting, by):
    check_can_hold_meetings(by)
    if meeting.state == MeetingState.CLOSED:
        raise Refused(_("会议已结束，记录不能再修改。"))


def check_presides(item, by):
    """The chair puts the motion, votes last and announces."""
    meeting = item.meeting
    if meeting.presiding.person_id != by.pk:
        raise Refused(_("只有本次会议主持人可以办理。"))
    if meeting.state != MeetingState.OPEN:
        raise Refused(_("会议尚未开始或已经结束。"))
    if item.announced_at is not None:
        raise Refused(_("该议题已宣布结果。"))


def check_can_put_motion(item, by, *, here=None):
    check_presides(item, by)
    if item.round.motion:
        raise Refused(_("该议题已提请表决。"))
    if item.meeting.presiding_id not in (here or room(item)).voting:
        raise Refused(_("主持人没有登记到会或已回避本议题，不能主持表决，可暂缓审议。"))


def check_can_cast(item, by, *, subject=None, here=None):
    """表决: a member in the room, not recused, once; the chair after all the others. Returns their place.

    `subject` and `here` (the room) spare reading them again to whoever has them.
    """
    here = here or room(item)
    if not here.is_voting:
        raise Refused(_("该议题尚未提请表决。"))
    if here.outcome:
        raise Refused(_("该议题已宣布结果。"))
    place = here.place_of(by.pk)
    if place is None:
        raise Refused(_("您不是本次会议的委员，不得表决；表决不得委托。"))
    if place.presence != Presence.PRESENT:
        raise Refused(_("您已登记请假或缺席，不能表决。"))
    if place.recused:
        raise Refused(_("您已回避本议题，不能表决。"))
    subject = subject or subjects.subject_of(item.round.subject)
    if by.pk in subjects.kind_of(subject.key).parties(subject):
        raise Refused(_("您是本议题的承办人，应当回避。"))
    if place.choice:
        raise Refused(_("您已表决，表决不能更改。"))
    if place.seat_id == here.presiding_id and here.waiting - {place.seat_id}:
        raise Refused(_("主持人末位表态，请等其他委员表决后再表决。"))
    return place


def check_can_lift_recusal(item, seat, by, *, parties: set[int]):
    """撤销回避: the secretary, before the motion; one of the `parties` to the matter never judges it."""
    check_is_secretary(item.meeting, by)
    if item.round.motion or item.announced_at is not None:
        raise Refused(_("该议题已提请表决，不能撤销回避。"))
    if seat.person_id in parties:
        raise Refused(_("%(name)s是本议题的承办人，不能撤销回避。") % {"name": seat.person.name})


def check_can_announce(item, by, *, here=None):
    check_presides(item, by)
    if not item.round.motion:
        raise Refused(_("该议题尚未提请表决。"))
    waiting = (here or room(item)).waiting
    if waiting == {item.meeting.presiding_id}:
        raise Refused(_("请主持人先表决，再宣布结果。"))
    if waiting:
        raise Refused(_("还有%(n)d名到会委员没有表决，可由会议秘书登记为未表决。") % {"n": len(waiting)})


def voting_seats(item) -> set[int]:
    """The seats in the room that may vote on an item: present and not recused."""
    return room(item).voting


def waiting_seats(item) -> set[int]:
    """The seats that have neither voted nor been recorded 未表决."""
    return room(item).waiting


def check_choice(choice: str):
    if choice not in {Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN}:
        raise Refused(_("请选择：同意、不同意或弃权。"))
