"""考评结果通报 as the office writes it: words, and what it decided on each unit. Nothing in it is computed or put in order by points."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Grade


class AssessmentNotice(models.Model):
    """考评结果通报 of one period. A subject of the engine without a flow: where it stands its newest paper says.

    `addressed_to` is the 主送机关 in words, `body` the text with its 小标题, `copies` the 抄送机关, `snapshot` the number of the
    ledger snapshot that the figures come from.
    """

    KIND = "assessment_notice"
    process_id, stage = None, ""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # the office that writes it
    period = models.CharField(_("考评周期和行动"), max_length=60)
    addressed_to = models.CharField(_("主送"), max_length=100)
    opening = models.TextField(_("开头语"))
    body = models.TextField(_("正文"), blank=True)
    closing = models.TextField(_("结尾要求"), blank=True)
    snapshot = models.CharField(_("数据取自"), max_length=60, blank=True)
    contact = models.CharField(_("联系人"), max_length=60, blank=True)
    phone = models.CharField(_("联系电话"), max_length=40, blank=True)
    copies = models.CharField(_("抄送"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        verbose_name = _("考评结果通报")

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """The name of its trail."""
        return f"{self.KIND}:{self.pk}"

    @property
    def title(self) -> str:
        """What it is called, as in lists."""
        return f"关于{self.period}考评结果的通报"


class AssessmentResult(models.Model):
    """What the office decided on one unit. `score` is as it was decided, empty where none is told."""

    notice = models.ForeignKey(AssessmentNotice, models.CASCADE, related_name="results")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    grade = models.CharField(_("等次"), max_length=10, choices=Grade)
    score = models.DecimalField(_("得分"), max_digits=4, decimal_places=1, null=True)
    remark = models.CharField(_("备注"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("考评结果")
        ordering = ["unit__pinyin", "unit_id"]
        constraints = [models.UniqueConstraint(fields=["notice", "unit"], name="one_result_per_unit")]

    def __str__(self):
        return f"{self.notice_id} {self.unit_id} {self.grade}"
