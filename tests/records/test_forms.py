"""Fields that forms share."""

from datetime import date

import pytest
from django import forms
from django.core.exceptions import ValidationError

from records.forms import DayField


class Days(forms.Form):
    due = DayField()


@pytest.mark.parametrize("text", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_day_at_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)


def test_day_is_taken_and_none_stays_none():
    assert DayField().clean("2026-02-28").isoformat() == "2026-02-28"
    assert DayField(required=False).clean("") is None


def test_day_is_asked_for_by_the_browsers_calendar_in_its_one_form():
    form = Days(initial={"due": date(2026, 2, 28)})
    assert 'type="date"' in str(form["due"])
    assert 'value="2026-02-28"' in str(form["due"])
