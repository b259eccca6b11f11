"""征求意见: a draft of the committee's own goes to units; each answers, the office says what became of each opinion."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import OpinionDecision


class Consultation(models.Model):
    """征求意见: one draft, asked of many units until a day. A subject without a flow."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # the office that asks
    title = models.CharField(_("征求意见稿名称"), max_length=200)
    text = models.TextField(_("征求意见稿"))
    due = models.DateField(_("答复时限"))
    started_at = models.DateTimeField()
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    KIND = "consultation"
    process = process_id = None

    class Meta:
        verbose_name = _("征求意见")
        ordering = ["-id"]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """The name of its trail."""
        return f"consultation:{self.pk}"


class ConsultationReply(models.Model):
    """One unit that was asked, and whether it answered 无意见 or 有意见."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="replies")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("征求意见答复")
        constraints = [models.UniqueConstraint(fields=["consultation", "unit"], name="asked_once")]

    def __str__(self):
        return f"{self.consultation_id}/{self.unit_id}"


class ConsultationOpinion(models.Model):
    """One opinion of a unit's reply, and what became of it: 采纳, 部分采纳, 未采纳."""

    reply = models.ForeignKey(ConsultationReply, models.CASCADE, related_name="opinions")
    n = models.PositiveIntegerField()
    clause = models.CharField(_("条目"), max_length=100, blank=True)
    text = models.TextField(_("意见"))
    decision = models.CharField(max_length=10, choices=OpinionDecision, blank=True)
    reason = models.TextField(_("理由"), blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("征求到的意见")
        ordering = ["reply_id", "n"]
        constraints = [
            models.UniqueConstraint(fields=["reply", "n"], name="one_opinion_per_number"),
            models.CheckConstraint(
                condition=Q(decision__in=["", "adopted"]) | ~Q(reason=""),
                name="what_is_not_adopted_is_explained",
            ),
        ]

    def __str__(self):
        return self.text[:40]
