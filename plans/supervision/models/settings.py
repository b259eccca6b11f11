"""提醒和督办设置: one row for the installation."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import Signer


class SupervisionSettings(models.Model):
    """When reminders may go out, and on which conditions a 督办通知单 is drafted. Read with `queries.settings.current`;
    the row exists from the first change on.
    """

    opens = models.TimeField(_("每日开始提醒"), default=time(8, 30))
    closes = models.TimeField(_("每日停止提醒"), default=time(17, 30))
    drafts = models.BooleanField(_("自动拟发督办通知单"), default=True)
    blue_days = models.PositiveSmallIntegerField(_("蓝色：距到期不足几个工作日"), default=3)
    quiet_days = models.PositiveSmallIntegerField(_("橙色：临近到期且几个工作日没有进展"), default=10)
    red_days = models.PositiveSmallIntegerField(_("红色：逾期几个工作日"), default=1)
    answer_days = models.PositiveSmallIntegerField(_("回执时限（工作日）"), default=3)
    signer = models.CharField(_("签发人"), max_length=20, choices=Signer, default=Signer.OFFICE_HEAD)

    class Meta:
        verbose_name = _("提醒和督办设置")

    def __str__(self):
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"
