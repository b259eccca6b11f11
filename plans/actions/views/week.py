"""本周到期: for me, my section, my unit."""

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from records import clock, workdays
from units.queries import standing

from ..queries.week import ME, SECTION, UNIT, week_of


@require_GET
def week(request):
    """What is overdue or due by Sunday; one's own first, or the unit's where one has nothing of one's own to do there."""
    held = standing(request.user)
    above = held.is_office or held.is_committee
    labels = {ME: _("我负责的"), SECTION: _("本科室"), UNIT: _("全部单位") if above else _("本单位")}
    scope = request.GET.get("scope", "")
    scope = scope if scope in labels else UNIT if above else ME
    context = {
        "scope": scope,
        "scopes": list(labels.items()),
        "things": week_of(request.user, scope),
        "until": workdays.week_end(clock.today()),
        "as_of": clock.now(),
        "all_units": above,
    }
    return render(request, "actions/week.html", context)
