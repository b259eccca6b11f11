from django.apps import AppConfig
from django.conf import settings

from records import clock


class ProjectConfig(AppConfig):
    """What ties the apps together."""

    name = "project"

    def ready(self):
        """A demo's clock may be moved on (launch/stack.py); nobody else's."""
        if settings.DEMO:
            clock.follow(settings.DATA_DIR / "days_ahead")
