"""Forms of the timetable: the days of one task, and what it needs."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField


class DaysForm(forms.Form):
    """From when to when."""

    revision = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    starts = DayField(label=_("开始时间"))
    due = DayField(label=_("完成时限"))

    def clean(self):
        data = super().clean()
        if data.get("starts") and data.get("due") and data["due"] < data["starts"]:
            self.add_error("due", _("完成时限不能早于开始时间。"))
        return data
