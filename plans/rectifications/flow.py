"""整改: from the problem given out to its closing, and back when it returns. The table of contents of an item's life."""

from viewflow import this
from viewflow.workflow import Flow

from workflows.enums import Outcome
from workflows.locks import ProcessLock
from workflows.steps import Begin, Finish, Step

from .enums import Status


class RectificationFlow(Flow):
    """整改事项: 交办 → 签收 → 整改 → 申请销号 → 已销号 (or 长期坚持); 反弹 opens it again."""

    process_title = "整改事项"
    lock_impl = ProcessLock()

    begin = Begin().Next(this.issued)

    issued = Step(Status.ISSUED).On(Outcome.RECEIVED, this.working).On(Outcome.HANDED_BACK, this.handed_back)

    # 退办 is no black mark; the office answers 改派/会商, 维持交办, 并案 or 查否结案.
    handed_back = (
        Step(Status.HANDED_BACK)
        .On(Outcome.UPHELD, this.issued)
        .On(Outcome.REASSIGNED, this.issued)
        .On(Outcome.MERGED, this.merged)
        .On(Outcome.UNFOUNDED, this.unfounded)
    )

    # 整改中; after a relapse it is called 问题反弹、重新整改 (Item.reopened_on).
    working = (
        Step(Status.WORKING)
        .On(Outcome.EXTENSION_ASKED, this.extending)
        .On(Outcome.SUBMITTED, this.closing)
        .On(Outcome.STOP_ASKED, this.stopping)
    )

    # Inside: the route item.extension, 单位负责人签字 → 办公室审批 or 来源单位同意.
    extending = (
        Step(Status.EXTENDING)
        .On(Outcome.AGREED, this.working)
        .On(Outcome.REJECTED, this.working)
        .On(Outcome.WITHDRAWN, this.working)
    )

    # Inside: the route item.stopping, 办公室负责人审批.
    stopping = Step(Status.STOPPING).On(Outcome.STOPPED, this.stopped).On(Outcome.REJECTED, this.working)

    # Inside: the route item.closing, of which each item takes the stages of its chain (chain.py).
    closing = (
        Step(Status.CLOSING)
        .On(Outcome.CLOSED, this.closed)
        .On(Outcome.LONG_TERM, this.long_term)
        .On(Outcome.RETURNED, this.working)
        .On(Outcome.TO_IMPROVE, this.working)
        .On(Outcome.NOT_ACCEPTED, this.working)
        .On(Outcome.WITHDRAWN, this.working)
    )

    # 已销号 waits for its 回头看: 巩固 stays, 反弹 opens the item once more.
    closed = Step(Status.CLOSED).On(Outcome.RELAPSED, this.working)

    # 长期坚持 has its annual check and never counts as 已销号.
    long_term = Step(Status.LONG_TERM).On(Outcome.RELAPSED, this.working)

    merged = Finish(Status.MERGED)
    unfounded = Finish(Status.UNFOUNDED)
    stopped = Finish(Status.STOPPED)
