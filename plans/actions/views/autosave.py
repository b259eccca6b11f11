"""自动保存: answers for static/js/autosave.js. 200 {revision, saved_at} · 409 both texts · 422 {sentence, field}.

Nothing newer is overwritten; what was refused stays in the browser.
"""

from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records import clock
from records.errors import Refused, Stale
from records.forms import Doubtful, check_texts

from ..enums import MILESTONES_PER_TASK
from ..forms.plans import HeadForm, SectionForm, TaskForm
from ..models import Plan, Task
from ..operations import drafting
from ..queries import editing
from .loading import plan_of, task_of

CONFIRMED = "unclassified_words"
WORDS_KEPT = 200


@require_POST
def head(request, pk):
    """基本情况 with the leading group."""
    plan = plan_of(request, pk)
    return _saved(
        request,
        plan,
        HeadForm(request.POST),
        save=lambda data: drafting.save_head(plan, by=request.user, revision=_revision(request), **data),
        theirs=lambda: head_values(Plan.objects.get(pk=plan.pk)),
    )


@require_POST
def section(request, pk, key):
    """The text of one section."""
    plan = plan_of(request, pk)
    row = get_object_or_404(plan.sections, key=key)
    return _saved(
        request,
        plan,
        SectionForm(request.POST),
        save=lambda data: drafting.save_section(
            plan, key, by=request.user, text=data["text"].replace("\r\n", "\n"), revision=_revision(request)
        ),
        theirs=lambda: plan.sections.values_list("text", flat=True).get(pk=row.pk),
    )


@require_POST
def task(request, pk, task):
    """One task with its nodes; the answer brings its row and its hints as they now are."""
    row = task_of(request, pk, task)
    plan = row.plan

    def drawn():
        part = editing.task_part(_task(row.pk))
        context = {"part": part, "plan": plan}
        return {
            "row": render_to_string("actions/edit/task_row.html", context, request),
            "hints": render_to_string("actions/edit/hints.html", context, request),
        }

    return _saved(
        request,
        plan,
        TaskForm(plan, request.POST),
        save=lambda data: drafting.save_task(row, by=request.user, revision=_revision(request), **data),
        theirs=lambda: task_values(_task(row.pk)),
        drawn=drawn,
    )


@require_POST
def checked(request, pk):
    """已核对，不含涉密内容: these words have been looked at by the writer and are not asked about again."""
    plan = plan_of(request, pk)
    kept = request.session.get(CONFIRMED, {})
    words = [*kept.get(str(plan.pk), []), *request.POST.getlist("words")]
    request.session[CONFIRMED] = kept | {str(plan.pk): list(dict.fromkeys(words))[-WORDS_KEPT:]}
    return JsonResponse({"ok": True})


def _saved(request: HttpRequest, plan: Plan, form: Form, *, save, theirs, drawn=dict) -> JsonResponse:
    """Check, save, and say how it went. `theirs()` gives what stands there now, as the page's fields have it."""
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        label = form.fields[field].label if field in form.fields else ""
        named = errors[0] if str(label) in errors[0] else str(label) + _("：") + errors[0]
        return _refused(named, "" if field == "__all__" else field)
    try:
        check_texts(_texts(form), request.session.get(CONFIRMED, {}).get(str(plan.pk), ()))
        revision = save(form.cleaned_data)
    except Doubtful as doubtful:
        return _refused(doubtful.sentence, doubtful.field, ask=list(doubtful.ask))
    except Stale as stale:
        return _two_texts(request, stale, theirs(), drawn)
    except Refused as refused:
        return _refused(refused.sentence, "")
    return JsonResponse({"revision": revision, "saved_at": _clock_words(clock.now()), **drawn()})


def _two_texts(request, stale: Stale, theirs, drawn) -> JsonResponse:
    """409: what I typed beside what stands there; where nothing differs it is simply saved."""
    single = not isinstance(theirs, dict)
    typed = {"text": theirs} if single else theirs
    mine = {name: request.POST.get(name, "").replace("\r\n", "\n") for name in typed}
    differing = [
        name
        for name in typed
        if mine[name].strip() != str(typed[name]).strip() and _is_of_a_row_with_a_name(name, mine, typed)
    ]
    if not differing:
        return JsonResponse({"revision": stale.revision, "saved_at": _clock_words(clock.now()), **drawn()})
    return JsonResponse(
        {
            "mine": mine["text"] if single else {name: mine[name] for name in differing},
            "theirs": theirs if single else {name: typed[name] for name in differing},
            "revision": stale.revision,
            "who": stale.who,
            "when": _clock_words(stale.when) if stale.when else "",
        },
        status=409,
    )


def _is_of_a_row_with_a_name(name: str, *sides: dict) -> bool:
    """A row of the leading group in which nobody stands has a role all the same; that is no text of anybody."""
    if not name.startswith("group-"):
        return True
    person = f"{name.rsplit('-', 1)[0]}-name"
    return any(str(side.get(person, "")).strip() for side in sides)


def _refused(sentence: str, field: str, *, ask=()) -> JsonResponse:
    return JsonResponse(
        {"error": sentence, "sentence": sentence, "field": field, "ask": list(ask)}, status=422
    )


def _texts(form: Form) -> dict[str, str]:
    texts = {name: value for name, value in form.cleaned_data.items() if isinstance(value, str)}
    for place, entry in enumerate(form.cleaned_data.get("group", ())):
        texts[f"group-{place}-name"], texts[f"group-{place}-post"] = entry["name"], entry["post"]
    for place, (name, _due) in enumerate(form.cleaned_data.get("milestones", ())):
        texts[f"node-{place}-name"] = name
    return texts


def head_values(plan: Plan) -> dict[str, str]:
    """The head and the leading group as the page's fields have them."""
    names = ("title", "kind", "meeting_name", "document_number")
    values = {name: getattr(plan, name) for name in names}
    values["meeting_on"] = plan.meeting_on.isoformat() if plan.meeting_on else ""
    for place, row in enumerate(editing.group_rows(plan)):
        values |= {f"group-{place}-{name}": str(row[name]) for name in ("line", "role", "name", "post")}
    return values


def task_values(task: Task) -> dict[str, str]:
    """One task as the page's fields have it."""
    values = {
        name: str(getattr(task, name))
        for name in drafting.TASK_FIELDS
        if name not in {"section", "person", "starts", "due"}
    }
    values |= {"section": str(task.section_id or ""), "person": str(task.person_id or "")}
    values |= {name: (day.isoformat() if (day := getattr(task, name)) else "") for name in ("starts", "due")}
    nodes = editing.nodes_of(task)
    for place in range(MILESTONES_PER_TASK):
        values[f"node-{place}-name"] = nodes[place]["name"]
        values[f"node-{place}-due"] = nodes[place]["due"].isoformat() if nodes[place]["due"] else ""
    return values


def _task(pk: int) -> Task:
    return Task.objects.select_related("section", "person").prefetch_related("milestones").get(pk=pk)


def _revision(request: HttpRequest) -> int:
    asked = request.POST.get("revision", "")
    return int(asked) if asked.isdecimal() and len(asked) < 10 else 0


def _clock_words(moment) -> str:
    return timezone.localtime(moment).strftime("%H:%M")
