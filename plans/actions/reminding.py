"""提醒范围 of plans: which of their assignments a rule about plans, reviews or tasks means."""

from notifications import telling
from plans.supervision.enums import Scope
from plans.supervision.scopes import of_kinds, register, urge
from workflows.routes import STAGE


def tell() -> None:
    """Make them known to supervision; called once, when the app is ready."""
    telling.register("action.urged")
    register(
        Scope.PLAN, of_kinds("plan", "draft", "request_acceptance", "new_list") | of_kinds("action", "start")
    )
    register(Scope.PLAN, of_kinds("adjustment", "draft"))
    register(Scope.REVIEW, of_kinds("plan", STAGE, "unit_review", "confirm", "sign"))
    register(Scope.REVIEW, of_kinds("adjustment", STAGE, "unit_review"))
    register(Scope.TASK, of_kinds("plan", "execute", "coordinate"))
    urge(
        of_kinds("plan", "draft", "execute", "request_acceptance"),
        progress=("plan.reported", "plan.task_finished", "plan.written", "plan.submitted"),
    )
