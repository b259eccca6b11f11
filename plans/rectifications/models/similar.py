"""相似问题: an earlier item whose words are much like those of a new one; found by a worker, judged by the office."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .items import Item


class Similar(models.Model):
    """相似问题. Dismissed when the office said that it is another matter; linked when the item names it in `recurs`."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="similar")
    earlier = models.ForeignKey(Item, models.CASCADE, related_name="+")
    percent = models.PositiveIntegerField(_("相似度（%）"))
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("相似问题")
        ordering = ["item_id", "-percent", "-earlier_id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "earlier"], name="one_similarity_per_pair"),
            models.CheckConstraint(condition=Q(earlier__lt=F("item")), name="similar_to_an_earlier_item"),
        ]

    def __str__(self):
        return f"{self.item_id}~{self.earlier_id} {self.percent}%"
