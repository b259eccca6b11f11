"""提醒和督办设置 as they stand."""

from datetime import datetime

from django.utils.translation import gettext as _

from .. import schedule
from ..models import ReminderRule, SupervisionSettings


def current() -> SupervisionSettings:
    """The settings; the defaults as long as nobody changed any."""
    return SupervisionSettings.objects.order_by("pk").first() or SupervisionSettings()


def opening(moment: datetime) -> datetime:
    """The moment itself within the hours of reminders, else when they next begin."""
    how = current()
    return schedule.opening(moment, how.opens, how.closes)


def mandatory() -> list[str]:
    """必达: 督办通知单, and the reminders of the rules that are."""
    rules = ReminderRule.objects.filter(active=True, mandatory=True).values_list("name", flat=True)
    return [_("督办通知单"), *rules]
