"""Forms of 延期 and 回头看."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, DayInput, TextAndFileForm, TextForm, UploadField

from ..enums import Authority, LookBackResult
from .closing import LONG, MeasuresChoice, area


class ExtensionForm(TextForm):
    """申请延期."""

    new_limit = DayField(label=_("申请延至"), widget=DayInput())
    reason = forms.CharField(label=_("延期理由"), max_length=LONG, widget=area(4))
    progress = forms.CharField(label=_("目前进展"), max_length=LONG, widget=area(3))

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: self.cleaned_data[name] for name in ("new_limit", "reason", "progress")}


class GrantForm(TextForm):
    """同意延期. `consent`: the source set the limit, so its consent is recorded."""

    limit = DayField(
        label=_("批准延至"), widget=DayInput(), help_text=_("可以批准与申请不同的日期，须晚于现时限。")
    )
    consent_number = forms.CharField(label=_("来源单位同意文号"), max_length=60, required=False)
    consent_on = DayField(label=_("来源单位同意日期"), widget=DayInput(), required=False)
    words = forms.CharField(label=_("意见"), required=False, max_length=LONG, widget=area(3))

    def __init__(self, *args, consent: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not consent:
            del self.fields["consent_number"], self.fields["consent_on"]

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}


class LookBackForm(TextAndFileForm):
    """登记回头看、年度检查."""

    done_on = DayField(label=_("回头看日期"), widget=DayInput())
    result = forms.ChoiceField(label=_("结果"), choices=LookBackResult.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("情况"),
        max_length=LONG,
        widget=area(4),
        help_text=_("看了什么、抽查多少；有无纸上整改、半截子整改、反弹。责任单位可见。"),
    )
    file = UploadField(label=_("回头看记录"), required=False, help_text=_("核查表、照片等，选填。"))
    relapsed = forms.BooleanField(label=_("问题反弹，重新整改"), required=False)
    new_limit = DayField(
        label=_("新的整改时限"), required=False, widget=DayInput(), help_text=_("问题反弹时填写。")
    )
    lines = MeasuresChoice(
        label=_("重新办理的措施"), help_text=_("问题反弹时勾选；都不勾选的，全部措施重新办理。")
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    consent_number = forms.CharField(label=_("来源单位同意文号"), max_length=60, required=False)
    consent_on = DayField(label=_("来源单位同意日期"), widget=DayInput(), required=False)
    field_order = [
        "done_on", "result", "words", "file", "relapsed", "new_limit", "consent_number", "consent_on", "lines", "seen", "checked",
    ]  # fmt: skip

    def __init__(self, item, *args, **kwargs):
        seen = item.look_backs.exclude(done_on=None).count()
        kwargs.setdefault("initial", {"done_on": clock.today(), "seen": seen})
        super().__init__(*args, **kwargs)
        self.fields["lines"].offer(item)
        if item.source.extends != Authority.SOURCE:
            del self.fields["consent_number"], self.fields["consent_on"]

    def values(self) -> dict:
        """As the operation takes them; the file is kept now."""
        paper, _name = self.kept()
        apart = {"file", "checked"}
        told = {name: value for name, value in self.cleaned_data.items() if name not in apart}
        return told | {"paper": paper}
