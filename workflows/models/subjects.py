"""A subject: whatever has a life in a flow (a plan, later a rectification item)."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from .routes import Route


class Subject(models.Model):
    """Fields every subject has. `status` is written by the flow alone, `stage` by workflows.routes alone."""

    process = models.OneToOneField(Process, models.PROTECT, null=True, related_name="+")
    status = models.CharField(max_length=20, blank=True)
    stage = models.CharField(max_length=20, blank=True)
    stage_label = models.CharField(max_length=40, blank=True)
    route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+")
    acceptance_route = models.ForeignKey(Route, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=200)

    KIND = ""  # the first half of the trail key; each subject names its own

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The name of its trail, versions and documents: `plan:12`."""
        return f"{self.KIND}:{self.pk}"
