"""需工委协调事项: what a unit asks the committee itself to solve; assigned within the committee, answered once."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import MatterState
from .items import Item


class Matter(models.Model):
    """需工委协调事项, with its own limit and light. It is a subject of the engine without a flow.

    `holder` is the key (units.holders) of who handles it in the committee, empty until it is assigned. It may be about
    an item, a task of a plan, a trouble (遇到困难、需协调) that the unit's leader passed on, or nothing of these.
    """

    KIND = "matter"
    process_id, stage = None, ""

    number = models.CharField(_("编号"), max_length=30, unique=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("单位"))
    title = models.CharField(_("需协调的事项"), max_length=200)
    words = models.TextField(_("情况"))
    wish = models.TextField(_("希望怎样解决"), blank=True)
    item = models.ForeignKey(Item, models.PROTECT, null=True, related_name="matters")
    plan = models.ForeignKey("actions.Plan", models.PROTECT, null=True, related_name="matters")
    plan_line = models.CharField(max_length=40, blank=True)
    trouble = models.OneToOneField("actions.Report", models.PROTECT, null=True, related_name="matter")
    raised_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    holder = models.CharField(max_length=60, blank=True)
    assigned_at = models.DateTimeField(null=True)
    due = models.DateField(_("答复时限"))
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    answer = models.TextField(_("答复"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    late_days = models.PositiveIntegerField(_("曾逾期工作日"), default=0)

    class Meta:
        verbose_name = _("需工委协调事项")
        indexes = [models.Index(fields=["unit", "-id"], name="matter_by_unit")]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def key(self) -> str:
        """The name of its trail: `matter:12`."""
        return f"{self.KIND}:{self.pk}"

    @property
    def status(self) -> str:
        """待分办, 办理中 or 已答复: what has happened to it so far."""
        if self.answered_at:
            return MatterState.ANSWERED
        return MatterState.ASSIGNED if self.assigned_at else MatterState.RAISED

    @property
    def label(self) -> str:
        """The word people see for where it stands."""
        return MatterState(self.status).label
