"""Fields that forms share."""

from datetime import date, datetime

import pytest
from django import forms
from django.core.exceptions import ValidationError

from records import clock, uploads
from records.forms import DayField, UploadField


class Days(forms.Form):
    due = DayField()


@pytest.mark.parametrize("text", ["9999-12-31", "2101-01-01", "1999-12-31", "0001-01-01"])
def test_day_at_the_ends_of_the_calendar_is_refused(text):
    with pytest.raises(ValidationError):
        DayField().clean(text)


def test_day_more_than_ten_years_ahead_is_taken_for_a_slip_of_the_year(clock_at):
    clock_at(datetime(2026, 11, 30, 9, tzinfo=clock.SHANGHAI))
    with pytest.raises(ValidationError, match="核对年份"):
        DayField().clean("2037-01-01")
    assert DayField().clean("2036-12-31").year == 2036


def test_day_is_taken_and_none_stays_none():
    assert DayField().clean("2026-02-28").isoformat() == "2026-02-28"
    assert DayField(required=False).clean("") is None


def test_day_is_asked_for_by_the_browsers_calendar_in_its_one_form():
    form = Days(initial={"due": date(2026, 2, 28)})
    assert 'type="date"' in str(form["due"])
    assert 'value="2026-02-28"' in str(form["due"])


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


def test_upload_field_says_what_it_takes_and_how_much(settings):
    settings.UPLOAD_LIMIT_MB = 7
    field = UploadField(allowed=uploads.SCAN)
    assert str(field.help_text) == "pdf jpg png ofd，不超过7MB。"
    assert field.widget.attrs["data-max-bytes"] == str(7 * 1024 * 1024)
