"""工作日历: the days off and make-up days of a year, as the notice of 国务院办公厅 gives them."""

from datetime import date

from django.utils.translation import gettext as _

from records import calendars, clock
from records.errors import Refused

from .. import calendar_rules

FURTHEST = 2  # years ahead


def load_calendar(year: int, days: dict[date, tuple[bool, str]], *, by, basis: str) -> None:
    """导入工作日历 of a year; a worker counts anew what was counted without it, each change on its trail."""
    calendar_rules.check_can_keep_calendar(by)
    check_year(year)
    calendars.load_year(year, days, basis=basis, by=by)


def check_year(year: int) -> None:
    """Years that people work in."""
    this = clock.today().year
    if not this - 1 <= year <= this + FURTHEST:
        told = {"first": this - 1, "last": this + FURTHEST}
        raise Refused(_("年度应在%(first)d年至%(last)d年之间。") % told, field="year")
