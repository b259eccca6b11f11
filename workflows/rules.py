"""Who may do what in a meeting, with what was signed by pen and in an acceptance. Votes and acceptances are never delegated."""

from django.utils.translation import gettext as _

from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from records.stored import said
from units.enums import Post
from units.queries import standing

from . import subjects
from .enums import Choice, FindingResult, MeetingState, Presence
from .queries import recusal
from .queries.room import room

CORRECTION_DAYS = 5


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


# --- 线下签批 --------------------------------------------------------------------------------------
def check_can_correct_paper(subject, by, codes: tuple[str, ...], *, corrected: str) -> Entry:
    """更正代录: whose pen it was, once, within five working days. `codes` are those of what was recorded from paper.

    Returns the entry it corrects.
    """
    entry = Entry.objects.filter(subject=subject.key, code__in=(*codes, corrected)).order_by("-n").first()
    if entry is None or entry.code == corrected or entry.on_behalf_of_id != by.pk:
        raise Refused(_("没有可以更正的代录意见。"))
    if workdays.between(clock.day_of(entry.at), clock.today()) > CORRECTION_DAYS:
        raise Refused(_("代录已超过%(n)d个工作日，不能更正。") % {"n": CORRECTION_DAYS})
    return entry


# --- 验收 ------------------------------------------------------------------------------------------
def is_of_its_units(subject, person) -> bool:
    """Conflicts follow the person: also somebody who only holds a post in a unit of the subject belongs to it."""
    units, held = subjects.kind_of(subject.key).units_of(subject), standing(person)
    return person.unit_id in units or any(held.belongs_to(unit_id) for unit_id in units)


def check_can_accept(subject, person, *, grounds: dict[int, str] | None = None):
    """谁验收、谁负责: nobody who has to recuse themselves (workflows.queries.recusal). `grounds` spare reading them again."""
    if not person.is_active or standing(person).is_technical:
        raise Refused(_("%(name)s不能参加验收组。") % {"name": person.name})
    ground = (recusal.to_accept(subject) if grounds is None else grounds).get(person.pk)
    if ground:
        raise Refused(_("%(name)s应当回避（%(ground)s）。") % {"name": person.name, "ground": said(ground)})


def check_is_in_group(subject, by, group, *, on_paper: bool = False):
    """One of the group, who has not come to belong to the other side since it was composed.

    `on_paper`: what the group wrote on the printed 核查表 may also be typed in by the office's clerk. Returns for whom
    they type, their leader; nobody when it is one of the group.
    """
    if group is None:
        raise Refused(_("验收组尚未组成。"))
    members = group.members.all()
    in_group = any(member.person_id == by.pk for member in members)
    if not in_group and not (on_paper and standing(by).holds_in_office(Post.OFFICE_CLERK)):
        raise Refused(_("只有验收组成员可以核查。"))
    check_can_accept(subject, by)
    return None if in_group else next(member.person for member in members if member.leads)


def check_leads_group(subject, by, group, lines):
    """The leader of the group concludes, when every one of `lines` has been checked."""
    check_is_in_group(subject, by, group)
    if not any(member.person_id == by.pk and member.leads for member in group.members.all()):
        raise Refused(_("只有验收组组长可以作出验收结论。"))
    checked = {each.line for each in group.findings.all() if each.result != FindingResult.UNCHECKED}
    missing = [line for line in lines if line not in checked]
    if missing:
        raise Refused(_("还有%(n)d项没有核查。") % {"n": len(missing)})


def check_can_read_findings(subject, by, group):
    """Until the conclusion the findings stay with the group, the office and the committee (知悉范围: 内部办理)."""
    held = standing(by)
    in_group = any(member.person_id == by.pk for member in group.members.all())
    if is_of_its_units(subject, by) or not (held.is_office or held.is_committee or in_group):
        raise Refused(_("验收核查正在进行，结论作出后告知。"))
