from django.apps import AppConfig


class BoardConfig(AppConfig):
    """报送情况一览 and standing: reads, writes nothing."""

    name = "plans.board"
    label = "board"
