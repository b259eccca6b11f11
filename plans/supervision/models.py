"""提醒规则: when a waiting matter is worth a word."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderRule(models.Model):
    """N working days before the due day (`days_before` > 0), on the day (0), or after it (< 0)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    days_before = models.IntegerField(_("提前工作日"))
    repeat_every = models.PositiveIntegerField(_("每几个工作日重复"), default=0)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("提醒规则")
        ordering = ["-days_before"]

    def __str__(self):
        return self.name
