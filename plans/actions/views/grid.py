"""批量填报: the nodes of a plan as a grid to type into or to paste into from Excel."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from records import asked
from units.enums import Post
from units.queries import standing

from .. import rules
from ..models import Milestone
from ..operations.grid import DONE_ON, WORDS, BadCells, Line, report_lines
from ..queries import visible_plans

MOST = 400  # lines of one page; a request has at most a thousand fields


@require_http_methods(["GET", "POST"])
def plan_grid(request, pk):
    """Those nodes that the person may report on; a refused grid comes back with all that was typed."""
    plan = get_object_or_404(visible_plans(request.user), pk=pk)
    rules.check_can_report_in_grid(plan, request.user)
    if request.method == "GET":
        return _page(request, plan, {}, None)
    lines = _typed(request.POST)
    if not lines:
        messages.warning(request, _("还没有填写任何一行。"))
        return redirect("plan_grid", pk)
    try:
        n = report_lines(plan, by=request.user, lines=lines)
    except BadCells as refused:
        return _page(request, plan, {line.node: line for line in lines}, refused)
    messages.success(request, _("已填报%(n)d行。") % {"n": n})
    return redirect("plan_grid", pk)


def _typed(data) -> list[Line]:
    """The lines in which something stands, by the number of their node."""
    numbers = [
        asked.number(name.partition("-")[2]) for name in data if name.startswith((f"{DONE_ON}-", f"{WORDS}-"))
    ]
    lines = [
        Line(node, data.get(f"{DONE_ON}-{node}", ""), data.get(f"{WORDS}-{node}", ""))
        for node in dict.fromkeys(numbers)
        if node is not None
    ]
    return [line for line in lines if line.done_on.strip() or line.words.strip()]


def _page(request, plan, typed: dict[int, Line], refused: BadCells | None):
    nodes = Milestone.objects.filter(task__plan=plan, task__done_on=None).select_related("task__person")
    if not standing(request.user).holds(Post.LIAISON, plan.unit_id):
        nodes = nodes.filter(task__person=request.user)
    rows = [
        {
            "node": node,
            "line": typed.get(node.pk, Line(node.pk)),
            "wrong_day": refused.cells.get((node.pk, DONE_ON), "") if refused else "",
            "wrong_words": refused.cells.get((node.pk, WORDS), "") if refused else "",
        }
        for node in nodes.order_by("task__order", "task_id", "order")[: MOST + 1]
    ]
    context = {"plan": plan, "rows": rows[:MOST], "more": len(rows) > MOST, "refused": refused}
    return render(request, "actions/grid.html", context, status=422 if refused else 200)
