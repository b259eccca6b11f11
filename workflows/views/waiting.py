"""等待时间: every unit with whom its things wait for now; and one unit over a year, split by whom was waited for."""

from datetime import date

from django.core.paginator import Paginator
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from records import asked, clock
from units.enums import UnitKind

from ..enums import Party
from ..queries import waiting as queries

UNITS, SUBJECTS = 30, 50


@require_GET
def waiting(request):
    """等待时间 by unit; who may open only one goes there."""
    units = queries.visible_units(request.user).filter(kind=UnitKind.UNIT)
    if units.count() == 1:
        return redirect("waiting_unit", units.get().pk)
    words = request.GET.get("q", "").strip()
    if words:
        units = units.filter(Q(name__icontains=words) | Q(short_name__icontains=words))
    page = Paginator(units, UNITS).get_page(request.GET.get("page"))
    counted = queries.now_by_unit(page.object_list, request.user)
    sides = (Party.UNIT, Party.REVIEWER, Party.COMMITTEE)
    rows = [
        {"unit": unit, "counts": [(side.label, counted.get(unit.pk, {}).get(side, 0)) for side in sides]}
        for unit in page.object_list
    ]
    context = {"rows": rows, "page_obj": page, "q": words, "sides": [side.label for side in sides]}
    return render(request, "workflows/waiting.html", context)


@require_GET
def waiting_unit(request, pk):
    """One unit in one year."""
    unit = get_object_or_404(queries.visible_units(request.user), pk=pk)
    years = queries.years_of(unit)
    year = asked.number(request.GET.get("year"))
    year = year if year in years else years[0]
    total, rows = queries.of_unit(
        unit, request.user, begins=date(year, 1, 1), ends=min(date(year, 12, 31), clock.today())
    )
    page = Paginator(rows, SUBJECTS).get_page(request.GET.get("page"))
    context = {
        "unit": unit,
        "years": years,
        "year": year,
        "total": total,
        "page_obj": page,
        "rows": queries.with_subjects(page.object_list),
        "as_of": clock.now(),
        "several": queries.visible_units(request.user).count() > 1,
    }
    return render(request, "workflows/waiting_unit.html", context)
