"""走访调研: a visit to a unit and what was found there, line by line; each line becomes something."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import LineKind, VisitSource
from .items import Item
from .matters import Matter


class Written(models.Model):
    """Text that saves itself: the revision guards against two writers."""

    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ResearchVisit(Written):
    """走访调研 or 督查检查 of one unit. `people` took part and write its lines; the unit reads it from `told_at` on."""

    KIND = "research"
    process_id = None

    title = models.CharField(_("调研主题"), max_length=200)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("被调研单位"))
    visited_on = models.DateField(_("调研日期"))
    source = models.CharField(_("方式"), max_length=20, choices=VisitSource, default=VisitSource.RESEARCH)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("参加人员"))
    others = models.CharField(_("其他参加人员"), max_length=300, blank=True)
    summary = models.TextField(_("总体情况"), blank=True)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    told_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(null=True)  # 调研反馈单 went out

    class Meta:
        verbose_name = _("走访调研")
        indexes = [models.Index(fields=["unit", "-visited_on"], name="research_by_unit")]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """The name of its trail and papers: `research:12`."""
        return f"{self.KIND}:{self.pk}"


class VisitLine(Written):
    """One line of a visit. `remark` stays within the committee; the rest goes to the unit."""

    visit = models.ForeignKey(ResearchVisit, models.PROTECT, related_name="lines")
    order = models.PositiveIntegerField()
    kind = models.CharField(_("类别"), max_length=10, choices=LineKind, default=LineKind.PROBLEM)
    text = models.TextField(_("内容"), blank=True)
    advice = models.TextField(_("意见建议"), blank=True)
    remark = models.TextField(_("内部备注"), blank=True)
    matter = models.OneToOneField(Matter, models.PROTECT, null=True, related_name="visit_line")
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)  # a good practice, readable by all units

    class Meta:
        verbose_name = _("调研记录")
        ordering = ["visit_id", "order", "id"]
        indexes = [
            models.Index(
                fields=["-published_at"],
                condition=models.Q(published_at__isnull=False),
                name="practice_by_day",
            )
        ]

    def __str__(self):
        return self.text[:40]


class VisitItem(models.Model):
    """What a line became: the item of one unit. A common problem has one for each unit it was given to."""

    line = models.ForeignKey(VisitLine, models.PROTECT, related_name="given")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # to which it was given first
    item = models.OneToOneField(Item, models.PROTECT, related_name="visit_item")

    class Meta:
        verbose_name = _("调研问题交办")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["line", "unit"], name="one_item_per_line_and_unit")]

    def __str__(self):
        return f"{self.line_id}→{self.item_id}"


class VisitChange(models.Model):
    """后来的变化: what the office saw had changed after a visit, with its day."""

    visit = models.ForeignKey(ResearchVisit, models.PROTECT, related_name="changes")
    line = models.ForeignKey(VisitLine, models.PROTECT, null=True, related_name="changes")
    on = models.DateField(_("日期"))
    words = models.TextField(_("变化情况"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("后来的变化")
        ordering = ["on", "id"]

    def __str__(self):
        return f"{self.visit_id} {self.on}"
