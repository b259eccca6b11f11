"""佐证: a unit's library of files; one file may serve many tasks and items."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile


class Evidence(models.Model):
    """佐证材料: a file in a unit's library. `dated` is the day of the evidence, not of the upload."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    about = models.CharField(_("说明"), max_length=200, blank=True)
    dated = models.DateField(_("佐证日期"))
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    words_of_files = {"file": ("name", "about")}

    class Meta:
        verbose_name = _("佐证材料")
        ordering = ["-id"]

    def __str__(self):
        return self.name


class EvidenceUse(models.Model):
    """One evidence serving one line of one subject."""

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="uses")
    subject = models.CharField(max_length=60)
    line = models.CharField(max_length=40)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    linked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("佐证使用")
        indexes = [models.Index(fields=["subject", "line"], name="evidence_by_line")]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "subject", "line"], name="evidence_used_once")
        ]

    def __str__(self):
        return f"{self.evidence_id}→{self.subject}/{self.line}"
