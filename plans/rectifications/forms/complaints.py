"""登记受理、转办、答复: what is typed of a complaint. Who complained is never put into a field that anything else reads."""

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock, workdays
from records.forms import DayField, DayInput, TextForm
from units.models import Person

from ..enums import Channel, SourceKind
from ..leaks import Reporter
from ..models import Source
from ..operations.complaints import REPLY_DAYS
from ..operations.issuing import Problem
from .intake import GivenForm

OFF = {"autocomplete": "off"}  # the browser keeps none of it


class ComplaintForm(TextForm):
    """登记受理. Of an accusation nothing but the day is asked for."""

    use_required_attribute = False  # what an accusation may leave out, the browser must not ask for
    received_on = DayField(label=_("受理日期"), widget=DayInput())
    channel = forms.ChoiceField(label=_("反映渠道"), choices=Channel.choices, widget=forms.RadioSelect)
    accusation = forms.BooleanField(
        label=_("反映的是对党员、干部个人的检举控告"),
        required=False,
        help_text=_("本系统不办理。勾选后只保留受理日期和编号，其余内容不保存，请移送纪检监察机关。"),
    )
    name = forms.CharField(
        label=_("反映人姓名"), max_length=60, required=False, widget=forms.TextInput(attrs=OFF)
    )
    phone = forms.CharField(
        label=_("联系电话"), max_length=60, required=False, widget=forms.TextInput(attrs=OFF)
    )
    address = forms.CharField(
        label=_("住址"), max_length=200, required=False, widget=forms.TextInput(attrs=OFF)
    )
    original = forms.CharField(
        label=_("反映原文"), max_length=10_000, widget=forms.Textarea(attrs={"rows": 8, **OFF})
    )
    recording = forms.CharField(
        label=_("录音编号或存放位置"), max_length=200, required=False, widget=forms.TextInput(attrs=OFF)
    )
    key = forms.CharField(widget=forms.HiddenInput, max_length=64)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {
            "received_on": clock.today(),
            "channel": Channel.HOTLINE,
            "key": uuid.uuid4().hex,
        } | self.initial

    def clean(self):
        data = super().clean()
        if data.get("accusation"):
            for name in ("original", "channel"):
                self.errors.pop(name, None)
                data.setdefault(name, "")
        return data

    def values(self) -> dict:
        """As the operation takes it."""
        data = self.cleaned_data
        names = ("name", "phone", "address", "original", "recording")
        return {
            "reporter": Reporter(**{name: data[name].strip() for name in names}),
            **{name: data[name] for name in ("received_on", "channel", "accusation", "key")},
        }


class SummaryForm(GivenForm):
    """转办摘要: all that the unit will read."""

    reply_due = DayField(
        label=_("答复反映人时限"), widget=DayInput(), help_text=_("由首办单位答复，退办、改派后仍须答复。")
    )
    source_document = forms.CharField(label=_("来源文件"), max_length=200, required=False)
    field_order = [
        "unit", "problem", "category", "scope", "kind", "major", "goal", "standard", "due", "reply_due", "source_document",
        *GivenForm.OF_THE_UNIT, "checked",
    ]  # fmt: skip

    def __init__(self, by: Person, *args, **kwargs):
        super().__init__(by, *args, **kwargs)
        self.initial = {"reply_due": workdays.add(clock.today(), REPLY_DAYS).date} | self.initial
        summary = self.fields["problem"]
        summary.label = _("转办摘要")
        summary.help_text = _("承办单位将看到：只写事情，不写反映人的姓名、电话、住址，不照抄原文。")

    def values(self) -> Problem:
        """As the operation takes it."""
        return Problem(
            source=Source.objects.get(kind=SourceKind.PUBLIC),
            source_document=self.cleaned_data["source_document"],
            **self.given(),
        )


class ReplyForm(TextForm):
    """答复反映人."""

    words = forms.CharField(
        label=_("答复内容"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("写明核实情况、处理结果或移交的去向。由受理人员转达，您看不到反映人是谁。"),
    )


class ToldForm(forms.Form):
    """告知反映人."""

    told_on = DayField(label=_("告知日期"), widget=DayInput())

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial = {"told_on": clock.today()} | self.initial
