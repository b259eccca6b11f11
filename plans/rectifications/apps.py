from django.apps import AppConfig


class RectificationsConfig(AppConfig):
    """整改: problems, items, closing, look-back."""

    name = "plans.rectifications"
    label = "rectifications"

    def ready(self):
        """Tell the engine about items: the one place where it learns of them."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from plans.actions import panels  # noqa: PLC0415
        from records.enums import Circle  # noqa: PLC0415
        from workflows import accepting, designs, file_places, recomputing, subjects, wording  # noqa: PLC0415
        from workflows.queries import circles  # noqa: PLC0415

        from . import accepting as how  # noqa: PLC0415
        from . import (  # noqa: PLC0415
            carrying,
            holdings,
            queries,
            reminding,
            route_design,
            subject,
            subjects_without_flow,
            task_panel,
        )
        from . import file_places as places  # noqa: PLC0415
        from . import wording as item_wording  # noqa: PLC0415
        from .operations import limits  # noqa: PLC0415

        wording.register(item_wording.WORDINGS)
        subjects.register("item", subject.KIND)
        accepting.register("item", how.ACCEPTANCE)
        designs.register(route_design.DESIGN)
        # 走访调研、需工委协调事项
        subjects.register("research", subjects_without_flow.VISIT)
        subjects.register("matter", subjects_without_flow.MATTER)
        recomputing.register("matter", "due")
        recomputing.register("item", "limit", counted=limits.counted)
        visibility.register("research", circles.circles_of)
        panels.register(panels.Panel("rectifications/matters/of_task.html", task_panel.matters_of_task))
        visibility.register("item", circles.circles_of)
        panels.register(panels.Panel("rectifications/parts/task_items.html", queries.items_of_task))
        reminding.tell()
        holdings.tell_the_engine()
        carrying.tell_the_engine()
        file_places.register(places.PLACE)
        # 打印的台账 show what one person may see, and are that person's.
        visibility.register(
            "ledger", lambda person, key: {Circle.UNIT} if key == f"ledger:{person.pk}" else set()
        )
