from datetime import date

import pytest

from records import calendars, workdays
from records.errors import Refused
from records.models import CalendarYear, Entry

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 5, date(2026, 11, 30)),  # a Monday; the first day is not counted
        (date(2026, 11, 21), 0, date(2026, 11, 23)),  # a Saturday
        (date(2024, 9, 29), 1, date(2024, 9, 30)),  # a working Sunday, then the last day before National Day
        (date(2024, 9, 30), 1, date(2024, 10, 8)),  # seven days of holiday
        (date(2024, 10, 11), 1, date(2024, 10, 12)),  # a working Saturday
    ],
)
def test_add_ends_on_a_working_day(start, n, end):
    assert workdays.add(start, n) == workdays.Due(end, provisional=False)


def test_add_into_a_year_that_is_not_loaded_is_provisional():
    assert workdays.add(date(2026, 12, 30), 5).provisional
    assert not workdays.add(date(2026, 12, 30), 1).provisional


def test_back_counts_working_days_backwards():
    assert workdays.back(date(2024, 10, 8), 1) == date(2024, 9, 30)
    assert workdays.back(date(2024, 10, 8), 0) == date(2024, 10, 8)


def test_between_is_the_inverse_of_add():
    start = date(2024, 9, 20)
    for n in range(1, 30):
        assert workdays.between(start, workdays.add(start, n).date) == n
    assert workdays.between(date(2024, 10, 8), date(2024, 9, 30)) == -1
    assert workdays.between(start, start) == 0


def test_loading_a_year_makes_its_limits_certain():
    days = calendars.read_days(["日期,性质,名称", "2027-01-01,休,元旦", "2027-01-02,班,"], 2027)
    calendars.load_year(2027, days, basis="样例〔2026〕1号")
    workdays.forget()
    assert not workdays.is_working(date(2027, 1, 1)) and workdays.is_working(date(2027, 1, 2))
    assert not workdays.add(date(2026, 12, 30), 5).provisional
    assert Entry.objects.get(subject="settings").params["basis"] == "样例〔2026〕1号"


def test_a_bad_calendar_file_names_every_bad_line_and_writes_nothing():
    with pytest.raises(Refused) as refusal:
        calendars.read_days(["2027-01-01,休", "2028-01-01,休", "2027-1,休", "2027-01-04,歇"], 2027)
    assert all(f"第{n}行" in str(refusal.value) for n in (2, 3, 4))
    assert not CalendarYear.objects.filter(year=2027).exists()
