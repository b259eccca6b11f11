"""会签人: who is asked at one sitting of a stage, and what they said."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import Answer
from .rounds import Round


class Asked(models.Model):
    """One holder asked in one round (`person:7`, `post:head:3`); the answer is given once and never changes."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="asked")
    holder = models.CharField(max_length=60)
    answer = models.CharField(max_length=10, choices=Answer, blank=True)
    words = models.TextField(_("意见"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(null=True)

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

    def __str__(self):
        return f"{self.round_id}/{self.holder}"
