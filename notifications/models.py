"""Notices in people's inboxes, and the proof of each sending."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.enums import Circle

from .enums import Channel, DeliveryState


class Notice(models.Model):
    """待阅: one message to one person about one subject. Part of the transaction that caused it."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="notices")
    event = models.CharField(max_length=60)
    text = models.CharField(max_length=300)
    url = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=60, blank=True)
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.FEEDBACK)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
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


class Delivery(models.Model):
    """送达记录: one sending of one notice over one channel, and what became of it."""

    key = models.CharField(max_length=200, unique=True)
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="deliveries")
    channel = models.CharField(max_length=10, choices=Channel)
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
        indexes = [models.Index(fields=["-created"], name="delivery_newest")]

    def __str__(self):
        return self.key
