"""新增问题: one problem, its form, what will happen, and then 交办."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from plans.actions.queries import visible_tasks
from records import clock, workdays
from records.errors import Refused, allows

from ..enums import Kind, Scope
from ..forms.intake import ProblemForm
from ..operations import issuing
from ..queries import intake as queries
from ..rules import issuing as rules


@require_http_methods(["GET", "POST"])
def item_new(request):
    """GET: the form. POST: what will happen and who is told; POST with `confirm`: 交办."""
    rules.check_can_enter(request.user)
    if request.method == "GET":
        return _form_page(request, ProblemForm(request.user, initial={"unit": request.GET.get("unit", "")}))
    form = ProblemForm(request.user, request.POST)
    if not form.is_valid():
        return _form_page(request, form, status=422)
    if "back" in request.POST:
        return _form_page(request, form)
    problem = form.values()
    try:
        if "confirm" in request.POST:
            item = issuing.enter(problem, by=request.user)
            messages.success(request, _("%(number)s已交办。") % {"number": item.number})
            return redirect("item", item.pk)
        rules.check_can_hand_out(problem.source, problem.unit, request.user)
        issuing.check_problem(problem)
    except Refused as refused:
        form.add_error(refused.field, str(refused))
        return _form_page(request, form, status=422)
    return render(request, "rectifications/item_confirm.html", {"form": form, **what_happens(problem)})


@require_GET
def item_new_unit(request):
    """The fields that change with the unit: its tasks, sections and people."""
    if not allows(rules.check_can_enter, request.user):
        rules.check_can_issue(request.user)
    form = ProblemForm(request.user, initial={"unit": request.GET.get("unit", "")})
    return render(request, "rectifications/parts/of_the_unit.html", {"form": form})


def ways_in(person) -> dict:
    """How problems come in, for the buttons of the ledger."""
    return {
        "may_enter": allows(rules.check_can_enter, person),
        "may_import": allows(rules.check_can_import, person),
    }


def beside(item, person) -> dict:
    """The plan's task that an item names, when the person may see it; nothing is asked about items that name none."""
    if item.plan_id is None:
        return {}
    tasks = visible_tasks(person).filter(plan_id=item.plan_id, line=item.plan_line)
    return {"plan_task": tasks.filter(plan__approved_version__isnull=False).first()}


def what_happens(problem: issuing.Problem) -> dict:
    """What a confirmation says: whose it will be, who is told, until when they sign for it."""
    names = {"leader": _("责任领导"), "section": _("责任科室"), "person": _("责任人")}
    return {
        "problem": problem,
        "kind": Kind(problem.kind).label,
        "scope": Scope(problem.scope).label,
        "task": problem.plan and problem.plan.tasks.filter(line=problem.plan_line).first(),
        "whose": [(label, problem.more.get(name)) for name, label in names.items()],
        "liaisons": queries.liaisons_of(problem.unit),
        "receive_by": workdays.add(clock.today(), issuing.RECEIVE_DAYS).date,
    }


def _form_page(request, form, status: int = 200):
    context = {"form": form, "may_import": allows(rules.check_can_import, request.user)}
    return render(request, "rectifications/item_new.html", context, status=status)
