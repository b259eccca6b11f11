from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """督办: reminder rules and their sweep, 督办通知单."""

    name = "plans.supervision"
    label = "supervision"

    def ready(self):
        """Tell the engine about supervision: the one place where it learns of it."""
        from workflows import wording  # noqa: PLC0415 - models are not loaded before

        from . import wording as own_wording  # noqa: PLC0415

        wording.register(own_wording.WORDINGS)
