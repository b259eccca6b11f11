"""现在该做什么 with an item: what can be done at each status or stage, and the rule that says to whom.

One entry is one fragment templates/rectifications/now/NAME.html. Each story keeps its entries together.
"""

from django.utils.translation import gettext_lazy as _

from workflows.queries.now import Possibilities, Possible

from ..enums import Status
from ..rules import issuing

# --- 签收 -------------------------------------------------------------------------------------------
RECEIVE = Possible("receive", issuing.check_can_receive, _("请签收"))

AT: dict[str, tuple[Possible, ...]] = {
    Status.ISSUED: (RECEIVE,),
    Status.WORKING: (),
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
