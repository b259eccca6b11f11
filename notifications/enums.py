"""Channels and what became of a sending."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    IN_APP = "in_app", _("站内")
    EMAIL = "email", _("电子邮件")


class DeliveryState(models.TextChoices):
    """Outside sends cannot be exactly once: a crash between sending and sent is `unknown`, and we say so."""

    DUE = "due", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    UNKNOWN = "unknown", _("结果不明")
    FAILED = "failed", _("发送失败")
