"""Statements compiled once give what the ORM would."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from records.compiled import Compiled
from records.models import CalendarDay, CalendarYear, Outbox

pytestmark = pytest.mark.django_db


def test_rows_follow_the_values_given():
    year = CalendarYear.objects.create(year=2090, basis="样例")
    CalendarDay.objects.create(day=date(2090, 1, 1), year=year, working=False, name="样例假日")
    CalendarDay.objects.create(day=date(2090, 1, 7), year=year, working=True, name="样例调休")
    of_day = Compiled(
        lambda day, year, name: CalendarDay.objects.filter(day__lte=day, year=year, name=name).values_list(
            "name", "year_id"
        ),
        day=date,
        year=int,
        name=str,
    )
    assert of_day.rows(day=date(2090, 1, 3), year=2090, name="样例假日") == [("样例假日", 2090)]
    assert of_day.rows(day=date(2090, 1, 3), year=2090, name="样例调休") == []
    assert of_day.rows(day=date(2090, 1, 7), year=2090, name="样例调休") == [("样例调休", 2090)]


def test_objects_come_whole_and_with_what_was_read_beside_them():
    year = CalendarYear.objects.create(year=2090, basis="样例")
    CalendarDay.objects.create(day=date(2090, 1, 1), year=year, working=False, name="样例假日")
    of_year = Compiled(
        lambda year: CalendarDay.objects.annotate(basis=F("year__basis")).filter(year=year), year=int
    )
    (day,) = of_year.objects(year=2090)
    assert (day, day.day, day.working, day.basis) == (
        CalendarDay.objects.get(year=2090),
        date(2090, 1, 1),
        False,
        "样例",
    )
    day.name = "样例新名"
    day.save()
    assert CalendarDay.objects.get(year=2090).name == "样例新名"
    assert of_year.objects(year=2091) == []


def test_objects_bring_what_is_selected_along_for_any_number_of_keys():
    for n in (2090, 2091, 2092):
        year = CalendarYear.objects.create(year=n, basis=f"样例{n}")
        CalendarDay.objects.create(day=date(n, 1, 1), year=year, working=False, name="样例假日")
    of_years = Compiled(
        lambda years: (
            CalendarDay.objects.filter(year__pk__among=years).select_related("year").order_by("day")
        ),
        years=list,
    )
    with CaptureQueriesContext(connection) as asked:
        assert [day.year.basis for day in of_years.objects(years=[2092, 2090])] == ["样例2090", "样例2092"]
        assert [day.year_id for day in of_years.objects(years=[2091])] == [2091]
        assert of_years.objects(years=[]) == []
    assert len(asked) == 3


def test_the_statement_is_built_once():
    built = []

    def build(pk):
        built.append(pk)
        return Outbox.objects.filter(pk=pk).values_list("key")

    statement = Compiled(build, pk=int)
    statement.rows(pk=1)
    statement.rows(pk=2)
    assert len(built) == 1


def test_a_value_that_the_statement_does_not_use_is_a_mistake():
    statement = Compiled(lambda pk, day: Outbox.objects.filter(pk=pk).values_list("key"), pk=int, day=date)
    with pytest.raises(ValueError):
        statement.rows(pk=1, day=date(2026, 1, 1))
