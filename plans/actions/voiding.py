"""作废、终止的规则: who may ask that a plan counts no longer, or is carried out no further, and who decides. Never the same
person.

A plan that has left its unit is decided over by the head of the office, one that never did by the head of the unit. What is
being accepted, or was, is not void any more: its conclusion stands.
"""

from django.utils.translation import gettext as _

from records.errors import Refused, allows
from units import holders
from units.enums import Post
from units.models import Person
from units.queries import office_id, standing
from workflows.models import AgendaItem

from .enums import ENDED, Ending, Status
from .models import Voiding
from .queries.plans import REPORTED
from .rules import check_no_adjustment_under_way

TOO_LATE = frozenset({Status.ACCEPTING, Status.SIGNING})


def was_reported(plan) -> bool:
    """Has the office ever been handed it?"""
    return REPORTED.filter(process_id=plan.process_id).exists()


def decider(plan) -> str:
    """Who decides, as a holder key."""
    if was_reported(plan):
        return holders.post(Post.OFFICE_HEAD, office_id())
    return holders.post(Post.HEAD, plan.unit_id)


def open_voiding(plan) -> Voiding | None:
    """The application that waits for a decision."""
    return plan.voidings.select_related("asked_by").filter(granted=None).first()


def check_can_ask(plan, by: Person) -> None:
    """申请作废: with a reason, one at a time."""
    _check_asks(plan, by, Ending.VOID)
    _check_can_be_void(plan)
    _check_none_is_open(plan)


def check_can_ask_stop(plan, by: Person) -> None:
    """申请终止: of what is being carried out."""
    _check_asks(plan, by, Ending.STOP)
    _check_can_stop(plan)
    _check_none_is_open(plan)


def may_ask(plan, by: Person) -> frozenset[str]:
    """Which ends may be asked for. Who may ask that a running plan be void may ask that it be stopped: one look for both."""
    if not allows(check_can_ask, plan, by):
        return frozenset()
    return frozenset({Ending.VOID, Ending.STOP} if plan.status == Status.EXECUTING else {Ending.VOID})


def _check_asks(plan, by: Person, what: Ending) -> None:
    """The unit's 联络员 or 负责人, or the office's clerk of another unit."""
    held = standing(by)
    of_unit = any(held.holds(post, plan.unit_id) for post in (Post.LIAISON, Post.HEAD))
    of_office = held.holds_in_office(Post.OFFICE_CLERK) and not held.is_of({plan.unit_id, *plan.came_from})
    if not (of_unit or of_office and was_reported(plan)):
        told = _("只有本单位联络员、负责人和工委办公室经办人可以申请%(what)s。")
        raise Refused(told % {"what": what.label})


def _check_none_is_open(plan) -> None:
    if waiting := open_voiding(plan):
        raise Refused(_("已申请%(what)s，正在等待审批。") % {"what": waiting.get_kind_display()})


def check_can_decide(plan, by: Person) -> Voiding:
    """审批作废、终止: the head of the office, of a plan that never left its unit the unit's head; nobody decides what they
    asked or wrote themselves, and in the office nobody over their own unit's."""
    held = standing(by)
    if not (held.holds_in_office(Post.OFFICE_HEAD) or held.holds(Post.HEAD, plan.unit_id)):
        raise Refused(_("只有办公室负责人可以审批作废、终止；没有报送过的，由本单位负责人审批作废。"))
    voiding = None if plan.status in ENDED else open_voiding(plan)
    if voiding is None:
        raise Refused(_("没有待审批的作废、终止申请，页面可能已经过时，请刷新。"))
    what = {"what": voiding.get_kind_display()}
    if was_reported(plan):
        if not held.holds_in_office(Post.OFFICE_HEAD):
            raise Refused(_("只有办公室负责人可以审批%(what)s。") % what)
        if held.is_of({plan.unit_id, *plan.came_from}):
            raise Refused(_("不能审批本单位方案的%(what)s，请由其他单位的同志办理。") % what)
    elif not held.holds(Post.HEAD, plan.unit_id):
        raise Refused(_("方案没有报送过，由本单位负责人审批作废。"))
    if by.pk in {voiding.asked_by_id, plan.drafter_id}:
        raise Refused(_("%(what)s须由他人审批，申请人、起草人不能自己审批。") % what)
    return voiding


def check_can_void(plan, by: Person) -> Voiding:
    """同意作废: as above, and nothing of it is on an agenda or being accepted."""
    voiding = _check_decides_over(plan, by, Ending.VOID)
    _check_can_be_void(plan)
    return voiding


def check_can_stop(plan, by: Person) -> Voiding:
    """同意终止: as above, while it is still being carried out."""
    voiding = _check_decides_over(plan, by, Ending.STOP)
    _check_can_stop(plan)
    return voiding


def check_can_refuse_void(plan, by: Person) -> Voiding:
    """不同意作废."""
    return _check_decides_over(plan, by, Ending.VOID)


def check_can_refuse_stop(plan, by: Person) -> Voiding:
    """不同意终止."""
    return _check_decides_over(plan, by, Ending.STOP)


def _check_decides_over(plan, by: Person, kind: Ending) -> Voiding:
    voiding = check_can_decide(plan, by)
    if voiding.kind != kind:
        raise Refused(_("申请的是%(what)s，请按该申请办理。") % {"what": voiding.get_kind_display()})
    return voiding


def _check_can_stop(plan) -> None:
    if plan.status != Status.EXECUTING:
        told = _("方案当前为“%(state)s”。实施中的方案才能终止；没有批准的，可以申请作废。")
        raise Refused(told % {"state": plan.label})
    check_no_adjustment_under_way(plan)


def _check_can_be_void(plan) -> None:
    if plan.status in ENDED:
        raise Refused(_("方案当前为“%(state)s”，不能作废。") % {"state": plan.label})
    if plan.status in TOO_LATE:
        raise Refused(_("方案正在验收或已有验收结论，不能作废。"))
    check_no_adjustment_under_way(plan)
    if AgendaItem.objects.filter(round__process_id=plan.process_id, announced_at=None).exists():
        raise Refused(_("方案已列入会议议题，请先移出议题或暂缓审议。"))
