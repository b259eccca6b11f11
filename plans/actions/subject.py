"""What the engine may ask about a plan (workflows.subjects)."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.enums import DocumentKind
from workflows.subjects import SubjectKind

from . import content, queries
from .enums import Status
from .flow import PlanFlow
from .models import Plan
from .operations import approval


def url(plan) -> str:
    """The page of a plan."""
    return reverse("plan", args=[plan.pk])


def parties(plan) -> set[int]:
    """People who may not judge the plan: who drafted it and who is responsible for a task of it."""
    return {plan.drafter_id, *plan.tasks.exclude(person=None).values_list("person_id", flat=True)}


def sealed_at(plan, document) -> str:
    """The 验收意见书 of a plan that waits for its signature closes the plan: its scan is registered on the plan's step."""
    if plan.status == Status.SIGNING and document.kind == DocumentKind.ACCEPTANCE_OPINION:
        return reverse("plan_signed", args=[plan.pk])
    return ""


KIND = SubjectKind(
    model=Plan,
    flow=PlanFlow,
    label=_("实施方案"),
    visible_to=queries.visible_plans,
    url=url,
    settled=approval.settle,
    line_labels=content.line_labels,
    parties=parties,
    ended=lambda plan: plan.status == Status.CLOSED,
    sealed_at=sealed_at,
)
