"""Who may do what to a plan, and when. Each check returns quietly or raises Refused with the reason.

Page, API and operation ask the same rule; a button asks through `records.errors.allows`. Several checks return the
Authority under which the person acts (in person, or on behalf of a principal), which the trail prints.
"""

from django.conf import settings
from django.utils.translation import gettext as _

from records.errors import Refused
from units.enums import Errand, Post
from units.models import Person
from units.queries import standing
from workflows import routes, visit_rules
from workflows import rules as engine

from .enums import ADJUSTMENT_UNDER_WAY, APPROVED, WRITABLE, Status
from .queries.tasks import tasks_ahead_of_start

PAPER_CODES = ("plan.paper_decided", "plan.paper_sent_back")


def _authority(by: Person, post: Post, unit_id: int, otherwise: str, errand: Errand = Errand.REPORTING):
    authority = standing(by).authority(post, unit_id, errand)
    if authority is None:
        raise Refused(otherwise)
    return authority


def _office(by: Person, post: Post, otherwise: str):
    if not standing(by).holds_in_office(post):
        raise Refused(otherwise)


def _is_of_its_unit(plan, person: Person) -> bool:
    """Conflicts follow the person: also somebody who only holds a post in the unit, or in one it came from, belongs to it."""
    return standing(person).is_of({plan.unit_id, *plan.came_from})


# --- drafting --------------------------------------------------------------------------------------
def check_can_start(action, unit, by):
    _authority(by, Post.LIAISON, unit.pk, _("只有本单位联络员可以建立方案。"))
    if not action.units.filter(pk=unit.pk).exists():
        raise Refused(_("本单位不在该行动的范围内。"))


def check_can_write(plan, by):
    """The unit's 联络员 writes; others of the unit read. Only while the plan is with the unit's drafters."""
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以修改方案。"))
    if plan.status not in WRITABLE:
        raise Refused(
            _("方案已提交，当前为“%(state)s”，不能再修改。您填写的内容没有丢失。") % {"state": plan.label}
        )


def check_can_comment(plan, by):
    """批注: everybody who holds a post in the unit, until the plan has left it."""
    if not standing(by).belongs_to(plan.unit_id):
        raise Refused(_("只有本单位人员可以批注。"))
    if plan.status not in WRITABLE | {Status.UNIT_REVIEW}:
        raise Refused(_("方案已报送，不能再批注。"))


def check_can_settle_comment(comment, plan, by):
    """处理批注: whoever wrote it, or the 联络员 who writes the plan."""
    check_can_comment(plan, by)
    if comment.settled_at:
        raise Refused(_("该批注已经处理。"))
    if comment.by_id != by.pk and not standing(by).holds(Post.LIAISON, plan.unit_id):
        raise Refused(_("只有批注人本人或本单位联络员可以处理。"))


def check_can_submit(plan, by):
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以提交。"))
    if plan.status not in {Status.DRAFTING, Status.REVISING}:
        raise Refused(_("方案当前为“%(state)s”，不需要再次提交。") % {"state": plan.label})


def check_can_withdraw(plan, by):
    """撤回: until the office has received the plan."""
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以撤回。"))
    if plan.status == Status.UNIT_REVIEW:
        return
    if plan.status != Status.REVIEWING or plan.stage != "receive":
        raise Refused(_("工委办公室已签收或方案不在报送中，不能撤回。"))


# --- the unit's own review -------------------------------------------------------------------------
def check_can_agree(plan, by):
    """同意报送: the head of the unit, or a delegate who is no party: neither drafter nor responsible for a task."""
    authority = _authority(by, Post.HEAD, plan.unit_id, _("只有本单位负责人可以同意报送。"))
    if by.pk == plan.drafter_id:
        raise Refused(_("起草人不能代为同意报送，请由单位负责人办理或使用线下签批。"))
    if plan.status != Status.UNIT_REVIEW:
        raise Refused(_("方案不在本单位审核环节。"))
    if authority.on_behalf_of and plan.tasks.filter(person=by).exists():
        raise Refused(
            _("%(name)s同志是本方案任务的责任人，不能代签，请使用线下签批或另行委托。") % {"name": by.name}
        )
    return authority


check_can_send_back = check_can_agree


def check_can_record_paper(plan, by):
    """线下签批、代录: the clerk of the unit records what the head signed by pen."""
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以代录线下签批。"))
    if plan.status != Status.UNIT_REVIEW:
        raise Refused(_("方案不在本单位审核环节。"))


def check_can_correct_paper(plan, by, *, codes=PAPER_CODES, corrected="plan.paper_corrected"):
    """更正代录: the leader whose pen it was, once, within five working days. Returns the entry it corrects."""
    if not standing(by).holds(Post.HEAD, plan.unit_id):
        raise Refused(_("只有签批人本人可以更正代录的意见。"))
    return engine.check_can_correct_paper(plan, by, codes, corrected=corrected)


# --- the action's task list ------------------------------------------------------------------------
def check_can_answer_items(plan, by):
    """采纳、不采纳: the unit's 联络员, while the plan is written or carried out."""
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以答复任务清单的变化。"))
    if plan.status not in WRITABLE | {Status.EXECUTING}:
        raise Refused(_("方案当前为“%(state)s”，待起草、修改或实施时再答复。") % {"state": plan.label})


# --- the office ------------------------------------------------------------------------------------
def check_can_handle(plan, by, stage: str):
    """The office's clerk acts at a stage; nobody reviews a plan of their own unit."""
    _office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以办理。"))
    if _is_of_its_unit(plan, by) or plan.drafter_id == by.pk:
        raise Refused(_("不能审核本单位的方案，请由其他单位的同志办理。"))
    if plan.status != Status.REVIEWING or plan.stage != stage:
        raise Refused(_("方案当前为“%(state)s”，不在该环节。") % {"state": plan.label})


def check_can_receive(plan, by):
    check_can_handle(plan, by, "receive")


def check_can_review(plan, by):
    check_can_handle(plan, by, "first_review")


def check_can_settle(plan, by):
    """确认已落实: the reviewer in 初审, the chair while confirming amendments."""
    if plan.status == Status.CONFIRMING:
        check_can_confirm(plan, by)
    else:
        check_can_review(plan, by)


def check_can_answer(point, plan, by):
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以答复意见。"))
    if plan.status not in WRITABLE:
        raise Refused(_("方案已提交，答复不能再修改。"))
    if point.issued_at is None:
        raise Refused(_("该意见尚未告知本单位。"))


# --- after 原则通过 --------------------------------------------------------------------------------
def check_can_submit_amendments(plan, by):
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以报送修改稿。"))
    if plan.status != Status.AMENDING:
        raise Refused(_("方案不在修改环节。"))


def check_can_confirm(plan, by):
    """审定: the chair of the committee that approved in principle."""
    committee_id = routes.committee_id(plan.route_id)
    if not standing(by).chairs(committee_id):
        raise Refused(_("只有书记可以审定。"))
    if _is_of_its_unit(plan, by):
        raise Refused(_("不能审定本单位的方案。"))
    if plan.status != Status.CONFIRMING:
        raise Refused(_("方案不在审定环节。"))


# --- execution -------------------------------------------------------------------------------------
def check_can_watch_tasks(plan, by):
    """People of the unit see their tasks run."""
    if plan.unit_id not in standing(by).unit_ids:
        raise Refused(_("只有本单位人员填报进展。"))


def check_can_report(task, by):
    """The responsible person reports; the unit's 联络员 may record it for them (the trail says who)."""
    if task.plan.status != Status.EXECUTING:
        raise Refused(_("方案不在实施中，不能填报进展。"))
    if task.person_id != by.pk and not standing(by).holds(Post.LIAISON, task.plan.unit_id):
        raise Refused(_("只有该任务的责任人或本单位联络员可以填报进展。"))
    if task.done_on:
        raise Refused(_("该任务已办结。"))


def check_can_report_in_grid(plan, by):
    """批量填报: the 联络员 for every task, anybody else of the unit for their own."""
    if plan.status != Status.EXECUTING:
        raise Refused(_("方案不在实施中，不能填报进展。"))
    if standing(by).holds(Post.LIAISON, plan.unit_id):
        return
    if not plan.tasks.filter(person=by, done_on=None).exists():
        raise Refused(_("您在本方案中没有未办结的任务。"))


def check_can_add_evidence(task, by):
    if task.plan.status != Status.EXECUTING:
        raise Refused(_("方案不在实施中，不能添加佐证。"))
    if task.person_id != by.pk and not standing(by).holds(Post.LIAISON, task.plan.unit_id):
        raise Refused(_("只有该任务的责任人或本单位联络员可以添加佐证。"))


def check_can_answer_trouble(report, by):
    """A leader of the unit, or a delegate who has no part in the matter. In person before on behalf of another."""
    held, unit_id = standing(by), report.task.plan.unit_id
    found = [held.authority(post, unit_id) for post in (Post.DEPUTY, Post.HEAD)]
    authority = min(filter(None, found), key=lambda each: each.on_behalf_of is not None, default=None)
    if authority is None:
        raise Refused(_("只有本单位负责人或分管负责人可以答复协调事项。"))
    if report.answered_at:
        raise Refused(_("该事项已经答复。"))
    if authority.on_behalf_of and by.pk in {report.by_id, report.task.person_id}:
        raise Refused(_("您是该任务的责任人或填报人，不能受托答复，请由负责人本人办理。"))
    return authority


# --- acceptance ------------------------------------------------------------------------------------
def check_can_request_acceptance(plan, by):
    _authority(by, Post.LIAISON, plan.unit_id, _("只有本单位联络员可以申请验收。"), Errand.CLOSING)
    if plan.status != Status.EXECUTING:
        raise Refused(_("方案不在实施中。"))
    open_tasks = plan.tasks.filter(done_on=None).count()
    if open_tasks:
        raise Refused(_("还有%(n)d项任务没有办结，请先填报完成情况。") % {"n": open_tasks})
    check_no_adjustment_under_way(plan)


def check_no_adjustment_under_way(plan):
    """While a 调整申请 is being decided the plan goes neither to its acceptance nor out of force."""
    found = next((each for each in plan.adjustments.all() if each.status in ADJUSTMENT_UNDER_WAY), None)
    if found:
        raise Refused(
            _("方案有调整申请正在办理（%(state)s），请等待结果，或先撤销申请。") % {"state": found.label}
        )


def check_early_acceptance_is_explained(plan, words: str):
    """Work that is finished before it was to begin is not refused, but the group that accepts must read why."""
    ahead = tasks_ahead_of_start(plan)
    if ahead and not words.strip():
        sentence = _("以下任务还没有到开始时间：%(tasks)s。确已提前完成的，请在申请说明中写明。")
        raise Refused(sentence % {"tasks": _("、").join(ahead)}, field="words")


def check_can_compose_group(plan, by, *, visit=None):
    """The office's clerk; on a visit whoever begins it, with the group the office sent."""
    if visit is not None:
        visit_rules.check_can_begin(visit, by)
    else:
        _office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以组成验收组。"))
    if _is_of_its_unit(plan, by):
        raise Refused(_("不能安排本单位方案的验收，请由其他单位的同志办理。"))
    if plan.status != Status.ACCEPTING or plan.stage != "arrange":
        raise Refused(_("方案不在安排验收环节。"))


def check_can_change_group(plan, by):
    """调整验收组: the office's clerk, until the conclusion."""
    _office(by, Post.OFFICE_CLERK, _("只有工委办公室经办人可以调整验收组。"))
    if _is_of_its_unit(plan, by):
        raise Refused(_("不能安排本单位方案的验收，请由其他单位的同志办理。"))
    if plan.status != Status.ACCEPTING or plan.stage != "visit":
        raise Refused(_("方案不在验收环节。"))


def check_can_check(plan, by, group, *, on_paper: bool = False):
    """One of the group records findings. Returns for whom, when the clerk types in what the group wrote on paper."""
    if plan.status != Status.ACCEPTING or plan.stage != "visit":
        raise Refused(_("方案不在验收环节。"))
    return engine.check_is_in_group(plan, by, group, on_paper=on_paper)


def check_can_conclude(plan, by, group):
    """The leader of the group concludes, when every task has been checked."""
    check_can_check(plan, by, group)
    engine.check_leads_group(plan, by, group, plan.tasks.values_list("line", flat=True))


def check_can_register_signed(plan, by):
    _office(by, Post.RECORDS_CLERK, _("只有文书可以登记签字盖章件。"))
    if plan.status != Status.SIGNING:
        raise Refused(_("方案不在待签字盖章环节。"))


# --- papers on demand -----------------------------------------------------------------------------
def check_can_print_task_papers(plan, by):
    """任务书、时间表、作战图 are the unit's own papers, once the plan is approved."""
    held = standing(by)
    if not (held.holds(Post.LIAISON, plan.unit_id) or held.holds(Post.HEAD, plan.unit_id)):
        raise Refused(_("只有本单位联络员和单位负责人可以打印任务书、时间表和作战图。"))
    if plan.status not in APPROVED:
        raise Refused(_("方案批准后才能打印任务书、时间表和作战图。"))


def check_can_print_approval_form(plan, by):
    """审批表: the office, of a plan of another unit."""
    held = standing(by)
    if not (held.holds_in_office(Post.OFFICE_CLERK) or held.holds_in_office(Post.RECORDS_CLERK)):
        raise Refused(_("只有工委办公室经办人和文书可以打印审批表。"))
    if _is_of_its_unit(plan, by):
        raise Refused(_("不能办理本单位方案的审批表，请由其他单位的同志办理。"))
    if plan.status not in APPROVED:
        raise Refused(_("方案批准后才能打印审批表。"))


def check_can_draft_certificate(plan, by):
    """验收合格证书: off by default; 文书, of a plan that is closed."""
    if not settings.ACCEPTANCE_CERTIFICATE:
        raise Refused(_("验收合格证书没有启用，以验收意见书为准。"))
    _office(by, Post.RECORDS_CLERK, _("只有工委办公室文书可以起草验收合格证书。"))
    if plan.status != Status.CLOSED:
        raise Refused(_("方案办结后才能起草验收合格证书。"))


def check_can_draft_naming(plan, by):
    """命名证书: off by default; 文书, of a plan that is closed."""
    if not settings.NAMING_CERTIFICATE:
        raise Refused(_("命名证书没有启用，考评结果以通报为准。"))
    _office(by, Post.RECORDS_CLERK, _("只有工委办公室文书可以起草命名证书。"))
    if plan.status != Status.CLOSED:
        raise Refused(_("方案办结后才能起草命名证书。"))


# --- templates and actions -------------------------------------------------------------------------
def check_can_manage_templates(by):
    _office(by, Post.BUSINESS_ADMIN, _("只有工委业务管理员可以维护行动和模板。"))
