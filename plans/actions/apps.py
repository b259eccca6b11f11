from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """行动, 实施方案 and tasks."""

    name = "plans.actions"
    label = "actions"

    def ready(self):
        """Tell the engine and the papers about plans: the one place where they learn of them."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from plans.supervision.panels import of_task  # noqa: PLC0415
        from workflows import accepting, designs, file_places, recomputing, subjects, wording  # noqa: PLC0415
        from workflows.queries import circles  # noqa: PLC0415

        from . import accepting as how  # noqa: PLC0415
        from . import adjustment_subject, carrying, holdings, panels, reminding, route_design, subject  # noqa: PLC0415
        from . import file_places as places  # noqa: PLC0415
        from . import wording as plan_wording  # noqa: PLC0415

        wording.register(plan_wording.WORDINGS)
        subjects.register("plan", subject.KIND)
        subjects.register("adjustment", adjustment_subject.KIND)
        visibility.register("adjustment", circles.circles_of)
        recomputing.register("plan", "revise_by")
        accepting.register("plan", how.ACCEPTANCE)
        designs.register(route_design.DESIGN)
        visibility.register("plan", circles.circles_of)
        reminding.tell()
        holdings.tell_the_engine()
        carrying.tell_the_engine()
        file_places.register(places.PLACE)
        panels.register(panels.Panel("supervision/task_panel.html", of_task))
