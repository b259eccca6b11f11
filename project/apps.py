from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """What ties the apps together."""

    name = "project"
