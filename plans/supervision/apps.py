from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """督办: reminder rules and their sweep, 督办通知单, 考评结果通报."""

    name = "plans.supervision"
    label = "supervision"

    def ready(self):
        """Tell the engine and the papers about supervision: the one place where they learn of it."""
        from documents import visibility  # noqa: PLC0415 - models are not loaded before
        from notifications import last_look, telling  # noqa: PLC0415
        from workflows import recomputing, subjects, wording  # noqa: PLC0415
        from workflows.queries import circles  # noqa: PLC0415

        from . import scopes, subject  # noqa: PLC0415
        from . import wording as own_wording  # noqa: PLC0415
        from .enums import Scope  # noqa: PLC0415
        from .operations.drafting import RECEIPT  # noqa: PLC0415
        from .queries import due, settings  # noqa: PLC0415

        wording.register(own_wording.WORDINGS)
        subjects.register(subject.Order.KIND, subject.KIND)
        recomputing.register(subject.Order.KIND, "answer_by")
        visibility.register(subject.Order.KIND, circles.circles_of)
        subjects.register(subject.AssessmentNotice.KIND, subject.NOTICE)
        visibility.register(subject.AssessmentNotice.KIND, circles.circles_of)
        last_look.register(settings.opening, due.done_of)
        telling.register("order.issued", mandatory=True)
        telling.register("order.answered")
        telling.register_mandatory(settings.mandatory)
        scopes.register(Scope.RECEIPT, scopes.of_kinds(subject.Order.KIND, RECEIPT))
