from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The engine: steps, routes, rounds, ballots, quorum, meetings, assignments, lights, evidence, acceptance."""

    name = "workflows"

    def ready(self):
        """A visit is a subject without a flow: it has people, a day, papers and a trail."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before

        from . import subjects, visiting  # noqa: PLC0415
        from .queries import circles  # noqa: PLC0415

        subjects.register("visit", visiting.KIND)
        visibility.register("visit", circles.circles_of)
