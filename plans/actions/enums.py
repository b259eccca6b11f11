"""States, sections and words of plans."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Status(models.TextChoices):
    """状态: one per node of the flow (flow.py); while REVIEWING or ACCEPTING the stage's label is shown instead."""

    DRAFTING = "drafting", _("草稿")
    UNIT_REVIEW = "unit_review", _("本单位审核")
    REVIEWING = "reviewing", _("审核中")
    REVISING = "revising", _("退回修改")
    AMENDING = "amending", _("原则同意待修改")
    CONFIRMING = "confirming", _("待审定")
    EXECUTING = "executing", _("实施中")
    ACCEPTING = "accepting", _("验收中")
    SIGNING = "signing", _("待签字盖章")
    CLOSED = "closed", _("已办结")
    REJECTED = "rejected", _("不予通过")
    VOIDED = "voided", _("已作废")
    STOPPED = "stopped", _("已终止")


# The unit writes while the plan is in one of these; autosave after that is refused calmly.
WRITABLE = frozenset({Status.DRAFTING, Status.REVISING, Status.AMENDING})
# Nothing more is done to it.
ENDED = frozenset({Status.CLOSED, Status.REJECTED, Status.VOIDED, Status.STOPPED})
# From here on the plan is approved and its tasks run.
RUNNING = frozenset({Status.EXECUTING, Status.ACCEPTING, Status.SIGNING, Status.CLOSED})
# It was approved: what it says is that version. What was ended on the way (终止) is read as it was, and counted nowhere.
APPROVED = RUNNING | {Status.STOPPED}


class Ending(models.TextChoices):
    """How a plan ends before its time: as if it had never been, or from a day on."""

    VOID = "void", _("作废")
    STOP = "stop", _("终止")


class AdjustmentStatus(models.TextChoices):
    """Where a 调整申请 is: one per node of its flow. The first four are called as those of a plan, so that the plan's rules serve both."""

    DRAFTING = "drafting", _("草稿")
    UNIT_REVIEW = "unit_review", _("本单位审核")
    REVIEWING = "reviewing", _("审核中")
    REVISING = "revising", _("退回修改")
    ADOPTED = "adopted", _("已同意调整")
    REJECTED = "rejected", _("不予通过")
    DROPPED = "dropped", _("已撤销")


ADJUSTMENT_ENDED = frozenset({AdjustmentStatus.ADOPTED, AdjustmentStatus.REJECTED, AdjustmentStatus.DROPPED})
# It has been handed in and is neither decided nor given up: the plan neither ends nor goes to its acceptance meanwhile.
ADJUSTMENT_UNDER_WAY = frozenset(
    {AdjustmentStatus.UNIT_REVIEW, AdjustmentStatus.REVIEWING, AdjustmentStatus.REVISING}
)


class PlanKind(models.TextChoices):
    """专项部署 ≤ 4,000 字, 综合性 ≤ 5,000 字: advice, never a block."""

    SPECIAL = "special", _("专项部署")
    GENERAL = "general", _("综合性")


class ApprovalWay(models.TextChoices):
    """审定方式: who decides over the plans of an action; the conditions of a route's stages ask for it."""

    COMMITTEE = "committee", _("工委会审议")
    LEADER = "leader", _("分管领导审定")
    OFFICE = "office", _("办公室审核")
    RECORD = "record", _("备案")


LENGTH_ADVICE = {PlanKind.SPECIAL: 4000, PlanKind.GENERAL: 5000}


class SectionKey(models.TextChoices):
    REQUIREMENTS = "requirements", _("总体要求")
    PRINCIPLES = "principles", _("基本原则")
    TARGETS = "targets", _("目标任务")
    STEPS = "steps", _("实施步骤")
    ORGANISATION = "organisation", _("组织领导")


class GroupRole(models.TextChoices):
    """领导小组: who leads, who helps, who belongs."""

    LEADER = "leader", _("组长")
    VICE = "vice", _("副组长")
    MEMBER = "member", _("成员")


class ReportKind(models.TextChoices):
    """The three buttons of progress."""

    PROGRESS = "progress", _("有进展")
    NOTHING = "nothing", _("无变化")
    TROUBLE = "trouble", _("遇到困难、需协调")


class DataSource(models.TextChoices):
    TYPED = "typed", _("填报")
    SYSTEM = "system", _("系统取数")


MILESTONES_PER_TASK = 6
