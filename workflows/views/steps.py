"""One step of a subject as one page: what will happen, who is told, one field of words, one button.

The card on the subject's page asks the same in a dialog; a refusal comes back here with what was typed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from records.errors import Refused, allows
from records.forms import WordsForm

from .. import routes, subjects
from ..acts import MISSED


@dataclass(frozen=True)
class Step:
    """A step that needs at most one field of words. `check(subject, person)` is its rule, `run(subject, by=…)` its
    operation, `takes` the operation's parameter for the words; `missing(subject)` says what must be written before it,
    each with `url` and `sentence`."""

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
    missing: Callable | None = None


@dataclass(frozen=True)
class Place:
    """Where a step belongs when that is not the page of its subject: title and address (a measure of an item)."""

    title: str
    url: str


def step_page(request: HttpRequest, subject, step: Step, *, place: Place | None = None) -> HttpResponse:
    """GET: the form of the step. POST: the step itself; refused with words typed, the form again."""
    place = place or place_of(subject)
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
        return _form_page(request, place, step, form, round=routes.mark(subject))
    seen = {"round": request.POST.get("round", "")}
    if asks and not form.is_valid():
        step.check(subject, request.user)
        return _form_page(request, place, step, form, status=422, **seen)
    words = form.words() if asks else {}
    try:
        _check_seen(request, subject)
        step.run(subject, by=request.user, **words)
    except Refused as refused:
        missing = _missing(request, subject, step)
        if not missing:
            if not any(words.values()) and refused.field != step.takes:
                raise
            form.add_error(step.takes if refused.field == step.takes else None, str(refused))
        return _form_page(request, place, step, form, missing=missing, status=422, **seen)
    messages.success(request, step.done)
    return redirect(place.url)


def _check_seen(request: HttpRequest, subject) -> None:
    """What was read is still what is decided: not a later application that came to the same stage meanwhile.

    The mark is the page's; whoever goes on after this refusal looks at the subject's page again.
    """
    seen = request.POST.get("round", "")
    if seen and seen != routes.mark(subject):
        raise Refused(str(MISSED))


def _missing(request, subject, step: Step) -> list:
    """What stands in the way of somebody who else may take the step; others are told no more than the refusal."""
    return step.missing(subject) if step.missing and allows(step.check, subject, request.user) else []


def form_page(
    request: HttpRequest, subject, step: Step, form, *, values: Callable, place: Place | None = None, **more
) -> HttpResponse:
    """The same for a step with a form of its own, bound when posted; `values(form)` is what the operation takes."""
    place = place or place_of(subject)
    if request.method != "POST":
        step.check(subject, request.user)
        return _form_page(request, place, step, form, round=routes.mark(subject), **more)
    if form.is_valid():
        try:
            _check_seen(request, subject)
            step.run(subject, by=request.user, **values(form))
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, step.done)
            return redirect(place.url)
    else:
        step.check(subject, request.user)
    return _form_page(request, place, step, form, status=422, round=request.POST.get("round", ""), **more)


def place_of(subject) -> Place:
    """The page of a subject."""
    return Place(subject.title, subjects.kind_of(subject.key).url(subject))


def _form_page(request, place: Place, step: Step, form, status: int = 200, **more) -> HttpResponse:
    template = more.pop("template", "workflows/step.html")
    context = {"place": place, "step": step, "form": form, **more}
    return render(request, template, context, status=status)
