"""调整申请: what an approved plan is to say from now on, and why."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models import Subject

from ..enums import ADJUSTMENT_ENDED, AdjustmentStatus
from .plans import Plan


class Adjustment(Subject):
    """调整申请 of one plan. Until it is agreed the plan in force stays; then its text becomes the plan's next version.

    `draft` is the whole plan as it is to be (adjustment_content.py): it is written here and nowhere else.
    """

    KIND = "adjustment"

    status = models.CharField(max_length=20, choices=AdjustmentStatus, blank=True)
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adjustments")
    base_n = models.PositiveIntegerField()  # the approved version it departs from
    reason = models.TextField(_("调整理由"), blank=True)
    draft = models.JSONField()
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("联络员")
    )
    started_at = models.DateTimeField()
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    version_n = models.PositiveIntegerField(default=0)  # the last frozen version of the application itself
    adopted_n = models.PositiveIntegerField(null=True)  # the version of the plan it has become

    class Meta:
        verbose_name = _("调整申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["plan"], condition=~Q(status__in=sorted(ADJUSTMENT_ENDED)), name="one_open_adjustment"
            )
        ]

    def __str__(self):
        return self.title

    @property
    def tasks(self):
        """The tasks of its plan: whoever is responsible for one is a party to both."""
        return self.plan.tasks
