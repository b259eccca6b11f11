"""打印其他文书: 任务书、时间表、作战图 by the unit, 审批表、验收合格证书 and 命名证书 by the office."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.enums import DocumentKind
from documents.models import Document
from records.errors import allows
from records.forms import DayField, UnmarkedForm
from workflows.views.steps import Place, Step, form_page, step_page

from .. import rules
from ..operations import plan_papers as operations
from ..queries import visible_plans

OWN = (DocumentKind.TASK_SHEET, DocumentKind.TIMETABLE, DocumentKind.BATTLE_MAP)
PRINT = Step(
    label=_("打印任务书、时间表、作战图"),
    says=_("按批准的版本和今天的进度生成，完成后在方案页的“文书”里。任务书每位责任人一份。"),
    told="",
    done=_("正在生成，完成后显示在“文书”里。"),
    check=rules.check_can_print_task_papers,
    run=operations.print_task_papers,
)
APPROVAL = Step(
    label=_("打印审批表"),
    says=_("各环节的意见、姓名和时间汇成一张表，仅工委内部可见。"),
    told="",
    done=_("正在生成，完成后显示在“文书”里。"),
    check=rules.check_can_print_approval_form,
    run=operations.print_approval_form,
)
CERTIFICATE = Step(
    label=_("起草验收合格证书"),
    says=_("生成样稿，看过后出具。"),
    told="",
    done=_("样稿已起草，请看过后出具。"),
    check=rules.check_can_draft_certificate,
    run=operations.draft_certificate,
)

NAMING = Step(
    label=_("起草命名证书"),
    says=_("填写命名和批准依据，生成样稿，看过后出具。没有批准依据的不能命名。"),
    told="",
    done=_("样稿已起草，请看过后出具。"),
    check=rules.check_can_draft_naming,
    run=operations.draft_naming,
)


class TaskPapersForm(forms.Form):
    """Which of the unit's own papers."""

    kinds = forms.MultipleChoiceField(
        label=_("打印哪些文书"),
        choices=[(kind.value, kind.label) for kind in OWN],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要打印的文书。")},
    )


class NamingForm(UnmarkedForm):
    """命名 and its 批准依据."""

    name = forms.CharField(label=_("命名为"), max_length=60)
    approved_by = forms.CharField(label=_("批准机关"), max_length=60)
    approved_number = forms.CharField(
        label=_("批准文号"), max_length=40, help_text=_("例如：示委〔2026〕18号")
    )
    approved_on = DayField(label=_("批准日期"))


def offered(plan, person) -> bool:
    """Is there anything on the page for this person?"""
    return any(allows(step.check, plan, person) for step in (PRINT, APPROVAL, CERTIFICATE, NAMING))


@require_http_methods(["GET", "POST"])
def plan_papers(request, pk):
    """The unit's papers as a form; the office's as buttons."""
    plan = _plan(request, pk)
    may_print = allows(PRINT.check, plan, request.user)
    buttons = [
        (step, reverse(name, args=[pk]))
        for step, name in ((APPROVAL, "plan_approval_form"), (CERTIFICATE, "plan_certificate"))
        if allows(step.check, plan, request.user)
    ]
    naming = allows(NAMING.check, plan, request.user)
    if request.method == "GET" and (buttons or naming) and not may_print:
        context = {"plan": plan, "buttons": buttons, "naming": NAMING if naming else None}
        return render(request, "actions/papers.html", context)
    form = TaskPapersForm(request.POST) if request.method == "POST" else TaskPapersForm()
    return form_page(
        request, plan, PRINT, form, values=lambda form: form.cleaned_data, place=Place(plan.title, _url(plan))
    )


@require_http_methods(["GET", "POST"])
def plan_approval_form(request, pk):
    """打印审批表."""
    return step_page(request, _plan(request, pk), APPROVAL)


@require_http_methods(["GET", "POST"])
def plan_certificate(request, pk):
    """起草验收合格证书: on to the 样稿."""
    plan = _plan(request, pk)
    return _on_to_draft(request, plan, step_page(request, plan, CERTIFICATE), DocumentKind.CERTIFICATE)


@require_http_methods(["GET", "POST"])
def plan_naming(request, pk):
    """起草命名证书: on to the 样稿."""
    plan = _plan(request, pk)
    form = NamingForm(request.POST) if request.method == "POST" else NamingForm()
    place = Place(plan.title, _url(plan))
    answer = form_page(request, plan, NAMING, form, values=lambda form: form.cleaned_data, place=place)
    return _on_to_draft(request, plan, answer, DocumentKind.NAMING_CERTIFICATE)


def _on_to_draft(request, plan, answer, kind):
    if request.method == "POST" and answer.status_code == 302 and answer.url == _url(plan):
        return redirect("paper", Document.objects.filter(subject=plan.key, kind=kind).latest("id").pk)
    return answer


def _plan(request, pk):
    return get_object_or_404(visible_plans(request.user), pk=pk)


def _url(plan) -> str:
    return reverse("plan", args=[plan.pk])
