"""批注: what people of the unit say to each other about a section or a task while the plan is being written."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .plans import Plan


class Comment(models.Model):
    """批注 at a section (its key), a task (its line) or the whole (""); of the unit alone, settled by its writer or the 联络员."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="comments")
    line = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("批注"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("批注")
        ordering = ["id"]
        indexes = [models.Index(fields=["plan", "id"], name="comment_by_plan")]

    def __str__(self):
        return f"{self.plan_id}/{self.line}"
