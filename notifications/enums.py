"""Channels and what became of a sending."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    IN_APP = "in_app", _("站内")
    EMAIL = "email", _("电子邮件")
    ROBOT = "robot", _("群机器人")
    WEBHOOK = "webhook", _("短信和政务平台接口")
    PERSONAL = "personal", _("个人消息")


# What a rule may use beside the page; 个人消息 is each person's own choice.
CHOSEN_BY_RULE = (Channel.EMAIL, Channel.ROBOT, Channel.WEBHOOK)


class DeliveryState(models.TextChoices):
    """Outside sends cannot be exactly once: a crash between sending and sent is `unknown`, and we say so."""

    HELD = "held", _("待并入每日摘要")
    DUE = "due", _("待发送")
    SENDING = "sending", _("发送中")
    SENT = "sent", _("已发送")
    UNKNOWN = "unknown", _("结果不明")
    FAILED = "failed", _("发送失败")
    STOPPED = "stopped", _("已停发")


class GatewayKind(models.TextChoices):
    """Channels somebody sets up, administrators or (个人消息) a person; the values are those of Channel."""

    ROBOT = "robot", _("群机器人（企业微信、钉钉、飞书）")
    WEBHOOK = "webhook", _("接口（签名的webhook，用于短信、政务平台）")
    PERSONAL = "personal", _("个人消息（企业微信、钉钉、飞书）")


ROBOTS = (
    GatewayKind.ROBOT,
    GatewayKind.PERSONAL,
)  # addresses of apprise, which cannot be asked what became of a message
FOR_ALL = (GatewayKind.ROBOT, GatewayKind.WEBHOOK)


class Mail(models.TextChoices):
    """电子邮件 as a person wants it."""

    AT_ONCE = "at_once", _("逐条发送")
    DAILY = "daily", _("每日一封摘要")
    OFF = "off", _("不发送")
