from django.apps import AppConfig


class RectificationsConfig(AppConfig):
    """整改: problems, items, closing, look-back."""

    name = "plans.rectifications"
    label = "rectifications"

    def ready(self):
        """Tell the engine about items: the one place where it learns of them."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from plans.actions import panels  # noqa: PLC0415
        from workflows import subjects, wording  # noqa: PLC0415
        from workflows.queries import circles  # noqa: PLC0415

        from . import queries, subject  # noqa: PLC0415
        from . import wording as item_wording  # noqa: PLC0415

        wording.register(item_wording.WORDINGS)
        subjects.register("item", subject.KIND)
        visibility.register("item", circles.circles_of)
        panels.register(panels.Panel("rectifications/parts/task_items.html", queries.items_of_task))
