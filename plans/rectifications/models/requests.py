"""What a unit asks for and what it is answered: 退办, 延期, 逾期说明. Rows are kept for ever; the item counts them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from workflows.models import Evidence

from ..enums import ConcernKind, HandBackAnswer, HandBackGround, LateCause
from .items import Item
from .measures import Measure


class Asked(models.Model):
    """Somebody asks, somebody answers, once."""

    item = models.ForeignKey(
        Item, models.PROTECT, related_name="%(class)ss"
    )  # handbacks, extensions, latenotes
    reason = models.TextField(_("理由"))
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answer_words = models.TextField(_("答复意见"), blank=True)

    class Meta:
        abstract = True


class HandBack(Asked):
    """申请退办. `final`: the second one of a unit, answered by 分管领导 (终审).

    While 查否结案 is only proposed, `answer`, `answered_by` and the words stand without `answered_at`.
    """

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # who asks; the item may move on
    ground = models.CharField(_("退办理由"), max_length=20, choices=HandBackGround)
    basis = models.TextField(_("权责依据"), blank=True)
    same_as = models.ForeignKey(
        Item, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("重复事项")
    )
    final = models.BooleanField(_("终审"), default=False)
    answer = models.CharField(_("答复"), max_length=20, choices=HandBackAnswer, blank=True)
    seconded_by = models.ForeignKey(  # 查否结案 needs a second person
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    # 核查材料 of 查否结案; they serve the item, and so are read by its unit, once it is confirmed.
    papers = models.ManyToManyField(Evidence, related_name="+")

    class Meta:
        verbose_name = _("退办申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(answered_at=None), name="one_open_hand_back")
        ]

    def __str__(self):
        return f"{self.item_id} {self.ground}"


class Extension(Asked):
    """延期申请: before the limit, signed by the unit's leader; the old limit stays and is printed beside the new."""

    old_limit = models.DateField(_("现时限"))
    new_limit = models.DateField(_("申请延至"))
    progress = models.TextField(_("目前进展"))
    granted = models.BooleanField(_("同意延期"), null=True)
    granted_limit = models.DateField(_("批准时限"), null=True)
    consent_number = models.CharField(_("来源单位同意文号"), max_length=60, blank=True)
    consent_on = models.DateField(_("来源单位同意日期"), null=True)

    class Meta:
        verbose_name = _("延期申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(answered_at=None), name="one_open_extension")
        ]

    def __str__(self):
        return f"{self.item_id} {self.new_limit}"


class LateNote(Asked):
    """逾期说明: after the limit, why and until when; the office answers with 重新明确时限."""

    cause = models.CharField(_("逾期原因"), max_length=10, choices=LateCause)
    promised = models.DateField(_("拟完成日期"))
    renewed_due = models.DateField(_("重新明确时限"), null=True)
    consent_number = models.CharField(_("来源单位同意文号"), max_length=60, blank=True)
    consent_on = models.DateField(_("来源单位同意日期"), null=True)

    class Meta:
        verbose_name = _("逾期说明")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(answered_at=None), name="one_open_late_note")
        ]

    def __str__(self):
        return f"{self.item_id} {self.promised}"


class Concern(Asked):
    """异议 of a 配合单位 at its measure, answered by the leading unit; 提请协调 of the leading unit, answered by the office."""

    kind = models.CharField(max_length=20, choices=ConcernKind)
    measure = models.ForeignKey(Measure, models.SET_NULL, null=True, related_name="concerns")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # who raised it

    class Meta:
        verbose_name = _("异议、提请协调")
        ordering = ["id"]

    def __str__(self):
        return f"{self.item_id} {self.kind}"
