"""看板: the standing of an action for the committee; a unit sees itself beside the average of the district."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from plans.actions.enums import RUNNING, Status
from records import asked, clock
from units.queries import standing
from workflows import lights
from workflows.enums import Light

from .. import drawing
from ..queries import decisions, figures, stages
from ..queries.scope import Scope, scope_of

PAGE = 50


@require_GET
def board(request):
    """One action, the newest first. Every figure is the address of the list it counts."""
    if standing(request.user).is_technical:
        raise Http404
    scope = scope_of(request.user, asked.number(request.GET.get("action")))
    context = {"scope": scope, "as_of": clock.now()}
    if scope.action:
        context |= _of_all(request, scope) if scope.above else _of_unit(scope)
    return render(request, "board/board.html", context)


def _of_all(request, scope: Scope) -> dict:
    words = request.GET.get("q", "").strip()
    page = Paginator(scope.units(words), PAGE).get_page(request.GET.get("page"))
    by_status = figures.plans_by_status(scope.action)
    tasks = figures.task_figures(scope.action)
    waiting = list(decisions.decisions_of_the_week()[: decisions.MOST + 1])
    today = clock.today()
    for each in waiting:
        each["light"] = lights.light(
            today, begun=True, done=False, yellow_on=each["yellow_on"], red_on=each["red_on"]
        )
    return {
        "q": words,
        "page_obj": page,
        "rows": stages.stage_rows(scope.action, list(page.object_list), own=frozenset(), limits=False),
        "light_names": [(light, Light(light).label) for light in figures.LIGHTS],
        "reported": sum(by_status.values()),
        "by_status": [(status, Status(status).label, n) for status, n in by_status.items()],
        "waiting": waiting[: decisions.MOST],
        "more_waiting": len(waiting) > decisions.MOST,
        **_drawn(tasks),
    }


def _of_unit(scope: Scope) -> dict:
    """The unit's own tasks, and the average where there are enough units for one."""
    own = figures.task_figures(scope.action, unit_ids=scope.unit_ids)
    everybody = figures.task_figures(scope.action)
    running = sum(n for status, n in figures.plans_by_status(scope.action).items() if status in RUNNING)
    shares = [
        (light, Light(light).label, own.share(light), everybody.share(light))
        for light in (Light.BLUE, Light.RED)
    ]
    return {
        "rows": stages.stage_rows(scope.action, list(scope.units()), own=scope.unit_ids),
        "stages": stages.STAGES,
        "shares": shares if running >= figures.AVERAGE_FROM else [],
        "average_from": figures.AVERAGE_FROM,
        **_drawn(own),
    }


def _drawn(tasks: figures.TaskFigures) -> dict:
    months = tasks.curve()
    return {
        "tasks": tasks,
        "lights": [(light, Light(light).label, n) for light, n in tasks.by_light()],
        "bar": drawing.bar(tasks.by_light()),
        "months": months,
        "curves": drawing.curves(
            [f"{month.month:%Y-%m}" for month in months],
            [[month.planned for month in months], [month.actual for month in months]],
        ),
    }
