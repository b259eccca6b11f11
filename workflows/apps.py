from django.apps import AppConfig


class WorkflowsConfig(AppConfig):
    """The engine: steps, routes, rounds, ballots, quorum, meetings, assignments, lights, evidence, acceptance."""

    name = "workflows"
