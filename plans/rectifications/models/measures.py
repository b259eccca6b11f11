"""整改措施: what is done about an item, each with its own unit, people, dates, light and confirmation."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.models import Section

from ..enums import LateCause
from .items import Item


class Measure(models.Model):
    """整改措施. Its unit (牵头 or 配合) signs, reports, is lit and confirms for itself; lateness counts for that unit."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="measures")
    line = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    text = models.TextField(_("整改措施"))
    standard = models.TextField(_("完成标准"), blank=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("责任单位"))
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任领导"),
    )
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任科室")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任人"),
    )
    starts = models.DateField(_("开始时间"), null=True, blank=True)
    due = models.DateField(_("完成时限"))
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    received_on = models.DateField(_("签收日期"), null=True)
    begun_at = models.DateTimeField(null=True)
    percent = models.PositiveIntegerField(_("完成率"), default=0)
    confirmed_on = models.DateField(_("确认完成日期"), null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    excused_on = models.DateField(null=True)  # 经工委同意不再办理
    excuse = models.CharField(_("免办理由"), max_length=300, blank=True)
    late_days = models.PositiveIntegerField(_("曾逾期工作日"), default=0)
    late_cause = models.CharField(_("逾期原因"), max_length=10, choices=LateCause, blank=True)
    return_count = models.PositiveIntegerField(_("退回次数"), default=0)
    evidence_after = models.PositiveBigIntegerField(
        default=0
    )  # 反弹: uses of evidence up to this one count no more
    urged_on = models.DateField(null=True)  # 催: at most once a day
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("整改措施")
        ordering = ["item_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "line"], name="one_measure_per_line"),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(due__gte=F("starts")), name="measure_due_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "due"], name="measure_by_unit"),
            models.Index(fields=["unit", "item"], name="measure_seen_by_unit"),
        ]

    def __str__(self):
        return f"{self.order} {self.text[:40]}"

    @property
    def settled(self) -> bool:
        """Confirmed or excused: it no longer stands in the way of 申请销号."""
        return bool(self.confirmed_on or self.excused_on)


class Progress(models.Model):
    """进展: what was done by a day, in one sentence; one for each time the unit reports."""

    measure = models.ForeignKey(Measure, models.PROTECT, related_name="progress")
    on = models.DateField(_("日期"))
    percent = models.PositiveIntegerField(_("完成率"), default=0)
    words = models.CharField(_("进展情况"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("进展")
        ordering = ["-on", "-id"]

    def __str__(self):
        return f"{self.measure_id} {self.on}"
