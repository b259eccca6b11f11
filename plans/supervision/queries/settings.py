"""提醒和督办设置 as they stand."""

from ..models import SupervisionSettings


def current() -> SupervisionSettings:
    """The settings; the defaults as long as nobody changed any."""
    return SupervisionSettings.objects.order_by("pk").first() or SupervisionSettings()
