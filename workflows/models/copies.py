"""抄送: what was sent to somebody to be read, and when they read it (已阅)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Copy(models.Model):
    """One subject sent to one person to read. Whoever gets it could see it before: a copy widens nothing."""

    subject = models.CharField(max_length=60)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    words = models.CharField(_("附言"), max_length=300, blank=True)
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="copies")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("抄送")
        indexes = [
            models.Index(fields=["recipient", "-id"], name="copy_by_person"),
            models.Index(fields=["recipient", "-id"], condition=Q(read_at=None), name="copy_unread"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "recipient"], condition=Q(read_at=None), name="one_unread_copy"
            )
        ]

    def __str__(self):
        return f"{self.subject}→{self.recipient_id}"
