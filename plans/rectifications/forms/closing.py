"""Forms of 销号: the application, a return, what a source or an objector said, what was signed by pen."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock, uploads
from records.forms import DayField, DayInput, TextAndFileForm, TextForm, UploadField

from ..enums import LateCause, Liability, Truth

LONG = 2000
# 退回理由的常用语 (domain: phrases to offer).
PHRASES = (_("佐证不足"), _("措施针对性不强"), _("完成标准不可核验"), _("问题未逐条回应"), _("责任人未明确"))


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MeasuresChoice(forms.MultipleChoiceField):
    """Which measures are opened again."""

    def __init__(self, **kwargs):
        super().__init__(required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def offer(self, item) -> None:
        """The measures of an item that are confirmed; the others are open anyway, or excused."""
        self.choices = [
            (each.line, f"{each.order}. {each.text[:60]}")
            for each in item.measures.all()
            if each.confirmed_on
        ]


class ApplyForm(TextForm):
    """申请销号. `late`: the limit has passed, so its cause is asked for; `complaint`: 群众反映 asks what was found true."""

    self_conclusion = forms.CharField(
        label=_("自评结论"),
        max_length=LONG,
        widget=area(4),
        help_text=_("对照整改目标和完成标准，写明问题是否解决、成效如何。"),
    )
    mechanism = forms.CharField(
        label=_("长效机制"),
        max_length=LONG,
        widget=area(3),
        help_text=_("建立了什么制度（名称、文号）；确不需要建立的，写明理由。"),
    )
    accountability = forms.CharField(
        label=_("追责问责（人次）"),
        max_length=200,
        required=False,
        help_text=_("没有的不填；有的写人次和方式，如“2人次（批评教育1、诫勉1）”，不写姓名。"),
    )
    truth = forms.ChoiceField(label=_("核实结论"), choices=Truth.choices, widget=forms.RadioSelect)
    liability = forms.ChoiceField(
        label=_("责任认定"),
        choices=Liability.choices,
        widget=forms.RadioSelect,
        help_text=_("反映的问题由谁负责；与是否属实分开填写。"),
    )
    late_cause = forms.ChoiceField(
        label=_("逾期原因"), choices=LateCause.choices, widget=forms.RadioSelect, required=False
    )
    truthful = forms.BooleanField(
        label=_("我承诺：以上情况和佐证材料真实、完整，如有虚假愿承担责任。"), required=False
    )

    def __init__(self, *args, late: int, complaint: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not complaint:
            del self.fields["truth"], self.fields["liability"]
        if not late:
            del self.fields["late_cause"]

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}


class ReturnForm(TextForm):
    """退回整改."""

    stage = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("退回理由"), max_length=LONG, widget=area(4))
    lines = MeasuresChoice(
        label=_("退回到哪些措施"), help_text=_("只有勾选的措施重新办理；都不勾选的，只退回申请材料。")
    )
    new_limit = DayField(
        label=_("新的时限"),
        required=False,
        widget=DayInput(),
        help_text=_("不填写的，退还审核占用的工作日；两者取较晚的一个。"),
    )

    def __init__(self, item, *args, fixed: bool, **kwargs):
        kwargs.setdefault("initial", {"stage": item.stage})
        super().__init__(*args, **kwargs)
        self.fields["lines"].offer(item)
        if fixed:  # the source set the limit
            del self.fields["new_limit"]

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}


class SourceDecisionForm(TextForm):
    """登记来源单位销号决定."""

    number = forms.CharField(label=_("来源单位销号文号"), max_length=60)
    on = DayField(label=_("来源单位销号日期"), widget=DayInput())

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("number", "on")}


class ObjectionForm(TextForm):
    """登记公示异议."""

    received_on = DayField(label=_("收到日期"), widget=DayInput())
    words = forms.CharField(
        label=_("异议内容"),
        max_length=LONG,
        widget=area(4),
        help_text=_("仅工委内部可见。不要录入提出人的姓名、电话等个人信息。"),
    )

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("initial", {"received_on": clock.today()})
        super().__init__(*args, **kwargs)

    def values(self) -> dict:
        return {name: self.cleaned_data[name] for name in ("received_on", "words")}


class PaperForm(TextAndFileForm):
    """线下签批、代录: what a leader wrote on the slip, by pen."""

    code = forms.CharField(
        label=_("版本校验码"),
        max_length=40,
        help_text=_("印在送审签上，共12位（如A1B2-C3D4-E5F6）；大小写和横线不影响。"),
    )
    signed_by = forms.ModelChoiceField(label=_("签批人"), queryset=None, empty_label=None)
    signed_on = DayField(label=_("签批日期"), widget=DayInput())
    decision = forms.ChoiceField(
        label=_("签批意见"),
        choices=[("agree", _("同意")), ("send_back", _("不同意，退回"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("意见原文"),
        required=False,
        max_length=1000,
        widget=area(3),
        help_text=_("照签批件逐字录入；退回的必填。"),
    )
    lines = MeasuresChoice(label=_("退回到哪些措施"), help_text=_("退回时勾选；都不勾选的，只退回申请材料。"))
    file = UploadField(
        label=_("签批件扫描件"), allowed=uploads.SCAN, help_text=_("pdf、jpg、png、ofd，不超过50MB。")
    )
    field_order = ["code", "signed_by", "signed_on", "decision", "words", "lines", "file", "checked"]

    def __init__(self, item, signers, *args, returns: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signed_by"].queryset = signers
        self.fields["signed_by"].label_from_instance = lambda person: f"{person.name}　{person.title}"
        self.fields["lines"].offer(item)
        if not returns:  # an extension has no measures to go back to
            del self.fields["lines"]

    def values(self) -> dict:
        """As the operation takes them; the scan is kept now."""
        data = self.cleaned_data
        scan, name = self.kept()
        names = ("code", "signed_by", "signed_on", "decision", "words")
        told = {each: data[each] for each in names}
        return told | {"lines": data.get("lines", ()), "scan": scan, "scan_name": name}


class SeveralForm(TextForm):
    """同类事项一并办理: one opinion for those that are ticked."""

    items = forms.MultipleChoiceField(label=_("事项"), widget=forms.CheckboxSelectMultiple)
    words = forms.CharField(
        label=_("意见"), max_length=LONG, widget=area(3), help_text=_("每个事项各留一条意见，内容相同。")
    )

    def __init__(self, items, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(str(each.pk), str(each)) for each in items]
