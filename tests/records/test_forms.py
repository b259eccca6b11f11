"""Fields that forms share."""

import pytest
from django.core.exceptions import ValidationError

from records.forms import DayField


@pytest.mark.parametrize("text", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_day_at_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)


def test_day_is_taken_and_none_stays_none():
    assert DayField().clean("2026-02-28").isoformat() == "2026-02-28"
    assert DayField(required=False).clean("") is None
