"""工作日历 pages: the years that are known, and a year loaded after a preview of the limits that move with it."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from records import calendars, previews
from records.errors import Refused
from records.models import CalendarYear

from .. import calendar_rules, recomputing
from ..forms.calendars import CalendarForm
from ..operations import calendars as operations

TOKEN = "workflows.calendar"
SHOWN = 100


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest) -> HttpResponse:
    """工作日历: which years are loaded; the form of another one, then its preview. Nothing is written yet."""
    calendar_rules.check_can_keep_calendar(request.user)
    posted = request.method == "POST"
    form = CalendarForm(request.POST, request.FILES) if posted else CalendarForm()
    if posted and form.is_valid():
        try:
            operations.check_year(form.cleaned_data["year"])
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            return _preview(request, form)
    years = CalendarYear.objects.prefetch_related("days").order_by("-year")
    context = {"form": form, "years": years}
    return render(request, "workflows/calendar.html", context, status=422 if form.errors else 200)


@require_POST
def calendar_confirm(request: HttpRequest) -> HttpResponse:
    """确认导入 of what the preview showed."""
    calendar_rules.check_can_keep_calendar(request.user)
    kept = previews.kept(request.POST.get("token", ""), TOKEN, by=request.user.pk)
    days = calendars.read_days(kept["lines"], kept["year"])
    operations.load_calendar(kept["year"], days, by=request.user, basis=kept["basis"])
    messages.success(request, _("%(year)d年工作日历已导入，时限正在重算。") % {"year": kept["year"]})
    return redirect("calendar")


def _preview(request: HttpRequest, form: CalendarForm) -> HttpResponse:
    year, days = form.cleaned_data["year"], form.days()
    moved = recomputing.preview(year, {day: working for day, (working, _name) in days.items()})
    token = previews.promise(
        TOKEN, by=request.user.pk, year=year, basis=form.cleaned_data["basis"], lines=_lines(days)
    )
    context = {
        "year": year,
        "basis": form.cleaned_data["basis"],
        "days": [(day, working, name) for day, (working, name) in sorted(days.items())],
        "moved": moved[:SHOWN],
        "more": max(0, len(moved) - SHOWN),
        "known": CalendarYear.objects.filter(year=year).exists(),
        "token": token,
    }
    return render(request, "workflows/calendar_preview.html", context)


def _lines(days: dict[date, tuple[bool, str]]) -> list[str]:
    return [
        f"{day.isoformat()},{'班' if working else '休'},{name}"
        for day, (working, name) in sorted(days.items())
    ]
