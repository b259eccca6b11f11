"""What every page of a plan begins with: the plan as this person may see it, else 404."""

from django.shortcuts import get_object_or_404

from .. import queries
from ..models import Action, Plan, Task


def plan_of(request, pk: int) -> Plan:
    """The plan, when the person may see it."""
    return get_object_or_404(queries.visible_plans(request.user), pk=pk)


def task_of(request, pk: int, task: int) -> Task:
    """A task of a plan the person may see; it shares the plan's object."""
    plan = plan_of(request, pk)
    found = get_object_or_404(plan.tasks.select_related("section", "person"), pk=task)
    found.plan = plan
    return found


def action_of(request, pk: int) -> Action:
    """The action, when the person may see it."""
    return get_object_or_404(queries.visible_actions(request.user), pk=pk)
