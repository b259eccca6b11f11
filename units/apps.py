from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Who: units, sections, people, posts, seats, delegation; log-in and passwords."""

    name = "units"
