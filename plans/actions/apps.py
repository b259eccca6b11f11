from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """行动, 实施方案 and tasks."""

    name = "plans.actions"
    label = "actions"
