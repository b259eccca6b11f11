"""Fields that forms share."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from records.forms import DayField


@pytest.mark.parametrize("text", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_day_at_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)


def test_day_is_taken_and_none_stays_none():
    assert DayField().clean("2026-02-28").isoformat() == "2026-02-28"
    assert DayField(required=False).clean("") is None


class Asked(forms.Form):
    words = forms.CharField()
    choice = forms.ChoiceField(choices=[("a", "甲")])
    on = forms.DateField()
    days = forms.IntegerField()
    file = forms.FileField()


def test_what_is_missing_or_wrong_is_said_as_what_to_do():
    missing = Asked({}).errors
    assert {name: list(said) for name, said in missing.items()} == {
        "words": ["请填写。"],
        "choice": ["请选择。"],
        "on": ["请填写。"],
        "days": ["请填写。"],
        "file": ["请选择文件。"],
    }
    wrong = Asked({"words": "x", "choice": "b", "on": "明天", "days": "三"}).errors
    assert (wrong["choice"], wrong["on"], wrong["days"]) == (
        ["请从列出的选项中选择。"],
        ["请填写日期，例如2026-03-31。"],
        ["请填写整数。"],
    )
