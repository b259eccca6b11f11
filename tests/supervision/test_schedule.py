from datetime import date, datetime

import pytest

from plans.supervision.models import ReminderRule
from plans.supervision.schedule import in_office_hours, occurrence
from records import clock

pytestmark = pytest.mark.django_db

LONG_BEFORE = date(2026, 10, 12)
FRIDAY, SATURDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 28), date(2026, 11, 30)


def rule(code):
    return ReminderRule.objects.get(code=code)


def days_of(code, due, since=LONG_BEFORE, start=1, end=30, month=11):
    """{day of the month: occurrence} on which the rule has something to say."""
    days = {
        n: occurrence(rule(code), due=due, since=since, today=date(2026, month, n))
        for n in range(start, end + 1)
    }
    return {n: said for n, said in days.items() if said is not None}


def test_soon_begins_five_working_days_before_and_ends_the_day_before():
    assert list(days_of("soon", FRIDAY)) == [20, 21, 22, 23, 24, 25, 26]


def test_soon_says_nothing_of_a_matter_that_had_no_more_time():
    assert days_of("soon", FRIDAY, since=date(2026, 11, 20)) == {}
    assert days_of("soon", FRIDAY, since=date(2026, 11, 19)) != {}


def test_today_is_the_due_day():
    assert days_of("today", FRIDAY) == {27: 0}
    assert days_of("today", FRIDAY, since=FRIDAY) == {}


def test_a_due_day_at_the_weekend_is_said_on_the_friday_before():
    assert list(days_of("today", SATURDAY)) == [27, 28]
    assert list(days_of("soon", SATURDAY)) == [20, 21, 22, 23, 24, 25, 26]


def test_overdue_begins_on_the_first_working_day_after_and_repeats_every_five():
    said = {
        n: occurrence(rule("overdue"), due=FRIDAY, since=LONG_BEFORE, today=date(2026, 12, n))
        for n in range(1, 15)
    }
    assert occurrence(rule("overdue"), due=FRIDAY, since=LONG_BEFORE, today=FRIDAY) is None
    assert occurrence(rule("overdue"), due=FRIDAY, since=LONG_BEFORE, today=MONDAY) == 0
    assert [said[1], said[4], said[7], said[11], said[14]] == [0, 0, 1, 1, 2]


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ((2026, 11, 23, 8, 29), False),
        ((2026, 11, 23, 8, 30), True),
        ((2026, 11, 23, 17, 29), True),
        ((2026, 11, 23, 17, 30), False),
        ((2026, 11, 22, 10, 0), False),  # a Sunday
        ((2026, 10, 1, 10, 0), False),  # National Day
        ((2026, 10, 10, 10, 0), True),  # a working Saturday
    ],
)
def test_office_hours_are_those_of_working_days_in_shanghai(moment, open_):
    assert in_office_hours(datetime(*moment, tzinfo=clock.SHANGHAI)) is open_
