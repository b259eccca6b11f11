"""暂停: a matter on its route that rests, and what waited for whom when it was stopped."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process


class Pause(models.Model):
    """One rest of one process. `kept` are the assignments that lapsed, each with the working days that were left of its limit."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="pauses")
    subject = models.CharField(max_length=60)
    kept = models.JSONField(default=list)
    reason = models.CharField(_("暂停原因"), max_length=500)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    resumed_at = models.DateTimeField(null=True)
    resumed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("暂停")
        constraints = [
            models.UniqueConstraint(
                fields=["process"], condition=Q(resumed_at=None), name="one_pause_at_a_time"
            )
        ]

    def __str__(self):
        return self.subject
