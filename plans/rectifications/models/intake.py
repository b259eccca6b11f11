"""批量交办: rows that somebody checked and confirmed, given out by a worker."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeJob(models.Model):
    """批量交办. `rows` as they were confirmed; the first `done` of them have been dealt with: given out, or in `failed`.

    `key` is the confirmation: pressed twice it is still one job. `error`: why it stands still, until somebody continues it.
    """

    key = models.CharField(max_length=64, unique=True)
    name = models.CharField(_("来源"), max_length=150)
    rows = models.JSONField()
    total = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    failed = models.JSONField(default=list)  # [{"row": 7, "problem": "…", "sentence": "…"}]
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("批量交办")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.name} {self.done}/{self.total}"

    @property
    def trail_key(self) -> str:
        """The name of its trail."""
        return f"intake:{self.pk}"

    @property
    def given_out(self) -> int:
        """How many of its rows have become items."""
        return self.done - len(self.failed)
