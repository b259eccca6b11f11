"""提醒范围 and the words of 督办通知单."""

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
