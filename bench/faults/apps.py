"""The app that puts the fault points in place."""

from django.apps import AppConfig


class Faults(AppConfig):
    """Fault points, in web, worker and beat alike."""

    name, label = "bench.faults", "faults"

    def ready(self):
        from . import points  # noqa: PLC0415 - after the apps are loaded

        points.install()
