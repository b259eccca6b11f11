"""Forms of 误传处置. None of them takes a word of what the file says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField

from ..enums import MisfiledDecision


class FileReportForm(forms.Form):
    """报告疑似涉密: at most a line that says why, and nothing of the content."""

    words = forms.CharField(
        label=_("情况说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("不要写文件的标题和内容。"),
    )


class OrderForm(forms.Form):
    """登记书面通知."""

    decision = forms.ChoiceField(
        label=_("处置要求"), choices=MisfiledDecision.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("书面通知文号"), max_length=60, help_text=_("例如：示密〔2026〕3号。"))
    issuer = forms.CharField(label=_("出具机关"), max_length=100)
    issued_on = DayField(label=_("通知日期"))


class CarryOutForm(forms.Form):
    """核对执行: the 文号 is typed anew from the paper."""

    number = forms.CharField(
        label=_("书面通知文号"),
        max_length=60,
        help_text=_("请对照书面通知原件重新填写，与登记的一致才能执行。"),
    )


class DeclineForm(forms.Form):
    """核对不符，退回."""

    words = forms.CharField(label=_("哪里不符"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))
