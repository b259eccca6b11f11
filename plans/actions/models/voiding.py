"""作废申请、终止申请: a plan is to count no longer, or to be carried out no further; asked with a reason, decided by another person."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Ending
from .plans import Plan


class Voiding(models.Model):
    """作废申请, 终止申请 of one plan; `granted` is null until it is decided."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="voidings")
    kind = models.CharField(max_length=10, choices=Ending, default=Ending.VOID)
    reason = models.CharField(_("理由"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(_("同意"), null=True)
    words = models.CharField(_("意见"), max_length=500, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("作废申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan"], condition=Q(granted=None), name="one_open_voiding")
        ]

    def __str__(self):
        return f"{self.plan_id} {self.granted}"
