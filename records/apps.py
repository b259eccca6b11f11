from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """The floor: clock, trail, outbox, files, versions, numbers, working days. Imports no app of ours."""

    name = "records"
