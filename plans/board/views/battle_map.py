"""作战图: units × stages and tasks × months, for the desk, for the wall and for paper."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_GET

from plans.actions import rules
from plans.actions.enums import RUNNING
from plans.actions.models import Plan
from records import asked, clock, trail
from records.errors import allows
from units.queries import standing

from ..queries import months, stages
from ..queries.scope import Scope, scope_of

PAGE = 50
STAGES, MONTHS = "stages", "months"


@require_GET
def battle_map(request):
    """One action: by stages (50 units a page) or by months; `wall` leaves out the chrome and looks again by itself."""
    if standing(request.user).is_technical:
        raise Http404
    wall, several = request.GET.get("wall") == "1", request.GET.get("several") == "1"
    stamp = f"{trail.newest()}-{clock.today():%Y%m%d}" if wall else ""
    if request.htmx and not several and request.GET.get("seen") == stamp:
        return HttpResponse(status=204)  # nothing was done since, and it is still the same day
    scope = scope_of(request.user, asked.number(request.GET.get("action")))
    view = MONTHS if request.GET.get("view") == MONTHS else STAGES
    context = {"scope": scope, "view": view, "wall": wall, "as_of": clock.now()}
    if scope.action:
        context |= (_by_months if view == MONTHS else _by_stages)(request, scope)
    if wall and scope.action:
        context["poll_url"] = _next_look(request, scope, view, context.get("page_obj"), stamp)
    template = "board/parts/wall.html" if request.htmx else "board/battle_map.html"
    return render(request, template, context)


def _by_stages(request, scope: Scope) -> dict:
    words = request.GET.get("q", "").strip()
    page = Paginator(scope.units(words), PAGE).get_page(request.GET.get("page"))
    own = scope.unit_ids
    return {
        "q": words,
        "page_obj": page,
        "stages": stages.STAGES,
        "rows": stages.stage_rows(scope.action, list(page.object_list), own=own),
    }


def _by_months(request, scope: Scope) -> dict:
    """A unit's own plan; the office chooses a unit, or looks at all of them together."""
    wanted = asked.number(request.GET.get("unit"))
    if scope.above and wanted is None:
        columns, rows = months.item_months(scope.action)
        return {"columns": columns, "month_rows": rows, "unit": None, "plan": None}
    unit = scope.units().filter(pk=wanted).first() if wanted else scope.units().first()
    if unit is None:
        raise Http404
    plan = Plan.objects.filter(action=scope.action, unit=unit, status__in=RUNNING).first()
    columns, rows = months.plan_months(plan) if plan else ([], [])
    may_print = bool(plan) and allows(rules.check_can_print_task_papers, plan, request.user)
    return {"columns": columns, "month_rows": rows, "unit": unit, "plan": plan, "may_print": may_print}


def _next_look(request, scope: Scope, view: str, page, stamp: str) -> str:
    """Where the wall looks next: the same place if anything was done, or the next page of a long map."""
    asks = {"wall": 1, "action": scope.action.pk, "view": view}
    if unit := request.GET.get("unit", ""):
        asks["unit"] = unit
    if page is not None and page.paginator.num_pages > 1:
        asks |= {"several": 1, "page": page.number % page.paginator.num_pages + 1}
    return f"{request.path}?{urlencode(asks | {'seen': stamp})}"
