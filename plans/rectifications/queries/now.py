"""现在该做什么 with an item: what can be done at each status or stage, and the rule that says to whom.

One entry is one fragment templates/rectifications/now/NAME.html. Each story keeps its entries together.
"""

from django.utils.translation import gettext_lazy as _

from workflows.queries.now import Possibilities, Possible

from ..enums import Status
from ..rules import handing_back, issuing, lateness, measures

# --- 签收、退办 -------------------------------------------------------------------------------------
RECEIVE = Possible("receive", issuing.check_can_receive, _("请签收"))
ANSWER_HAND_BACK = Possible("answer_hand_back", handing_back.check_can_answer, _("请答复退办申请"))
SECOND = Possible("second", handing_back.check_can_second, _("请确认查否结案"))
# --- 措施、逾期说明 ---------------------------------------------------------------------------------
ANSWER_LATENESS = Possible("answer_lateness", lateness.check_can_answer, _("请答复逾期说明"))
EXPLAIN = Possible("explain", lateness.check_can_explain, _("已超过整改时限，请提交逾期说明"))
COORDINATE = Possible("coordinate", measures.check_can_coordinate, _("请协调整改事项"))
PLAN = Possible("plan", measures.check_can_plan, _("请制定措施并填报进展"))

AT: dict[str, tuple[Possible, ...]] = {
    Status.ISSUED: (RECEIVE,),
    Status.HANDED_BACK: (ANSWER_HAND_BACK, SECOND),
    Status.WORKING: (EXPLAIN, ANSWER_LATENESS, COORDINATE, PLAN),
    # 延期、终止: by stage (unit_sign, approve, consent, approve_stop).
    # 销号: by stage (unit_confirm … at_source), see chain.py.
    # 回头看、年检: CLOSED, LONG_TERM.
}
# Wherever the item stands.
ALWAYS: tuple[Possible, ...] = ()

POSSIBILITIES = Possibilities(
    at=AT,
    always=ALWAYS,
    finished={
        Status.UNFOUNDED: _("查否结案，不再办理"),
        Status.MERGED: _("已并入其他整改事项"),
        Status.STOPPED: _("已终止"),
    },
)
