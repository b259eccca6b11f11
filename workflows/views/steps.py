"""One step of a subject as one page: what will happen, who is told, one field of words, one button.

The card on the subject's page asks the same in a dialog; a refusal comes back here with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.errors import Refused
from records.forms import WordsForm

from .. import subjects


@dataclass(frozen=True)
class Step:
    """A step that needs at most one field of words. `check(subject, person)` is its rule, `run(subject, by=…)` its
    operation, `takes` the operation's parameter for the words."""

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


def step_page(request: HttpRequest, subject, step: Step) -> HttpResponse:
    """GET: the form of the step. POST: the step itself; refused with words typed, the form again."""
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
        step.check(subject, request.user)
        return _form_page(request, subject, step, form)
    if asks and not form.is_valid():
        step.check(subject, request.user)
        return _form_page(request, subject, step, form, status=422)
    words = form.words() if asks else {}
    try:
        step.run(subject, by=request.user, **words)
    except Refused as refused:
        if not any(words.values()):
            raise
        form.add_error(None, str(refused))
        return _form_page(request, subject, step, form, status=422)
    messages.success(request, step.done)
    return redirect(_url(subject))


def _form_page(request, subject, step: Step, form, status: int = 200) -> HttpResponse:
    context = {"subject": subject, "subject_url": _url(subject), "step": step, "form": form}
    return render(request, "workflows/step.html", context, status=status)


def _url(subject) -> str:
    return subjects.kind_of(subject.key).url(subject)
