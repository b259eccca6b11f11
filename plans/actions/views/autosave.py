"""自动保存 of a draft: its head, a section, a task (workflows/views/autosave.py says how it went)."""

from django.forms import Form
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from workflows.views.autosave import keep_checked, own_texts, revision_of, saved

from .. import rules, writers
from ..enums import MILESTONES_PER_TASK
from ..forms.plans import HeadForm, SectionForm, TaskForm
from ..models import Plan, Task
from ..operations import drafting
from ..queries import editing
from .loading import plan_of, task_of


@require_POST
def head(request, pk):
    """基本情况 with the leading group."""
    plan = plan_of(request, pk)
    return _saved(
        request,
        plan,
        HeadForm(request.POST),
        save=lambda data: drafting.save_head(plan, by=request.user, revision=revision_of(request), **data),
        theirs=lambda: head_values(Plan.objects.get(pk=plan.pk)),
    )


@require_POST
def here(request, pk):
    """谁在写: I am in this place; who else is in which. Nothing is written into the draft."""
    plan = plan_of(request, pk)
    rules.check_can_write(plan, request.user)
    others = writers.be_in(plan, request.user, request.POST.get("place", ""))
    told = [{"place": each.place, "sentence": _("%(name)s正在填写") % {"name": each.name}} for each in others]
    return JsonResponse({"others": told})


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
            plan, key, by=request.user, text=data["text"].replace("\r\n", "\n"), revision=revision_of(request)
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
        save=lambda data: drafting.save_task(row, by=request.user, revision=revision_of(request), **data),
        theirs=lambda: task_values(_task(row.pk)),
        drawn=drawn,
    )


@require_POST
def checked(request, pk):
    """已核对，不含涉密内容."""
    return keep_checked(request, plan_of(request, pk).key)


def _saved(request: HttpRequest, plan: Plan, form: Form, **how) -> JsonResponse:
    return saved(request, plan.key, form, texts=lambda: _texts(form), is_text=_is_of_a_row_with_a_name, **how)


def _is_of_a_row_with_a_name(name: str, *sides: dict) -> bool:
    """A row of the leading group in which nobody stands has a role all the same; that is no text of anybody."""
    if not name.startswith("group-"):
        return True
    person = f"{name.rsplit('-', 1)[0]}-name"
    return any(str(side.get(person, "")).strip() for side in sides)


def _texts(form: Form) -> dict[str, str]:
    texts = own_texts(form)
    for place, entry in enumerate(form.cleaned_data.get("group", ())):
        texts[f"group-{place}-name"], texts[f"group-{place}-post"] = entry["name"], entry["post"]
    for place, (name, _due) in enumerate(form.cleaned_data.get("milestones", ())):
        texts[f"node-{place}-name"] = name
    return texts


def head_values(plan: Plan) -> dict[str, str]:
    """The head and the leading group as the page's fields have them."""
    names = ("title", "kind", "meeting_name", "document_number")
    values = {name: getattr(plan, name) for name in names}
    values["budget"] = "" if plan.budget is None else str(plan.budget)
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
