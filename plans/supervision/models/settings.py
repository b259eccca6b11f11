"""提醒和督办设置: one row for the installation."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupervisionSettings(models.Model):
    """When reminders may go out. Read with `queries.settings.current`; the row exists from the first change on."""

    opens = models.TimeField(_("每日开始提醒"), default=time(8, 30))
    closes = models.TimeField(_("每日停止提醒"), default=time(17, 30))

    class Meta:
        verbose_name = _("提醒和督办设置")

    def __str__(self):
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"
