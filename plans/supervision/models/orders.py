"""督办通知单: drafted by the system, issued by a person, answered by the unit; and the matters it lists."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from workflows.models import Assignment

from ..enums import Colour, OrderState


class Order(models.Model):
    """督办通知单 of one unit and one colour. A subject of the engine without a flow: where it stands its dates say.

    It has no number before the 签发人 has agreed; until then nobody of the unit knows of it.
    """

    KIND = "order"
    process_id, stage = None, ""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("承办单位"))
    colour = models.CharField(max_length=10, choices=Colour)
    drafted_at = models.DateTimeField()
    demand = models.TextField(_("要求"), blank=True)
    answer_by = models.DateField(_("反馈时限"), null=True)
    way = models.CharField(_("反馈方式"), max_length=100, blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    number = models.CharField(_("编号"), max_length=30, blank=True)
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    paper = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    answer = models.TextField(_("办理情况"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("督办通知单")
        indexes = [models.Index(fields=["unit", "-id"], name="order_by_unit")]
        constraints = [
            models.UniqueConstraint(fields=["number"], condition=~Q(number=""), name="one_order_per_number"),
        ]

    def __str__(self):
        return " ".join(each for each in (self.number, self.title) if each)

    @property
    def key(self) -> str:
        """The name of its trail: `order:12`."""
        return f"{self.KIND}:{self.pk}"

    @property
    def title(self) -> str:
        """What it is called, as in lists."""
        return f"{self.unit.short_name} {self.get_colour_display()}"

    @property
    def status(self) -> str:
        """拟发, 待签发, 已发出 …: what has happened to it so far."""
        if self.lapsed_at:
            return OrderState.LAPSED
        if self.dropped_at:
            return OrderState.DROPPED
        if self.answered_at:
            return OrderState.ANSWERED
        if self.signed_at:
            return OrderState.ISSUED
        return OrderState.SUBMITTED if self.submitted_at else OrderState.DRAFT

    @property
    def label(self) -> str:
        """The word people see for where it stands."""
        return OrderState(self.status).label


class OrderLine(models.Model):
    """One matter on a 督办通知单: as it stood when it was drafted, and on which condition. A line lapses when its matter moves."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines")
    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=60)
    line = models.CharField(max_length=40, blank=True)
    level = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=100)
    url = models.CharField(max_length=200)
    due = models.DateField()
    condition = models.CharField(max_length=100)
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("督办事项")
        ordering = ["due", "id"]
        indexes = [models.Index(fields=["subject", "line"], name="order_line_by_subject")]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "level"], condition=Q(lapsed_at=None), name="once_in_a_colour"
            )
        ]

    def __str__(self):
        return f"{self.order_id} {self.title}"
