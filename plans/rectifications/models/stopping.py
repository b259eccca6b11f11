"""终止: an item is given up before it is rectified; asked by the office, approved by its head."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .requests import Asked


class Stop(Asked):
    """终止申请: `reason` why the item is not to be rectified any more."""

    granted = models.BooleanField(_("同意终止"), null=True)

    class Meta:
        verbose_name = _("终止申请")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item"], condition=Q(answered_at=None), name="one_open_stop")
        ]

    def __str__(self):
        return f"{self.item_id} {self.granted}"
