"""打印其他文书: 任务书、时间表、作战图 by the unit, 审批表 and 验收合格证书 by the office."""

from django import forms
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from documents.enums import DocumentKind
from documents.models import Document
from records.errors import allows
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


class TaskPapersForm(forms.Form):
    """Which of the unit's own papers."""

    kinds = forms.MultipleChoiceField(
        label=_("打印哪些文书"),
        choices=[(kind.value, kind.label) for kind in OWN],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择要打印的文书。")},
    )


def offered(plan, person) -> bool:
    """Is there anything on the page for this person?"""
    return any(allows(step.check, plan, person) for step in (PRINT, APPROVAL, CERTIFICATE))


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
    if request.method == "GET" and buttons and not may_print:
        return render(request, "actions/papers.html", {"plan": plan, "buttons": buttons})
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
    answer = step_page(request, plan, CERTIFICATE)
    if request.method == "POST" and answer.status_code == 302 and answer.url == _url(plan):
        drafts = Document.objects.filter(subject=plan.key, kind=DocumentKind.CERTIFICATE)
        return redirect("paper", drafts.latest("id").pk)
    return answer


def _plan(request, pk):
    return get_object_or_404(visible_plans(request.user), pk=pk)


def _url(plan) -> str:
    return reverse("plan", args=[plan.pk])
