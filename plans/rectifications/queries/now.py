"""现在该做什么 with an item: what can be done at each status or stage, and the rule that says to whom.

One entry is one fragment templates/rectifications/now/NAME.html. Each story keeps its entries together.
"""

from django.utils.translation import gettext_lazy as _

from workflows.answering import check_can_answer
from workflows.queries.acceptance import group_of_open_round
from workflows.queries.now import Possibilities, Possible

from .. import chain
from ..enums import Status
from ..rules import (
    closing,
    extension,
    handing_back,
    issuing,
    lateness,
    look_back,
    measures,
    stopping,
)


def _in_group(item, by):
    closing.check_can_check(item, by, group_of_open_round(item))


def _records_paper(item, by):
    closing.check_can_record_paper(item, by)


# --- 签收、退办 -------------------------------------------------------------------------------------
RECEIVE = Possible("receive", issuing.check_can_receive, _("请签收"))
ANSWER_HAND_BACK = Possible("answer_hand_back", handing_back.check_can_answer, _("请答复退办申请"))
SECOND = Possible("second", handing_back.check_can_second, _("请确认查否结案"))
# --- 措施、逾期说明 ---------------------------------------------------------------------------------
ANSWER_LATENESS = Possible("answer_lateness", lateness.check_can_answer, _("请答复逾期说明"))
EXPLAIN = Possible("explain", lateness.check_can_explain, _("已超过整改时限，请提交逾期说明"))
COORDINATE = Possible("coordinate", measures.check_can_coordinate, _("请协调整改事项"))
PLAN = Possible("plan", measures.check_can_plan, _("请制定措施并填报进展"))
# --- 延期、终止 -------------------------------------------------------------------------------------
EXTEND = Possible("extend", extension.check_can_ask, _("请制定措施并填报进展"))
SIGN_EXTENSION = Possible("sign_extension", extension.check_can_sign, _("请审核延期申请"))
WITHDRAW_EXTENSION = Possible("withdraw_extension", extension.check_can_withdraw, _("等待单位负责人签字"))
ANSWER_EXTENSION = Possible("answer_extension", extension.check_can_answer, _("请审批延期申请"))
STOP = Possible("stop", stopping.check_can_ask, _("正在整改"))
ANSWER_STOP = Possible("answer_stop", stopping.check_can_answer, _("请审批终止申请"))
# --- 销号 -------------------------------------------------------------------------------------------
APPLY = Possible("apply", closing.check_can_apply, _("措施已全部确认，请申请销号"))
RETURNED = Possible("returned", closing.check_was_returned, _("已退回，请按退回理由重新办理"))
RELAPSED = Possible("relapsed", closing.check_has_relapsed, _("问题反弹，请重新整改"))
CONFIRM = Possible("review", closing.check_can_confirm, _("请确认是否同意申请销号"))
WITHDRAW = Possible("withdraw", closing.check_can_withdraw, _("等待单位负责人确认"))
REVIEW = Possible("review", closing.check_can_pass, _("请审核销号申请"))
ARRANGE = Possible("arrange", closing.check_can_compose_group, _("请组成验收组"))
CHECK = Possible("check", _in_group, _("请核查验收"))
REGROUP = Possible("regroup", closing.check_can_change_group, _("验收组正在核查"))
DECIDED_ON_PAPER = Possible("paper", _records_paper, _("等待分管领导审定"))
TABLE = Possible("meeting", closing.check_waits_for_meeting, _("请列入议题"))
PUBLICITY = Possible("publicity", closing.check_can_record_objection, _("正在公示"))
AT_SOURCE = Possible("at_source", closing.check_can_record_source, _("请登记来源单位销号决定"))
# A stage that was built into the route and asks its people (workflows.answering).
ANSWER = Possible("answer", check_can_answer, _("请您表态"))
# --- 回头看 -----------------------------------------------------------------------------------------
LOOK_BACK = Possible("look_back", look_back.check_is_due, _("请开展回头看"))
UNPLANNED = Possible("look_back", look_back.check_is_unplanned, _("已销号，必要时可以回头看"))

AT: dict[str, tuple[Possible, ...]] = {
    Status.ISSUED: (RECEIVE,),
    Status.HANDED_BACK: (ANSWER_HAND_BACK, SECOND),
    Status.WORKING: (EXPLAIN, ANSWER_LATENESS, COORDINATE, APPLY, RETURNED, RELAPSED, PLAN, EXTEND, STOP),
    # 延期、终止
    chain.SIGN: (SIGN_EXTENSION, WITHDRAW_EXTENSION),
    chain.APPROVE: (ANSWER_EXTENSION,),
    chain.CONSENT: (ANSWER_EXTENSION,),
    "approve_stop": (ANSWER_STOP,),
    # 销号
    chain.CONFIRM: (CONFIRM, WITHDRAW),
    chain.AUDIT: (REVIEW,),
    chain.FIRST_REVIEW: (REVIEW,),
    chain.RECHECK: (REVIEW,),
    chain.ARRANGE: (ARRANGE,),
    chain.VISIT: (CHECK, REGROUP),
    chain.DECIDE: (REVIEW, DECIDED_ON_PAPER),
    chain.MEETING: (TABLE,),
    chain.PUBLICITY: (PUBLICITY,),
    chain.AT_SOURCE: (AT_SOURCE,),
    Status.CLOSING: (ANSWER,),
    # 回头看、年检
    Status.CLOSED: (LOOK_BACK, UNPLANNED),
    Status.LONG_TERM: (LOOK_BACK,),
}
# Wherever the item stands.
ALWAYS: tuple[Possible, ...] = (
    Possible("correct", closing.check_can_correct_paper, _("代录有误时可以更正")),
)

POSSIBILITIES = Possibilities(
    at=AT,
    always=ALWAYS,
    finished={
        Status.UNFOUNDED: _("查否结案，不再办理"),
        Status.MERGED: _("已并入其他整改事项"),
        Status.STOPPED: _("已终止"),
    },
    resting={
        Status.CLOSED: _("已销号"),
        Status.LONG_TERM: _("长期坚持，每年检查"),
    },
)
