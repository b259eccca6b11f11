"""Kinds of papers and where one stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """The keys are those of documents.papers.PAPERS."""

    ACCEPTANCE_OPINION = "acceptance_opinion", _("验收意见书")
    SIGNING_SLIP = "signing_slip", _("送审签")
    REVIEW_OPINION = "review_opinion", _("方案审核意见书")
    TASK_SHEET = "task_sheet", _("任务书")


class DocumentState(models.TextChoices):
    RENDERING = "rendering", _("正在生成")
    READY = "ready", _("已生成，待签章")
    SIGNED = "signed", _("已签字盖章")
    FAILED = "failed", _("生成失败")
