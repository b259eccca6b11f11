"""销号与回头看: each application to close, and each look at what was closed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile, Version

from ..enums import LateCause, LookBackResult
from .items import Item


class Closing(models.Model):
    """销号申请, the n-th of an item: the statement of truth, what the unit says, and the source's decision where it closes.

    `version` is the content it was frozen with; papers name it. `late_cause` is asked for when the limit had passed.
    """

    item = models.ForeignKey(Item, models.PROTECT, related_name="closings")
    n = models.PositiveIntegerField()
    truthful = models.BooleanField(_("真实性承诺"), default=False)
    self_conclusion = models.TextField(_("自评结论"))
    mechanism = models.TextField(_("长效机制"), blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    # Working days to the limit when the clock stopped; negative: late.
    days_left = models.IntegerField(default=0)
    late_cause = models.CharField(_("逾期原因"), max_length=10, choices=LateCause, blank=True)
    draw = models.CharField(_("验收抽查"), max_length=200, blank=True)  # a sentence: percent, seed, result
    publicity_from = models.DateField(_("公示起"), null=True)
    publicity_to = models.DateField(_("公示止"), null=True)
    source_number = models.CharField(_("来源单位销号文号"), max_length=60, blank=True)
    source_on = models.DateField(_("来源单位销号日期"), null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("销号申请")
        ordering = ["item_id", "n"]
        constraints = [
            models.UniqueConstraint(fields=["item", "n"], name="one_closing_per_number"),
            models.UniqueConstraint(fields=["item"], condition=Q(ended_at=None), name="one_open_closing"),
        ]

    def __str__(self):
        return f"{self.item_id}/{self.n}"


class Objection(models.Model):
    """公示异议: what somebody said against closing while it was public; the closing is looked at once more."""

    closing = models.ForeignKey(Closing, models.PROTECT, related_name="objections")
    received_on = models.DateField(_("收到日期"))
    words = models.TextField(_("异议内容"))
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("公示异议")
        ordering = ["id"]

    def __str__(self):
        return f"{self.closing_id} {self.received_on}"


class LookBack(models.Model):
    """回头看: due some months after closing; `why` says by which rule it was chosen, with the seed when it was drawn."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="look_backs")
    due = models.DateField(_("回头看时限"))
    why = models.CharField(_("抽取依据"), max_length=100)
    annual = models.BooleanField(_("年检"), default=False)  # 长期坚持: the annual check
    done_on = models.DateField(_("回头看日期"), null=True)
    result = models.CharField(_("回头看结果"), max_length=10, choices=LookBackResult, blank=True)
    relapsed = models.BooleanField(_("是否反弹"), default=False)
    words = models.TextField(_("情况"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    paper = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("回头看")
        ordering = ["item_id", "id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(done_on=None), name="one_open_look_back")
        ]

    def __str__(self):
        return f"{self.item_id} {self.due}"
