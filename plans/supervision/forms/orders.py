"""督办通知单: what the clerk completes before it goes for signature."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock
from records.forms import DayField, TextForm, WordsField


class OrderForm(TextForm):
    """Demand, limit of the receipt, how it is answered, whom to ask."""

    demand = WordsField(label=gettext_lazy("要求"), max_length=1000, rows=4)
    answer_by = DayField(label=gettext_lazy("反馈时限"))
    way = forms.CharField(label=gettext_lazy("反馈方式"), max_length=100)
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=60)
    phone = forms.CharField(label=gettext_lazy("联系电话"), max_length=40, required=False)

    def clean_answer_by(self):
        day = self.cleaned_data["answer_by"]
        if day < clock.today():
            raise forms.ValidationError(_("反馈时限不能早于今天。"))
        return day
