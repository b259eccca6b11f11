"""起草: the editor. Every part of the plan saves itself; tasks come and go one by one."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records import clock, workdays
from records.errors import allows
from workflows.models import Assignment

from .. import rules
from ..enums import LENGTH_ADVICE, GroupRole, PlanKind, Status
from ..forms.plans import people_of, sections_of
from ..operations import drafting
from ..queries import editing
from .loading import plan_of, task_of


@require_http_methods(["GET"])
def edit(request, pk):
    """The editor; who may only read, or comes too late, is led to the plan's page."""
    plan = plan_of(request, pk)
    if not allows(rules.check_can_write, plan, request.user):
        messages.info(request, _("方案当前为“%(state)s”，只能查看，不能修改。") % {"state": plan.label})
        return redirect("plan", plan.pk)
    editor = editing.editor_of(plan, request.user)
    task = Assignment.objects.filter(process_id=plan.process_id, kind="draft", done_at=None).first()
    context = {
        "plan": plan,
        "label": plan.label,
        "editor": editor,
        "gaps": editor.gaps,
        "advice": editing.advice_for(plan),
        "kinds": [(kind.value, kind.label, LENGTH_ADVICE[kind]) for kind in PlanKind],
        "roles": GroupRole.choices,
        "sections": sections_of(plan),
        "people": people_of(plan),
        "opened": request.GET.get("open", ""),
        "due": task and task.due,
        "provisional": bool(task and task.provisional),
        "days_left": workdays.between(clock.today(), task.due) if task and task.due else None,
        "amending": plan.status == Status.AMENDING,
        "revising": plan.status == Status.REVISING,
    }
    return render(request, "actions/edit.html", context)


@require_GET
def gaps(request, pk):
    """还差什么: the fragment that is asked for again after each save."""
    plan = plan_of(request, pk)
    rules.check_can_write(plan, request.user)
    return render(request, "actions/edit/gaps.html", {"plan": plan, "gaps": editing.gaps_of(plan)})


def ways_to_gaps(plan) -> list[dict]:
    """The same for another page: each with the way to its place in the editor."""
    address = reverse("plan_edit", args=[plan.pk])
    return [{"url": address + gap.url, "sentence": gap.sentence} for gap in editing.gaps_of(plan)]


@require_POST
def task_add(request, pk):
    """添加任务: a new row at the end, opened."""
    plan = plan_of(request, pk)
    task = drafting.add_task(plan, by=request.user)
    return redirect(f"{reverse('plan_edit', args=[plan.pk])}?open={task.line}#task-{task.line}")


@require_POST
def task_move(request, pk, task):
    """上移、下移."""
    row = task_of(request, pk, task)
    drafting.move_task(row, by=request.user, up=request.POST.get("up") == "1")
    return redirect(f"{reverse('plan_edit', args=[pk])}#task-{row.line}")


@require_POST
def task_remove(request, pk, task):
    """删除任务 from the draft."""
    row = task_of(request, pk, task)
    drafting.remove_task(row, by=request.user)
    messages.success(request, _("任务“%(title)s”已从草稿中删除。") % {"title": row.title})
    return redirect(f"{reverse('plan_edit', args=[pk])}#tasks")
