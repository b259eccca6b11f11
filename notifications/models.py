"""Notices in people's inboxes, and the proof of each sending."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.enums import Circle

from .enums import Channel, DeliveryState, GatewayKind, Mail


class Notice(models.Model):
    """待阅: one message to one person about one subject. Part of the transaction that caused it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    event = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.FEEDBACK)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    mandatory = models.BooleanField(_("必达"), default=False)  # it reached the person whatever was chosen
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("通知")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="notice_by_person"),
            models.Index(fields=["recipient"], condition=Q(read_at=None), name="notice_unread"),
        ]

    def __str__(self):
        return self.text


class Gateway(models.Model):
    """外部渠道: a group robot, an interface that signed messages are sent to, or one `person`'s own robot (个人消息).

    Its address and key are sealed and never shown. With a `unit` it gets what concerns that unit alone. `shown` is as much of the address as anybody may read.
    """

    kind = models.CharField(_("渠道"), max_length=10, choices=GatewayKind)
    name = models.CharField(_("名称"), max_length=60)
    unit = models.ForeignKey(
        "units.Unit",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("只发这个单位的"),
    )
    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+"
    )
    sealed = models.TextField()
    shown = models.CharField(max_length=100)
    active = models.BooleanField(_("启用"), default=False)
    tested_at = models.DateTimeField(null=True)
    tested_well = models.BooleanField(default=False)
    tested_words = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("外部渠道")
        ordering = ["id"]

    def __str__(self):
        return self.name


class Preference(models.Model):
    """通知方式: how one person wants to be told, within what the administrator allows."""

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    mail = models.CharField(_("电子邮件"), max_length=10, choices=Mail, default=Mail.AT_ONCE)
    leader_digest = models.BooleanField(_("每日收到本单位到期情况摘要"), default=False)

    class Meta:
        verbose_name = _("通知方式")

    def __str__(self):
        return f"{self.person_id} {self.mail}"


class ChannelPolicy(models.Model):
    """渠道设置: what people may choose for themselves. One row, from the first change on."""

    may_daily = models.BooleanField(_("个人可以改收每日摘要"), default=True)
    may_off = models.BooleanField(_("个人可以关闭邮件（必达的除外）"), default=True)
    may_personal = models.BooleanField(_("个人可以接收企业微信、钉钉、飞书个人消息"), default=False)

    class Meta:
        verbose_name = _("渠道设置")

    def __str__(self):
        return f"{self.may_daily} {self.may_off}"


class Delivery(models.Model):
    """送达记录: one sending of one notice over one channel, and what became of it."""

    key = models.CharField(max_length=200, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
    gateway = models.ForeignKey(Gateway, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=200, blank=True)
    title = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=DeliveryState, default=DeliveryState.DUE)
    message_id = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)
    created = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("送达记录")
        indexes = [
            models.Index(fields=["-created"], name="delivery_newest"),
            models.Index(fields=["id"], condition=Q(state="held"), name="delivery_held"),
        ]

    def __str__(self):
        return self.key
