"""提醒范围, the words of 督办通知单 and of 考评结果通报."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Scope(models.TextChoices):
    """提醒范围: what kind of waiting matter a rule speaks of (plans/supervision/scopes.py)."""

    ALL = "all", _("全部待办")
    PLAN = "plan", _("方案编报")
    REVIEW = "review", _("审核环节")
    TASK = "task", pgettext_lazy("navigation", "任务")
    ITEM = "item", _("整改事项")
    MEASURE = "measure", _("整改措施")
    EXTENSION = "extension", _("延期审批")
    LOOK_BACK = "look_back", _("回头看")
    ANNUAL = "annual", _("年检")
    RECEIPT = "receipt", _("督办回执")


class Moment(models.TextChoices):
    """Before the due day, on it, or after it."""

    BEFORE = "before", _("到期前")
    ON = "on", _("到期当日")
    AFTER = "after", _("逾期后")


class Colour(models.TextChoices):
    """督办通知单 by how serious it is; each on a written condition (queries/conditions.py)."""

    BLUE = "blue", _("蓝色督办")
    ORANGE = "orange", _("橙色督办")
    RED = "red", _("红色督办")


LEVELS = {Colour.BLUE: 1, Colour.ORANGE: 2, Colour.RED: 3}


class OrderState(models.TextChoices):
    """Where a 督办通知单 stands; said by its dates, never by a column of its own."""

    DRAFT = "draft", _("拟发")
    SUBMITTED = "submitted", _("待签发")
    ISSUED = "issued", _("已发出，待回执")
    ANSWERED = "answered", _("已回执")
    LAPSED = "lapsed", _("自动失效")
    DROPPED = "dropped", _("不予发出")


class Signer(models.TextChoices):
    """签发人: which post of the office agrees before a 督办通知单 leaves. The values are posts."""

    OFFICE_HEAD = "office_head", _("办公室负责人")
    DEPUTY = "deputy", _("分管领导")


class Grade(models.TextChoices):
    """等次, as the office decided it."""

    EXCELLENT = "excellent", _("优秀")
    GOOD = "good", _("良好")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")


class NoticeState(models.TextChoices):
    """Where a 考评结果通报 stands; said by its newest paper, never by a column of its own."""

    WRITING = "writing", _("拟写中")
    SAMPLE = "sample", _("样稿待出具")
    ISSUED = "issued", _("已出具")
    VOID = "void", _("已作废")
