"""Who may do what in a meeting, with what was signed by pen and in an acceptance. Votes and acceptances are never delegated."""

from django.utils.translation import gettext as _

from documents.enums import DocumentState
from documents.rules import check_keeps_papers
from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from records.stored import said
from units.enums import Post
from units.queries import standing

from . import subjects
from .enums import AgendaKind, BallotWay, Choice, FindingResult, MeetingState, Presence
from .models import Minutes
from .queries import recusal
from .queries.consultations import speaks_for
from .queries.filing import papers_to_file
from .queries.room import room

CORRECTION_DAYS = 5


def check_can_build_routes(by):
    """审批路线: the 工委业务管理员 builds, simulates and publishes them."""
    if not standing(by).holds_in_office(Post.BUSINESS_ADMIN):
        raise Refused(_("只有工委业务管理员可以维护审批路线。"))


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


def check_stands_alone(item):
    """What is voted on as part of a list is neither moved nor deferred by itself."""
    if item.listed_in_id:
        raise Refused(_("该事项在列表议题中一并表决；需要单独表决的，请先单列。"))


def check_can_put_motion(item, by, *, here=None):
    check_presides(item, by)
    check_stands_alone(item)
    if item.motion:
        raise Refused(_("该议题已提请表决。"))
    if item.needs_consent:
        raise Refused(_("该议题为临时增加，请主持人先同意列入。"))
    if item.singled.filter(announced_at=None).exists():
        raise Refused(_("单列的事项应当先表决，再表决列表议题。"))
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
    if not place.here:
        raise Refused(_("您已登记离会，不能表决。"))
    if place.recused:
        raise Refused(_("您已回避本议题，不能表决。"))
    subject = subject or subjects.of_item(item)
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
    if item.motion or item.announced_at is not None:
        raise Refused(_("该议题已提请表决，不能撤销回避。"))
    if seat.person_id in parties:
        raise Refused(_("%(name)s是本议题的承办人，不能撤销回避。") % {"name": seat.person.name})


def check_can_announce(item, by, *, here=None):
    check_presides(item, by)
    if not item.motion:
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


def check_can_record_ballots(item, by, *, here, choices: dict[int, str], way: str):
    """登记举手表决、表决登记表: the secretary, of members in the room who have not voted; the chair's not before the others'."""
    check_is_secretary(item.meeting, by)
    if not here.is_voting or here.outcome:
        raise Refused(_("该议题不在表决中。"))
    if not choices:
        raise Refused(_("请登记至少一名委员的表决。"))
    if here.secret and way == BallotWay.HANDS:
        raise Refused(_("无记名表决不能举手，请用表决票并按张数登记。"))
    known = {Choice.CAST} if here.secret else {Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN}
    if not set(choices.values()) <= known | {Choice.NOT_VOTED}:
        raise Refused(_("请为每名委员选择同意、不同意、弃权或未表决。"))
    if not set(choices) <= here.waiting:
        raise Refused(_("有委员已表决或不在表决范围内，请刷新后核对。"))
    chair = here.presiding_id
    if chair in choices and here.waiting - set(choices):
        raise Refused(_("主持人末位表态，请与其他委员的表决一并登记或最后登记。"))
    if choices.get(chair) == Choice.NOT_VOTED:
        raise Refused(_("主持人末位表态，不能登记为未表决。"))


def is_on_committee(meeting, by) -> bool:
    """One of the members of the meeting's committee, whoever presides."""
    return meeting.attendances.filter(seat__person_id=by.pk).exists()


def check_can_change_agenda(meeting, by):
    """The secretary, until the meeting is over."""
    check_is_secretary(meeting, by)


def check_can_consent(item, by):
    """临时增加议题: the chair of the meeting consents, before anything else is done with it."""
    if item.meeting.presiding.person_id != by.pk:
        raise Refused(_("只有本次会议主持人可以办理。"))
    if item.meeting.state == MeetingState.CLOSED or item.announced_at is not None:
        raise Refused(_("会议已结束或该议题已有结果。"))
    if not item.needs_consent:
        raise Refused(_("该议题不需要主持人同意。"))


def check_can_single_out(item, by):
    """单列: any member of the meeting or the secretary, before the list is put to the vote."""
    if item.listed_in_id is None:
        raise Refused(_("该事项不在列表议题中。"))
    check_may_single_out_of(item.listed_in, by)


def check_may_single_out_of(as_one, by):
    """The same, of a list whatever the matter."""
    if as_one.kind != AgendaKind.LIST:
        raise Refused(_("该议题不是列表议题。"))
    if not is_on_committee(as_one.meeting, by):
        check_can_hold_meetings(by)
    if as_one.meeting.state == MeetingState.CLOSED:
        raise Refused(_("会议已结束，记录不能再修改。"))
    if as_one.motion or as_one.announced_at:
        raise Refused(_("列表议题已提请表决，不能再单列。"))


def check_can_write_opinion(item, by):
    """书面意见: a member who is not in the room, until the result is announced; read out, it is not a vote."""
    here = room(item)
    place = here.place_of(by.pk)
    if place is None:
        raise Refused(_("您不是本次会议的委员。"))
    if place.recused:
        raise Refused(_("您已回避本议题，不能提出书面意见。"))
    if place.in_room:
        raise Refused(_("您已到会，请在会上发言；书面意见供请假、缺席的委员提出。"))
    if item.announced_at is not None or item.meeting.state == MeetingState.CLOSED:
        raise Refused(_("该议题已有结果，不能再提出书面意见。"))


# --- 会议记录、会议纪要 --------------------------------------------------------------------------------
def check_can_write_minutes(meeting, by):
    """The secretary, after the meeting, until they are with the chair or confirmed."""
    check_can_hold_meetings(by)
    if meeting.state != MeetingState.CLOSED:
        raise Refused(_("会议结束后才能生成记录和纪要。"))
    minutes = minutes_of(meeting)
    if minutes is not None and minutes.confirmed_at:
        raise Refused(_("会议记录和纪要已由主持人确认，不能再修改。"))
    if minutes is not None and minutes.sent_at:
        raise Refused(_("会议记录和纪要正在主持人处，确认或退回以前不能修改。"))


def check_can_record_speech(meeting, by):
    """The secretary, in the meeting and after it, until the minutes are with the chair."""
    check_can_hold_meetings(by)
    minutes = minutes_of(meeting)
    if minutes is not None and (minutes.sent_at or minutes.confirmed_at):
        raise Refused(_("会议记录已送主持人确认，不能再修改。"))


def check_can_confirm_minutes(meeting, by):
    """The chair of the meeting, when they have been sent."""
    if meeting.presiding.person_id != by.pk:
        raise Refused(_("只有本次会议主持人可以办理。"))
    minutes = minutes_of(meeting)
    if minutes is None or not minutes.sent_at:
        raise Refused(_("会议记录和纪要还没有送主持人确认。"))
    if minutes.confirmed_at:
        raise Refused(_("会议记录和纪要已经确认。"))


def minutes_of(meeting) -> Minutes | None:
    """The minutes as they stand now; None before they are drafted."""
    return Minutes.objects.filter(meeting_id=meeting.pk).first()


def check_can_finish_resolution(resolution, by):
    """议定事项: the unit's 联络员 or 负责人 says what came of it, once."""
    held = standing(by)
    if not any(held.holds(post, resolution.unit_id) for post in (Post.LIAISON, Post.HEAD)):
        raise Refused(_("只有承办单位的联络员或负责人可以报告办理结果。"))
    if resolution.issued_at is None or resolution.done_at is not None:
        raise Refused(_("该议定事项尚未下达或已经办结。"))


# --- 征求意见 ------------------------------------------------------------------------------------------
def check_can_consult(by):
    """The office's clerk or 业务管理员 asks and answers."""
    held = standing(by)
    if not any(held.holds_in_office(post) for post in (Post.OFFICE_CLERK, Post.BUSINESS_ADMIN)):
        raise Refused(_("只有工委办公室经办人和业务管理员可以征求意见。"))


def check_can_answer_consultation(consultation, reply, by):
    """The unit's 联络员 or 负责人, once, until it is closed."""
    if not speaks_for(by, reply.unit_id):
        raise Refused(_("只有被征求意见单位的联络员或负责人可以答复。"))
    if consultation.closed_at is not None:
        raise Refused(_("征求意见已经结束。"))
    if reply.answered_at is not None:
        raise Refused(_("本单位已经答复，答复不能更改。"))


def check_can_decide_consultation(consultation, by):
    """The office, until it is closed."""
    check_can_consult(by)
    if consultation.closed_at is not None:
        raise Refused(_("征求意见已经结束。"))


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
    return standing(person).is_of(subjects.kind_of(subject.key).units_of(subject))


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


# --- 归档 -------------------------------------------------------------------------------------------
def check_can_pack(subject, by) -> None:
    """整理归档材料: of what has ended, when its papers are there."""
    check_keeps_papers(by)
    if not subjects.kind_of(subject.key).ended(subject):
        raise Refused(_("当前为“%(state)s”，办结后才能整理归档。") % {"state": subject.label})
    lacking = papers_to_file(subject, by).filter(state__in=[DocumentState.RENDERING, DocumentState.FAILED])
    if paper := lacking.first():
        raise Refused(
            _("%(paper)s当前为“%(state)s”，生成后才能整理归档。")
            % {"paper": said(paper.title) + paper.number, "state": paper.get_state_display()}
        )
