"""现在该做什么 with a plan: what can be done at each stage or status, and the rule that says to whom."""

from django.utils.translation import gettext_lazy

from workflows import rules as meeting_rules
from workflows.answering import check_can_answer
from workflows.queries.acceptance import group_of_open_round
from workflows.queries.now import Possibilities, Possible

from .. import rules, voiding
from ..enums import Status


def _secretary(plan, by):
    meeting_rules.check_can_hold_meetings(by)


def _in_group(plan, by):
    rules.check_can_check(plan, by, group_of_open_round(plan))


AT: dict[str, tuple[Possible, ...]] = {
    Status.DRAFTING: (Possible("draft", rules.check_can_submit, gettext_lazy("请写好方案，提交本单位审核")),),
    Status.UNIT_REVIEW: (
        Possible("agree", rules.check_can_agree, gettext_lazy("请审核方案，决定是否同意报送")),
        Possible("paper", rules.check_can_record_paper, gettext_lazy("等待单位负责人审核")),
        Possible("withdraw", rules.check_can_withdraw, gettext_lazy("等待单位负责人审核")),
    ),
    "receive": (
        Possible("receive", rules.check_can_receive, gettext_lazy("请签收方案")),
        Possible("withdraw", rules.check_can_withdraw, gettext_lazy("已报送，等待签收")),
    ),
    "first_review": (Possible("review", rules.check_can_review, gettext_lazy("请按四项标准初审")),),
    "meeting": (Possible("meeting", _secretary, gettext_lazy("请列入议题")),),
    # A stage of the route that asks its people (workflows.answering); the duties have their own entries above.
    Status.REVIEWING: (Possible("answer", check_can_answer, gettext_lazy("请您表态")),),
    Status.REVISING: (Possible("revise", rules.check_can_submit, gettext_lazy("请按意见修改后重报")),),
    Status.AMENDING: (
        Possible("amend", rules.check_can_submit_amendments, gettext_lazy("请按修改要求修改后报审定")),
    ),
    Status.CONFIRMING: (Possible("confirm", rules.check_can_confirm, gettext_lazy("请审定修改稿")),),
    Status.EXECUTING: (
        Possible(
            "request_acceptance", rules.check_can_request_acceptance, gettext_lazy("任务已办结，请申请验收")
        ),
        Possible("execute", rules.check_can_watch_tasks, gettext_lazy("正在实施")),
    ),
    "arrange": (Possible("compose", rules.check_can_compose_group, gettext_lazy("请组成验收组")),),
    "visit": (
        Possible("check", _in_group, gettext_lazy("请核查验收")),
        Possible("regroup", rules.check_can_change_group, gettext_lazy("验收组正在核查")),
    ),
    Status.SIGNING: (Possible("sign", rules.check_can_register_signed, gettext_lazy("请登记签字盖章件")),),
}

POSSIBILITIES = Possibilities(
    at=AT,
    always=(
        Possible("voiding", voiding.check_can_decide, gettext_lazy("请审批作废、终止申请")),
        Possible("correct", rules.check_can_correct_paper, gettext_lazy("代录有误时可以更正")),
    ),
    finished={
        Status.CLOSED: gettext_lazy("方案已办结"),
        Status.REJECTED: gettext_lazy("方案不予通过"),
        Status.VOIDED: gettext_lazy("方案已作废"),
        Status.STOPPED: gettext_lazy("方案已终止"),
    },
    undated=frozenset({Status.EXECUTING}),
)
