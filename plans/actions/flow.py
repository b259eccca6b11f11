"""实施方案: from the draft to the signed acceptance, and 调整申请 beside it. The tables of contents of their lives."""

from viewflow import this
from viewflow.workflow import Flow

from workflows.enums import Outcome
from workflows.locks import ProcessLock
from workflows.steps import Begin, Finish, Step

from .enums import AdjustmentStatus, Status


class PlanFlow(Flow):
    """实施方案: drafting → the unit's own review → the committee's review → execution → acceptance → signed and closed."""

    process_title = "实施方案"
    lock_impl = ProcessLock()

    begin = Begin().Next(this.drafting)

    drafting = Step(Status.DRAFTING).On(Outcome.SUBMITTED, this.unit_review).On(Outcome.VOIDED, this.voided)

    unit_review = (
        Step(Status.UNIT_REVIEW)
        .On(Outcome.AGREED, this.reviewing)
        .On(Outcome.RETURNED, this.revising)
        .On(Outcome.WITHDRAWN, this.drafting)
        .On(Outcome.VOIDED, this.voided)
    )

    # Inside: the route plan.review, 签收 → 初审 → 上会 as published (workflows.routes).
    reviewing = (
        Step(Status.REVIEWING)
        .On(Outcome.APPROVED, this.executing)
        .On(Outcome.IN_PRINCIPLE, this.amending)
        .On(Outcome.RETURNED, this.revising)
        .On(Outcome.REJECTED, this.rejected)
        .On(Outcome.WITHDRAWN, this.drafting)
        .On(Outcome.VOIDED, this.voided)
    )

    revising = Step(Status.REVISING).On(Outcome.SUBMITTED, this.unit_review).On(Outcome.VOIDED, this.voided)

    amending = Step(Status.AMENDING).On(Outcome.SUBMITTED, this.confirming).On(Outcome.VOIDED, this.voided)

    confirming = (
        Step(Status.CONFIRMING)
        .On(Outcome.CONFIRMED, this.executing)
        .On(Outcome.RETURNED, this.amending)
        .On(Outcome.VOIDED, this.voided)
    )

    executing = (
        Step(Status.EXECUTING)
        .On(Outcome.SUBMITTED, this.accepting)
        .On(Outcome.VOIDED, this.voided)
        .On(Outcome.STOPPED, this.stopped)
    )

    # Inside: the route plan.acceptance, 安排验收 → 验收.
    accepting = (
        Step(Status.ACCEPTING)
        .On(Outcome.ACCEPTED, this.signing)
        .On(Outcome.TO_IMPROVE, this.executing)
        .On(Outcome.NOT_ACCEPTED, this.executing)
    )

    signing = Step(Status.SIGNING).On(Outcome.SIGNED, this.closed)

    closed = Finish(Status.CLOSED)
    rejected = Finish(Status.REJECTED)
    voided = Finish(Status.VOIDED)
    stopped = Finish(Status.STOPPED)


class AdjustmentFlow(Flow):
    """调整申请: drafting → the unit's own review → whoever approved the plan → a new version of it."""

    process_title = "调整申请"
    lock_impl = ProcessLock()

    begin = Begin().Next(this.drafting)

    drafting = (
        Step(AdjustmentStatus.DRAFTING)
        .On(Outcome.SUBMITTED, this.unit_review)
        .On(Outcome.WITHDRAWN, this.dropped)
    )

    unit_review = (
        Step(AdjustmentStatus.UNIT_REVIEW)
        .On(Outcome.AGREED, this.reviewing)
        .On(Outcome.RETURNED, this.revising)
        .On(Outcome.WITHDRAWN, this.drafting)
    )

    # Inside: the route on which its plan was approved.
    reviewing = (
        Step(AdjustmentStatus.REVIEWING)
        .On(Outcome.APPROVED, this.adopted)
        .On(Outcome.RETURNED, this.revising)
        .On(Outcome.REJECTED, this.rejected)
        .On(Outcome.WITHDRAWN, this.drafting)
    )

    revising = (
        Step(AdjustmentStatus.REVISING)
        .On(Outcome.SUBMITTED, this.unit_review)
        .On(Outcome.WITHDRAWN, this.dropped)
    )

    adopted = Finish(AdjustmentStatus.ADOPTED)
    rejected = Finish(AdjustmentStatus.REJECTED)
    dropped = Finish(AdjustmentStatus.DROPPED)
