from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    """Notices, deliveries and channels."""

    name = "notifications"
