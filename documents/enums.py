"""Kinds of papers and where one stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """The keys are those of documents.papers.PAPERS."""

    ACCEPTANCE_OPINION = "acceptance_opinion", _("验收意见书")
    VISIT_OPINION = "visit_opinion", _("验收意见书（现场验收）")
    CHECK_SHEET = "check_sheet", _("现场核查表")
    SIGNING_SLIP = "signing_slip", _("送审签")
    REVIEW_OPINION = "review_opinion", _("方案审核意见书")
    TASK_SHEET = "task_sheet", _("任务书")
    CLOSING_APPROVAL = "closing_approval", _("整改销号申请审批表")
    CLOSING_CONFIRMATION = "closing_confirmation", _("整改销号确认单")
    RESEARCH_FEEDBACK = "research_feedback", _("调研反馈单")
    LEDGER_INSPECTION = "ledger_inspection", _("整改台账（巡察组版）")
    LEDGER_LEADERS = "ledger_leaders", _("整改台账（领导版）")


class DocumentState(models.TextChoices):
    RENDERING = "rendering", _("正在生成")
    READY = "ready", _("已生成，待签章")
    SIGNED = "signed", _("已签字盖章")
    FAILED = "failed", _("生成失败")
