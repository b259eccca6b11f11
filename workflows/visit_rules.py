"""验收安排 and 现场验收: who arranges, who goes, who may begin, type in and conclude. An acceptance is never delegated."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from records.stored import said
from units.enums import Post
from units.queries import standing

from .enums import FindingResult


def check_can_arrange(by):
    """安排验收: the office's clerk."""
    if not standing(by).holds_in_office(Post.OFFICE_CLERK):
        raise Refused(_("只有工委办公室经办人可以安排验收。"))


def check_can_send_to(unit_id: int, by):
    """Not to the clerk's own unit: conflicts follow the person."""
    check_can_arrange(by)
    if standing(by).is_of({unit_id}):
        raise Refused(_("不能安排本单位的验收，请由其他单位的同志办理。"), field="unit")


def check_can_go(people, grounds: dict[int, str], *, field: str = "members"):
    """回避: everybody of the group may accept what waits there. All who may not are named at once."""
    if len(people) < 2:
        raise Refused(_("验收组至少2人：组长1人、成员1人以上。"), field=field)
    cannot = [person.name for person in people if not person.is_active or standing(person).is_technical]
    if cannot:
        raise Refused(_("%(name)s不能参加验收组。") % {"name": _("、").join(cannot)}, field=field)
    named = [
        _("%(name)s（%(ground)s）") % {"name": person.name, "ground": said(grounds[person.pk])}
        for person in people
        if person.pk in grounds
    ]
    if named:
        raise Refused(_("应当回避：%(names)s。") % {"names": _("、").join(named)}, field=field)


def check_can_cancel(visit, by):
    """取消: the office's clerk, as long as nothing is being accepted on it."""
    check_can_send_to(visit.unit_id, by)
    check_is_open(visit)
    if visit.groups.exists():
        raise Refused(_("验收已经开始，不能取消。"))


def check_is_open(visit):
    if not visit.is_open:
        raise Refused(_("这次验收已经结束或取消。"))


def check_in_team(visit, by):
    """组长 or 组员 of the visit."""
    if not any(member.person_id == by.pk for member in visit.team.members.all()):
        raise Refused(_("只有这次验收的组长、组员可以办理。"))


def check_leads(visit, by):
    """组长 of the visit."""
    if not any(member.person_id == by.pk and member.leads for member in visit.team.members.all()):
        raise Refused(_("只有验收组组长可以办理。"))


def check_can_begin(visit, by):
    """开始验收: the leader, on the day and not before, so that nobody is told before the group comes."""
    check_is_open(visit)
    check_leads(visit, by)
    if clock.today() < visit.on:
        raise Refused(_("验收定于%(date)s，当天才能开始。") % {"date": visit.on.isoformat()})


def check_can_record(visit, by):
    """核查: one of the group, from the beginning to the conclusion."""
    check_in_team(visit, by)
    _is_under_way(visit)


def check_can_type_in(visit, by):
    """录入纸质核查表: one of the group, or the office's clerk for them; nobody of the unit."""
    if standing(by).holds_in_office(Post.OFFICE_CLERK):
        check_can_send_to(visit.unit_id, by)
        _is_under_way(visit)
        return
    check_can_record(visit, by)


def _is_under_way(visit):
    """Begun, not ended, and something was taken in: when everybody has to recuse themselves there is nothing to accept."""
    check_is_open(visit)
    if not visit.begun_at:
        raise Refused(_("验收还没有开始，请组长先按“开始验收”。"))
    if not visit.groups.exists():
        raise Refused(_("这次验收没有纳入任何事项，不能核查和作出结论，请工委办公室取消后另行安排。"))


def check_can_print_sheet(visit, by):
    """打印核查表: the group, or the office for them, also before the visit; never somebody of the unit."""
    check_is_open(visit)
    if standing(by).holds_in_office(Post.OFFICE_CLERK):
        check_can_send_to(visit.unit_id, by)
        return
    check_in_team(visit, by)


def check_can_conclude(visit, by):
    """作出验收结论: the leader, once something was accepted on it."""
    check_can_record(visit, by)
    check_leads(visit, by)


def check_reads_findings(visit, by):
    """Until the conclusion what was found stays with the group and the committee; the unit reads it in the 验收意见书."""
    held = standing(by)
    in_team = any(member.person_id == by.pk for member in visit.team.members.all())
    if held.is_of({visit.unit_id}) or not (in_team or held.is_office or held.is_committee):
        raise Refused(_("验收核查正在进行，结论作出后告知。"))


def unchecked_lines(group, lines) -> list[str]:
    """The lines nobody has checked yet."""
    checked = {each.line for each in group.findings.all() if each.result != FindingResult.UNCHECKED}
    return [line.line for line in lines if line.line not in checked]


def check_can_declare(by):
    """申报回避: whoever can be drawn into a group."""
    held = standing(by)
    if held.is_technical or not (held.held or held.sits):
        raise Refused(_("您不会被抽调参加验收，不需要申报回避。"))
