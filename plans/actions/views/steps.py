"""One step of a plan as one page: what will happen, who is told, one field of words, one button.

The card on the plan's page asks the same in a dialog; a refusal comes back here with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.errors import Refused

from .. import rules
from ..forms.review import WordsForm
from .loading import plan_of


@dataclass(frozen=True)
class Step:
    """A step that needs at most one field of words. `takes` is the operation's parameter for them."""

    label: str
    says: str
    told: str
    done: str
    check: Callable
    run: Callable
    takes: str = ""
    words_label: str = ""
    required: bool = False
    circle: str = ""
    kind: str = "primary"
    missing: Callable | None = None  # what must be written first: gaps, each with its place in the editor


def step_page(request: HttpRequest, pk: int, step: Step) -> HttpResponse:
    """GET: the form of the step. POST: the step itself; refused with words typed, the form again."""
    plan = plan_of(request, pk)
    asks = bool(step.takes)
    form = (
        WordsForm(
            request.POST if request.method == "POST" else None,
            name=step.takes,
            label=step.words_label,
            required=step.required,
        )
        if asks
        else None
    )
    if request.method != "POST":
        step.check(plan, request.user)
        return _form_page(request, plan, step, form)
    if asks and not form.is_valid():
        step.check(plan, request.user)
        return _form_page(request, plan, step, form, status=422)
    words = form.words() if asks else {}
    try:
        step.run(plan, by=request.user, **words)
    except Refused as refused:
        missing = _missing(request, plan, step)
        if not missing:
            if not any(words.values()):
                raise
            form.add_error(None, str(refused))
        return _form_page(request, plan, step, form, missing=missing, status=422)
    messages.success(request, step.done)
    return redirect("plan", plan.pk)


def _missing(request, plan, step: Step) -> list:
    """What stands in the way of whoever else may take the step; others are told no more than the refusal."""
    return step.missing(plan) if step.missing and rules.allows(step.check, plan, request.user) else []


def _form_page(request, plan, step: Step, form, *, missing=(), status: int = 200) -> HttpResponse:
    context = {"plan": plan, "step": step, "form": form, "missing": missing}
    return render(request, "actions/step.html", context, status=status)
