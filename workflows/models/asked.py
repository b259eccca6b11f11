"""会签人: who is asked at one sitting of a stage, how they came to be asked, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Answer, AskedOrder
from .rounds import Round


class Asked(models.Model):
    """One holder asked in one round (`person:7`, `post:head:3`); the answer is given once and never changes.

    `added_by`: asked beside those of the route (增加会签人), with the `reason`. `instead_of`: the holder who was asked
    first and handed it on (转办), or for whom the office did. `order`: heard before or after the row `beside`, of whoever
    added them (先于、后于); that one waits, or they do. `on_paper`: said by pen by `on_behalf_of`, typed in by `by`.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    holder = models.CharField(max_length=60)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.TextField(_("意见"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(_("线下签批"), default=False)
    at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    reason = models.CharField(_("事由"), max_length=300, blank=True)
    order = models.CharField(max_length=10, choices=AskedOrder, blank=True)
    beside = models.ForeignKey("self", models.SET_NULL, null=True, related_name="added")
    instead_of = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("会签人")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "holder"], name="asked_once_a_round"),
            models.CheckConstraint(
                condition=Q(answer="", by=None, at=None)
                | (~Q(answer="") & Q(by__isnull=False, at__isnull=False)),
                name="an_answer_has_its_person",
            ),
        ]
        indexes = [models.Index(fields=["holder"], name="asked_by_holder")]

    def __str__(self):
        return f"{self.round_id}/{self.holder}"
