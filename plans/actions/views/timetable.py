"""时间表: the plan as a Gantt chart and as a calendar; while it is a draft, tasks are moved and put after each other."""

from datetime import date

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked, clock
from records.errors import Refused, Stale, allows

from .. import gantt, rules
from ..forms.timetable import DaysForm
from ..models import Task
from ..operations import dependencies, drafting
from ..queries import visible_plans
from ..queries.timetable import Timetable

GANTT, CALENDAR = "gantt", "calendar"


@require_GET
def plan_timetable(request, pk):
    """时间表 of one plan."""
    return _page(request, _plan(request, pk))


@require_POST
def timetable_move(request, pk, task):
    """改日期, by dragging or by typing: nodes move along when the whole task moves."""
    plan = _plan(request, pk)
    rules.check_can_write(plan, request.user)
    row = _task(plan, task)
    form = DaysForm(request.POST)
    if form.is_valid():
        days = form.cleaned_data
        nodes = gantt.nodes_moved(row, days["starts"], days["due"])
        try:
            drafting.save_task(row, by=request.user, milestones=nodes, **days)
        except Stale as stale:
            said = _("%(who)s刚改过这项任务，现在是%(starts)s至%(due)s，您的日期没有写入，请再看一次。")
            now = {
                "who": stale.who or _("有人"),
                "starts": _said(stale, "starts"),
                "due": _said(stale, "due"),
            }
            form.add_error(None, said % now)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("任务“%(task)s”的日期已保存。") % {"task": row})
            return redirect("plan_timetable", pk)
    return _page(request, plan, wrong=row.pk, form=form)


def _said(stale: Stale, name: str) -> str:
    return stale.theirs[name].isoformat() if stale.theirs.get(name) else "—"


@require_POST
def timetable_needs(request, pk, task):
    """前置任务: put one task after another, or no longer."""
    plan = _plan(request, pk)
    rules.check_can_write(plan, request.user)
    row, needs = _task(plan, task), _task(plan, asked.number(request.POST.get("needs")))
    try:
        if request.POST.get("remove"):
            dependencies.unlink_tasks(row, needs=needs, by=request.user)
        else:
            dependencies.link_tasks(row, needs=needs, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("plan_timetable", pk)


def _plan(request, pk):
    return get_object_or_404(visible_plans(request.user), pk=pk)


def _task(plan, pk) -> Task:
    return get_object_or_404(plan.tasks.select_related("plan").prefetch_related("milestones"), pk=pk)


def _page(request, plan, *, wrong: int | None = None, form: DaysForm | None = None):
    timetable = Timetable(plan)
    months = timetable.months()
    view = CALENDAR if request.GET.get("view") == CALENDAR else GANTT
    context = {
        "plan": plan,
        "view": view,
        "rows": timetable.rows(),
        "may_write": allows(rules.check_can_write, plan, request.user),
        "may_print": allows(rules.check_can_print_task_papers, plan, request.user),
        "as_of": clock.now(),
        "wrong": wrong,
        "form": form,
    }
    if view == CALENDAR:
        month = _month(request.GET.get("month", ""), months)
        context |= {"months": months, "month": month, "weeks": timetable.month(month)}
    else:
        context["chart"] = timetable.chart()
    return render(request, "actions/timetable.html", context, status=422 if form else 200)


def _month(text: str, months: list[date]) -> date:
    """The month asked for, else the present one or the next in which something falls due."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        today = clock.today().replace(day=1)
        return next((month for month in months if month >= today), months[-1] if months else today)
