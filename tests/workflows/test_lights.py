"""红黄绿灯: the days on which a light changes, and the light of a day."""

from datetime import date, timedelta

import pytest
from django.db.models import Q
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from records import workdays
from tests.factories import make_person
from workflows import lights
from workflows.enums import Light
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

MON = date(2026, 3, 2)  # March 2026 has no holidays


@pytest.mark.parametrize(
    ("starts", "due", "yellow_on", "red_on"),
    [
        # 10 working days: 20 % are 2 days before the due day.
        (MON, date(2026, 3, 16), date(2026, 3, 12), date(2026, 3, 17)),
        # 5 working days: one day before.
        (MON, date(2026, 3, 9), date(2026, 3, 6), date(2026, 3, 10)),
        # 4 working days: 20 % is less than a day, so the due day itself.
        (MON, date(2026, 3, 6), date(2026, 3, 6), date(2026, 3, 7)),
        # Half a year: never more than 10 working days ahead.
        (date(2026, 3, 2), date(2026, 9, 11), date(2026, 8, 28), date(2026, 9, 12)),
        # One day: yellow from the first moment.
        (MON, MON, MON, date(2026, 3, 3)),
        # No start: as if it were long.
        (None, date(2026, 3, 31), date(2026, 3, 17), date(2026, 4, 1)),
        # Over the National Day (10-01 to 10-07, 10-10 is worked): working days, not calendar days.
        (date(2026, 9, 21), date(2026, 10, 12), date(2026, 10, 9), date(2026, 10, 13)),
        (MON, None, None, None),
    ],
)
def test_dates_are_a_fifth_of_the_time_and_at_most_ten_working_days(starts, due, yellow_on, red_on):
    assert lights.dates(starts, due) == (yellow_on, red_on)


@pytest.mark.parametrize(
    ("day", "begun", "done", "held", "expected"),
    [
        (date(2026, 3, 11), False, False, False, Light.GREY),
        (date(2026, 3, 11), True, False, False, Light.GREEN),
        (date(2026, 3, 12), True, False, False, Light.YELLOW),
        (date(2026, 3, 16), False, False, False, Light.YELLOW),
        (date(2026, 3, 17), True, False, False, Light.RED),
        (date(2026, 3, 17), True, True, False, Light.BLUE),
        # While others have the file the unit's own clock stands.
        (date(2026, 3, 17), True, False, True, Light.GREEN),
    ],
)
def test_light_of_a_day(day, begun, done, held, expected):
    yellow_on, red_on = lights.dates(MON, date(2026, 3, 16))
    assert (
        lights.light(day, begun=begun, done=done, yellow_on=yellow_on, red_on=red_on, held=held) == expected
    )


def test_light_without_dates_never_warns():
    assert lights.light(MON, begun=True, done=False, yellow_on=None, red_on=None) == Light.GREEN


class Properties(TestCase):
    """What holds for any period."""

    @given(st.dates(date(2025, 1, 1), date(2026, 11, 1)), st.integers(0, 400))
    @settings(max_examples=60, deadline=None)
    def test_yellow_lies_within_its_bounds(self, starts, length):
        due = starts + timedelta(days=length)
        yellow_on, red_on = lights.dates(starts, due)
        assert starts <= yellow_on <= due < red_on
        ahead = workdays.between(yellow_on, due)
        assert ahead <= 10
        assert ahead * 5 <= max(0, workdays.between(starts, due))

    @given(st.integers(-40, 40), st.booleans(), st.booleans(), st.booleans())
    @settings(max_examples=40, deadline=None)
    def test_sql_and_python_show_the_same_light(self, days, begun, done, dated):
        today = MON + timedelta(days=days)
        person = make_person()
        due = MON if dated else None
        yellow_on, red_on = lights.dates(MON - timedelta(days=60) if dated else None, due)
        row = Assignment.objects.create(
            subject="plan:0",
            kind="x",
            holder="person:1",
            unit=person.unit,
            title="",
            what="",
            url="",
            since="2026-01-01T00:00Z",
            yellow_on=yellow_on,
            red_on=red_on,
            outcome="done" if done else "",
            note="begun" if begun else "",
        )
        by_sql = lights.as_case(today, begun=Q(note="begun"), done=Q(outcome="done"))
        shown = Assignment.objects.annotate(light=by_sql).get(pk=row.pk).light
        assert shown == lights.light(today, begun=begun, done=done, yellow_on=yellow_on, red_on=red_on)
