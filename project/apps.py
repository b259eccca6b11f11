from django.apps import AppConfig


class ProjectConfig(AppConfig):
    """What ties the apps together at start."""

    name = "project"

    def ready(self):
        """Tell the papers who may read those of a plan."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from plans.actions import queries  # noqa: PLC0415

        def circles_of_plan(person, pk):
            plan = queries.visible_plans(person).filter(pk=pk).first()
            return queries.circles_for(person, plan) if plan else set()

        visibility.register("plan", circles_of_plan)
