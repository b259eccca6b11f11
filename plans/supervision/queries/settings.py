"""提醒和督办设置 as they stand."""

from datetime import datetime

from .. import schedule
from ..models import SupervisionSettings


def current() -> SupervisionSettings:
    """The settings; the defaults as long as nobody changed any."""
    return SupervisionSettings.objects.order_by("pk").first() or SupervisionSettings()


def opening(moment: datetime) -> datetime:
    """The moment itself within the hours of reminders, else when they next begin."""
    how = current()
    return schedule.opening(moment, how.opens, how.closes)
