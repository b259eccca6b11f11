"""A subject: whatever has a life in a flow."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from records.stored import said

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
    came_from = models.JSONField(default=list, blank=True)  # ids of the units it was carried on from (拆分)

    KIND = ""  # the first half of the trail key; each subject names its own

    class Meta:
        abstract = True

    @property
    def key(self) -> str:
        """The name of its trail, versions and documents: `plan:12`."""
        return f"{self.KIND}:{self.pk}"

    @property
    def label(self) -> str:
        """The word people see for where it stands: while it is on a route that of the stage, else of the status."""
        return said(self.stage_label) or self.get_status_display()
