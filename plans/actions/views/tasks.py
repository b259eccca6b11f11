"""任务 pages: the list by light, and one task with its nodes, reports and evidence."""

from datetime import date

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked, workdays
from records.errors import Refused, allows
from units.models import Unit
from units.queries import standing
from workflows.enums import Light
from workflows.models import Evidence
from workflows.views import evidence as evidence_part

from .. import panels, rules
from ..forms.execution import AnswerForm, FinishForm, ReportForm
from ..models import Report
from ..operations import execution
from ..queries import tasks as queries
from ..queries import visible_actions, visible_tasks

PAGE = 50


@require_GET
def tasks(request):
    """任务: mine, my unit's, or (office) everybody's; chips by light. Numbers of board and battle map open it narrowed."""
    held = standing(request.user)
    above = held.is_office or held.is_committee
    light = request.GET.get("light", "")
    light = light if light in Light.values else ""
    narrowing = _narrowing(request, above)
    rows = queries.tasks_of_unit(request.user, narrowing, light=light)
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    counts = queries.counts_by_light(request.user, narrowing)
    return render(
        request,
        "actions/tasks.html",
        {
            "page_obj": page,
            "light": light,
            "mine": narrowing.mine,
            "narrowed": _narrowed(request, narrowing),
            "chips": [(value, label, counts.get(value, 0)) for value, label in Light.choices],
            "total": sum(counts.values()),
            "all_units": above,
        },
    )


def _narrowing(request, above: bool) -> queries.Narrowing:
    return queries.Narrowing(
        mine=request.GET.get("mine", "") == "1",
        unit_id=asked.number(request.GET.get("unit")) if above else None,
        action_id=asked.number(request.GET.get("action")),
        item=request.GET.get("item", "")[:20],
        month=_month(request.GET.get("month", "")),
    )


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01") if len(text) == 7 else None
    except ValueError:
        return None


def _narrowed(request, narrowing: queries.Narrowing) -> list[tuple[str, str]]:
    """By what the list is narrowed, for chips that take it back: (what it says, the address without it)."""
    found = []
    if narrowing.unit_id:
        unit = Unit.objects.filter(pk=narrowing.unit_id).first()
        found.append(("unit", unit.short_name if unit else "—"))
    if narrowing.action_id:
        action = visible_actions(request.user).filter(pk=narrowing.action_id).first()
        found.append(("action", action.name if action else "—"))
    if narrowing.item:
        own = narrowing.item == queries.OWN_ITEM
        found.append(("item", _("单位自定任务") if own else _("条目%(code)s") % {"code": narrowing.item}))
    if narrowing.month:
        found.append(("month", _("%(month)s到期") % {"month": f"{narrowing.month:%Y-%m}"}))
    return [(words, _without(request, name)) for name, words in found]


def _without(request, name: str) -> str:
    kept = {key: value for key, value in request.GET.items() if key not in {name, "page"}}
    return f"?{urlencode(kept)}"


@require_GET
def task(request, pk):
    """One task."""
    return _page(request, _task(request, pk))


@require_POST
def task_report(request, pk):
    """填报进展."""
    row = _task(request, pk)
    form = ReportForm(row.milestones.all(), request.POST)
    return _act(
        request,
        row,
        "report_form",
        form,
        lambda: execution.report(row, by=request.user, **form.values()),
        _("进展已记录。"),
    )


@require_POST
def task_finish(request, pk):
    """任务办结."""
    row = _task(request, pk)
    form = FinishForm(request.POST)
    return _act(
        request,
        row,
        "finish_form",
        form,
        lambda: execution.finish_task(row, by=request.user, **form.cleaned_data),
        _("任务已办结。"),
    )


@require_POST
def task_evidence_add(request, pk):
    """添加佐证: a new file into the library and to this task, or one that is there already."""
    row = _task(request, pk)
    refused = evidence_part.add(
        request,
        _line(row),
        check=lambda: rules.check_can_add_evidence(row, request.user),
        link=lambda evidence: execution.link_evidence(row, by=request.user, evidence=evidence),
    )
    if refused:
        return _page(request, row, status=422, typed=refused)
    messages.success(request, _("佐证已添加。"))
    return redirect("task", pk)


@require_POST
def task_evidence_remove(request, pk, evidence):
    """移除佐证 from the task; it stays in the library."""
    row = _task(request, pk)
    execution.unlink_evidence(
        row, by=request.user, evidence=get_object_or_404(Evidence, pk=evidence, unit_id=row.plan.unit_id)
    )
    messages.success(request, _("已移除，材料仍在佐证库中。"))
    return redirect("task", pk)


@require_POST
def trouble_answer(request, pk, report):
    """答复协调事项."""
    row = _task(request, pk)
    written = get_object_or_404(Report.objects.select_related("task__plan", "by"), pk=report, task=row)
    form = AnswerForm(request.POST)
    return _act(
        request,
        row,
        "answer_form",
        form,
        lambda: execution.answer_trouble(written, by=request.user, **form.cleaned_data),
        _("协调意见已送责任人。"),
    )


def _task(request, pk):
    return get_object_or_404(visible_tasks(request.user).filter(plan__approved_version__isnull=False), pk=pk)


def _line(row) -> evidence_part.Line:
    return evidence_part.Line(row.plan.unit, row.plan.key, row.line)


def _act(request, row, name, form, operation, said):
    """Do `operation` when the form is whole; a refusal stands on the form with what was typed."""
    if form.is_valid():
        try:
            operation()
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        else:
            messages.success(request, said)
            return redirect("task", row.pk)
    return _page(request, row, status=422, **{name: form})


def _page(request, row, *, status=200, typed=None, **forms):
    person = request.user
    milestones = list(row.milestones.all())
    reports = list(row.reports.select_related("by", "milestone", "answered_by", "answered_for"))
    context = {
        "task": row,
        "plan": row.plan,
        "light": queries.light_of(row),
        "days_left": queries.days_left(row),
        "provisional": bool(row.due and not workdays.is_known(row.due)),
        "milestones": milestones,
        "nodes_done": sum(each.done_on is not None for each in milestones),
        "percent": execution.percent(row),
        "reports": reports,
        "troubles": [each for each in reports if each.kind == "trouble" and each.answered_at is None],
        "may_report": allows(rules.check_can_report, row, person),
        "evidence_part": evidence_part.part(
            _line(row),
            may_add=allows(rules.check_can_add_evidence, row, person),
            add_url=reverse("task_evidence_add", args=[row.pk]),
            remove_url=lambda each: reverse("task_evidence_remove", args=[row.pk, each.pk]),
            **(typed or {}),
        ),
        "for_another": row.person_id != person.pk,
        "may_answer": any(
            allows(rules.check_can_answer_trouble, each, person) for each in reports if each.kind == "trouble"
        ),
        "report_form": ReportForm(milestones),
        "finish_form": FinishForm(),
        "answer_form": AnswerForm(),
        "ready_to_finish": all(each.done_on for each in milestones),
        "panels": panels.of_task(row, person),
        **forms,
    }
    return render(request, "actions/task.html", context, status=status)
