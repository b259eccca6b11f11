"""工作日历: loading the holidays and make-up days of a year, with the notice (文号) they come from."""

import csv
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from . import clock, outbox, trail, workdays
from .enums import Circle
from .errors import Refused
from .models import CalendarDay, CalendarYear

WORDS = {"班": True, "休": False, "work": True, "off": False}
RECOMPUTE = "calendar.recompute"  # the outbox kind: dates counted without this year are counted anew


def read_days(lines, year: int) -> dict[date, tuple[bool, str]]:
    """Rows `2027-01-01,休,元旦` as {day: (working, name)}; Refused with every bad line named."""
    days, problems = {}, []
    for place, row in enumerate(csv.reader(lines), start=1):
        cells = [cell.strip().lstrip("\ufeff") for cell in row] + ["", "", ""]
        if not any(cells) or cells[0] in {"日期", "day"}:
            continue
        try:
            day = date.fromisoformat(cells[0])
        except ValueError:
            problems.append(_("第%(n)d行：日期应写成2027-01-01的样子。") % {"n": place})
            continue
        if day.year != year:
            problems.append(_("第%(n)d行：不是%(year)d年的日期。") % {"n": place, "year": year})
        elif cells[1] not in WORDS:
            problems.append(_("第%(n)d行：第二列应填“班”或“休”。") % {"n": place})
        else:
            days[day] = (WORDS[cells[1]], cells[2])
    if not days and not problems:
        problems.append(_("文件里没有日期。"))
    if problems:
        raise Refused("\n".join(problems))
    return days


def load_year(year: int, days: dict[date, tuple[bool, str]], *, basis: str, by=None) -> None:
    """Make `days` the calendar of `year`, in place of what was loaded before."""
    if not basis.strip():
        raise Refused(_("请填写文号。"))
    with transaction.atomic():
        CalendarYear.objects.update_or_create(year=year, defaults={"basis": basis})
        CalendarDay.objects.filter(year_id=year).delete()
        CalendarDay.objects.bulk_create(
            CalendarDay(day=day, year_id=year, working=working, name=name)
            for day, (working, name) in days.items()
        )
        trail.record(
            "settings", "calendar.loaded", by=by, circle=Circle.SYSTEM, year=year, basis=basis, days=len(days)
        )
        outbox.put(f"calendar:{year}:{clock.now().isoformat()}", RECOMPUTE, {"year": year})
        transaction.on_commit(workdays.forget)
