from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The engine: steps, routes, rounds, ballots, quorum, meetings, assignments, lights, evidence, acceptance."""

    name = "workflows"

    def ready(self):
        """Make the engine's own subjects and their papers known: the one place where they are."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from notifications import telling  # noqa: PLC0415

        from . import (  # noqa: PLC0415
            handover_wording,
            misfiled_wording,
            own_file_places,
            own_holdings,
            own_subjects,
            subjects,
            visiting,
            wording,
        )
        from .queries import circles  # noqa: PLC0415

        subjects.register("visit", visiting.KIND)
        subjects.register("meeting", own_subjects.MEETING)
        subjects.register("resolution", own_subjects.RESOLUTION)
        subjects.register("consultation", own_subjects.CONSULTATION)
        visibility.register("visit", circles.circles_of)
        visibility.register("meeting", circles.circles_of_meeting)
        visibility.register("resolution", circles.circles_of)
        visibility.register("consultation", circles.circles_of)
        subjects.register("handover", own_subjects.HANDOVER)
        telling.register("holders.urged")
        wording.register(handover_wording.WORDINGS)
        wording.register(misfiled_wording.WORDINGS)
        own_holdings.tell_the_engine()
        own_file_places.tell_the_engine()
