"""误传处置: one report that a file may be classified, and what was done about it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile

from ..enums import MisfiledDecision, MisfiledState


class Misfiled(models.Model):
    """疑似涉密文件: hidden from the moment it was reported. `sealed` are the words that were taken away, readable by nobody;
    `packages` the digests of packages that hold it; `stopped` in words what was stopped on its way; `sent` which messages
    had left with its name, over which channel."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reported_at = models.DateTimeField()
    address = models.CharField(max_length=45, blank=True)
    words = models.CharField(_("情况说明"), max_length=300, blank=True)
    report_due = models.DateTimeField(_("报告时限"))
    sealed = models.TextField()
    packages = models.JSONField(default=list)
    stopped = models.JSONField(default=list)
    sent = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=MisfiledState, default=MisfiledState.HIDDEN)
    decision = models.CharField(_("处置"), max_length=10, choices=MisfiledDecision, blank=True)
    number = models.CharField(_("书面通知文号"), max_length=60, blank=True)
    issuer = models.CharField(_("出具机关"), max_length=100, blank=True)
    issued_on = models.DateField(_("通知日期"), null=True)
    first_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    first_at = models.DateTimeField(null=True)
    second_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    second_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("误传处置")
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["file"],
                condition=models.Q(state__in=["hidden", "ordered"]),
                name="one_open_report_a_file",
            )
        ]

    def __str__(self):
        return self.key

    @property
    def key(self) -> str:
        return f"misfiled:{self.pk}"
