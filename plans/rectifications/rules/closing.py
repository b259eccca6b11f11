"""销号: who applies, who looks at it at each stage of its chain, who may never."""

from django.utils.translation import gettext as _

from records import clock
from records.errors import Refused
from units.enums import Errand, Post
from units.models import Person
from units.queries import standing
from units.standing import Authority
from workflows import routes, visit_rules
from workflows import rules as engine
from workflows.enums import StagePlace
from workflows.models import EvidenceUse, Finding, GroupMember, Round

from .. import chain, queries
from ..enums import GIVEN_BACK, Status
from ..models import Item, Measure
from . import authority, is_of_its_units, stands_at

# Whoever looked at one of these does not decide over the same closing at a later one.
LOOKED = (chain.AUDIT, chain.FIRST_REVIEW, chain.RECHECK)
DECIDES = frozenset({chain.RECHECK, chain.DECIDE})
# Where a person reads and says yes or no; the others have an act of their own.
BY_ONE = frozenset({chain.CONFIRM, chain.AUDIT, chain.FIRST_REVIEW, chain.RECHECK, chain.DECIDE})
# Where it can be returned: whoever says yes, and the clerk who hears from the source that it says no.
PAPER_CODES = ("item.paper_agreed", "item.paper_refused")
RETURNS = BY_ONE | {chain.ARRANGE, chain.AT_SOURCE}


def closing_gaps(item: Item) -> list[str]:
    """What still stands in the way of 申请销号, one sentence each."""
    measures = list(item.measures.all())
    if not measures:
        return [_("还没有整改措施。")]
    found = []
    waiting = [each for each in measures if not each.settled]
    if waiting:
        found.append(_("以下措施还没有确认完成或免办：%(what)s。") % {"what": _numbers(waiting)})
    used = set(EvidenceUse.objects.filter(subject=item.key).values_list("line", flat=True))
    bare = [each for each in measures if each.line not in used and not each.excused_on]
    if bare:
        found.append(_("以下措施还没有佐证材料：%(what)s。") % {"what": _numbers(bare)})
    return found


def _numbers(measures: list[Measure]) -> str:
    return _("、").join(_("措施%(n)d") % {"n": each.order} for each in measures)


def check_can_prepare(item: Item, by: Person):
    """准备销号: the 联络员 of the leading unit sees what is still missing."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以申请销号。"), Errand.CLOSING)
    stands_at(item, Status.WORKING)
    return found


def check_can_apply(item: Item, by: Person):
    """申请销号: every measure is confirmed or excused, each with evidence."""
    found = check_can_prepare(item, by)
    gaps = closing_gaps(item)
    if gaps:
        raise Refused("\n".join(gaps))
    return found


def check_was_returned(item: Item, by: Person) -> None:
    """退回整改: the last application was given back and not everything is done again."""
    check_can_prepare(item, by)
    if not item.return_count or not _was_given_back(item):
        raise Refused(_("没有退回的销号申请。"))


def check_has_relapsed(item: Item, by: Person) -> None:
    """问题反弹: it is open again, and since then no application was given back."""
    check_can_prepare(item, by)
    if not item.reopened_on or _was_given_back(item):
        raise Refused(_("没有反弹。"))


def _was_given_back(item: Item) -> bool:
    """Was the last application given back?"""
    last = item.closings.order_by("-n").first()
    return last is not None and last.outcome in GIVEN_BACK


def check_can_withdraw(item: Item, by: Person):
    """撤回: until the head of the unit has confirmed."""
    found = authority(by, Post.LIAISON, item.unit_id, _("只有牵头单位联络员可以撤回。"), Errand.CLOSING)
    if item.status != Status.CLOSING or item.stage != chain.CONFIRM:
        raise Refused(_("单位负责人已确认或事项不在申请中，不能撤回。"))
    return found


def check_at_stage(item: Item, *stages: str) -> Round:
    """The item is being closed and waits at one of these stages. Returns the open round."""
    if item.status != Status.CLOSING or item.stage not in stages:
        raise Refused(_("该事项当前为“%(state)s”，不在该环节。") % {"state": item.label})
    return routes.current(item.process_id)


def check_turn(item: Item, by: Person, *stages: str) -> Authority:
    """Whose turn it is at one of these stages: the post of the stage, in the unit or in the office; 委托 counts for both.

    Nobody judges what they did: not a person of its units (nor acting for one outside the unit's own stage), not one
    who applied, reported or is responsible, and not twice the same closing at stages that look over each other.
    """
    round_ = check_at_stage(item, *stages)
    stage = round_.stage
    in_unit = stage.place == StagePlace.UNIT
    post = Post(stage.post)
    place = item.unit_id if in_unit else routes.office_id()
    otherwise = _("该环节由%(post)s办理。") % {"post": post.label}
    found = authority(by, post, place, otherwise, Errand.CLOSING)
    if in_unit:
        check_signs(item, by, found, closing_asked_by(item))
    else:
        for person in filter(None, (by, found.on_behalf_of)):
            _check_outside(item, person, round_)
    return found


def check_signs(item: Item, by: Person, found: Authority, asked_by: int | None) -> None:
    """The head of the unit signs, or a delegate who is no party to it (S2)."""
    name = {"name": by.name}
    if by.pk == asked_by:
        raise Refused(_("申请人不能代为签批，请由单位负责人办理或使用线下签批。"))
    if found.on_behalf_of and by.pk in queries.parties_of(item):
        if by.pk == item.leader_id:
            raise Refused(_("%(name)s同志是该事项责任领导，不能代签，请使用线下签批或另行委托。") % name)
        raise Refused(_("%(name)s同志是该事项承办人，不能代签，请使用线下签批或另行委托。") % name)


def _check_outside(item: Item, person: Person, round_: Round, *, judges: bool = True) -> None:
    if is_of_its_units(item, person):
        raise Refused(_("不能审核本单位的事项，请由其他单位的同志办理。"))
    if person.pk in queries.parties_of(item):
        raise Refused(_("%(name)s是该事项的承办人，应当回避。") % {"name": person.name})
    if not judges or round_.stage.code not in DECIDES:
        return
    same = Round.objects.filter(process_id=item.process_id, n=round_.n, stage__route_id=round_.stage.route_id)
    looked = same.filter(stage__code__in=LOOKED).exclude(stage__code=round_.stage.code)
    if looked.filter(closed_by=person).exists() or looked.filter(on_behalf_of=person).exists():
        raise Refused(_("您已办理本次销号的前一环节，不能再由您复核或审定。"))
    in_group = GroupMember.objects.filter(person=person, group__round__in=same).exists()
    if in_group or Finding.objects.filter(by=person, group__round__in=same).exists():
        raise Refused(_("您参加了本次验收，不能再由您复核或审定。"))


def closing_asked_by(item: Item) -> int | None:
    """Who applied in the closing that is under way."""
    return item.closings.filter(ended_at=None).values_list("asked_by_id", flat=True).first()


def check_can_pass(item: Item, by: Person) -> Authority:
    """同意: at the stages where one person reads and says yes or no."""
    return check_turn(item, by, *BY_ONE)


def check_can_confirm(item: Item, by: Person) -> Authority:
    """单位负责人确认."""
    return check_turn(item, by, chain.CONFIRM)


def check_can_return(item: Item, by: Person) -> Authority:
    """退回: whoever may say yes may also say no, with a reason."""
    return check_turn(item, by, *RETURNS)


# --- 线下签批、代录 --------------------------------------------------------------------------------
def check_can_record_paper(item: Item, by: Person) -> tuple[Post, int]:
    """代录: the unit's 联络员 for its leader, the office's clerk for the 分管领导. Returns whose pen it is: post and unit."""
    if item.status == Status.EXTENDING and item.stage == chain.SIGN or item.stage == chain.CONFIRM:
        otherwise = _("只有本单位联络员可以代录线下签批。")
        authority(by, Post.LIAISON, item.unit_id, otherwise, Errand.CLOSING)
        return Post.HEAD, item.unit_id
    round_ = check_at_stage(item, chain.DECIDE)
    office = routes.office_id()
    otherwise = _("只有工委办公室经办人可以代录线下签批。")
    authority(by, Post.OFFICE_CLERK, office, otherwise, Errand.CLOSING)
    _check_outside(item, by, round_, judges=False)
    return Post.DEPUTY, office


def check_can_have_signed(item: Item, person: Person, post: Post, unit_id: int) -> None:
    """Whose pen it was holds the post, and is no more a party to it than in the page."""
    if not standing(person).holds(post, unit_id):
        label = {"name": person.name, "post": post.label}
        raise Refused(_("%(name)s不是%(post)s。") % label, field="signed_by")
    if post == Post.DEPUTY:
        _check_outside(item, person, routes.current(item.process_id))


def check_can_correct_paper(item: Item, by: Person):
    """更正代录: the leader whose pen it was. Returns the entry it corrects."""
    held = standing(by)
    if not (held.holds(Post.HEAD, item.unit_id) or held.holds_in_office(Post.DEPUTY)):
        raise Refused(_("只有签批人本人可以更正代录的意见。"))
    return engine.check_can_correct_paper(item, by, PAPER_CODES, corrected="item.paper_corrected")


# --- 验收 ------------------------------------------------------------------------------------------
def check_can_compose_group(item: Item, by: Person, *, visit=None) -> Authority:
    """The office's clerk; on a visit whoever begins it, with the group the office sent."""
    if visit is None:
        return check_turn(item, by, chain.ARRANGE)
    visit_rules.check_can_begin(visit, by)
    check_at_stage(item, chain.ARRANGE)
    return Authority(by)


def check_can_change_group(item: Item, by: Person) -> Authority:
    """调整验收组: the office's clerk, until the conclusion."""
    round_ = check_at_stage(item, chain.VISIT)
    otherwise = _("只有工委办公室经办人可以调整验收组。")
    found = authority(by, Post.OFFICE_CLERK, routes.office_id(), otherwise, Errand.CLOSING)
    for person in filter(None, (by, found.on_behalf_of)):
        _check_outside(item, person, round_, judges=False)
    return found


def check_can_check(item: Item, by: Person, group, *, on_paper: bool = False) -> Person | None:
    """One of the group records findings. Returns for whom, when the clerk types in what the group wrote on paper."""
    check_at_stage(item, chain.VISIT)
    return engine.check_is_in_group(item, by, group, on_paper=on_paper)


def check_can_conclude(item: Item, by: Person, group) -> None:
    """The leader of the group concludes, when the whole and every measure has been checked."""
    check_can_check(item, by, group)
    engine.check_leads_group(item, by, group, lines_to_check(item))


def lines_to_check(item: Item) -> list[str]:
    """What is held against its standard: the item as a whole, and each measure that was not excused."""
    return ["", *(each.line for each in item.measures.all() if not each.excused_on)]


# --- 公示、来源单位 --------------------------------------------------------------------------------
def check_can_end_publicity(item: Item, by: Person) -> Authority:
    """公示无异议: after its last day, by the clerk."""
    found = check_turn(item, by, chain.PUBLICITY)
    closing = item.closings.get(ended_at=None)
    if clock.today() <= closing.publicity_to:
        raise Refused(_("公示到%(date)s止，期满后再办理。") % {"date": closing.publicity_to.isoformat()})
    return found


def check_can_print_notice(item: Item, by: Person) -> Authority:
    """打印公示: whoever ends it, while it is on."""
    return check_turn(item, by, chain.PUBLICITY)


def check_can_record_objection(item: Item, by: Person) -> Authority:
    return check_turn(item, by, chain.PUBLICITY)


def check_can_record_source(item: Item, by: Person) -> Authority:
    """登记来源单位销号决定: the office's clerk."""
    return check_turn(item, by, chain.AT_SOURCE)


def check_waits_for_meeting(item: Item, by: Person) -> None:
    """列入议题: the meeting's secretary, at the stage of the meeting."""
    check_at_stage(item, chain.MEETING)
    engine.check_can_hold_meetings(by)
