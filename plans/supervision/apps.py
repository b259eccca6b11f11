from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """督办: reminder rules and their scan."""

    name = "plans.supervision"
    label = "supervision"
