"""会签人的增减、转办、代录，抄送: their forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import DayField, TextAndFileForm, TextForm, UploadField, WordsField
from records.stored import said
from units.forms import PeopleField

from ..enums import AskedOrder, StageKind
from .answering import options


class ReasonedForm(TextForm):
    """What needs its reason."""

    reason = WordsField(label=_("事由"), rows=2, max_length=300)


class PeopleForm(ReasonedForm):
    """增加会签人: whom, and why."""

    people = PeopleField(
        label=_("会签人"),
        error_messages={"required": _("请选择会签人。")},
        help_text=_("先点开单位，或按姓名、单位、职务查找。"),
    )
    field_order = ["people", "order", "reason", "checked"]

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].offered = offered


class AskAlsoForm(PeopleForm):
    """增加会签人; somebody who is asked and has not spoken also says when they are heard."""

    order = forms.ChoiceField(
        label=_("先后"), choices=AskedOrder.choices, widget=forms.RadioSelect, initial="", required=False
    )

    def __init__(self, *args, own_turn: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not own_turn:
            del self.fields["order"]


class HandOnForm(PeopleForm):
    """转办: to one person, and why."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].label = _("转给")
        self.fields["people"].error_messages["required"] = _("请选择转给谁。")

    def clean_people(self):
        """One of them."""
        people = self.cleaned_data["people"]
        if len(people) != 1:
            raise forms.ValidationError(_("转办只能选择1人。"))
        return people


class CopyForm(TextForm):
    """抄送: to whom, with a word."""

    people = PeopleField(
        label=_("抄送对象"),
        error_messages={"required": _("请选择抄送对象。")},
        help_text=_("先点开单位，或按姓名、单位、职务查找。"),
    )
    words = WordsField(label=_("附言"), rows=2, max_length=300, required=False)
    field_order = ["people", "words", "checked"]

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].offered = offered


class PenForm(TextAndFileForm):
    """代录会签意见: what somebody who is asked wrote on paper."""

    code = forms.CharField(
        label=_("版本校验码"),
        max_length=40,
        help_text=_("印在会签签上，共12位（如A1B2-C3D4-E5F6）；大小写和横线不影响。"),
    )
    signed_by = forms.ModelChoiceField(label=_("签批人"), queryset=None, empty_label=None)
    signed_on = DayField(label=_("签批日期"))
    answer = forms.ChoiceField(label=_("签批意见"), widget=forms.RadioSelect)
    words = WordsField(
        label=_("意见原文"),
        required=False,
        max_length=2000,
        help_text=_("照签批件逐字录入；有意见、不同意必填。"),
    )
    file = UploadField(label=_("签批件扫描件"), allowed=uploads.SCAN)
    field_order = ["code", "signed_by", "signed_on", "answer", "words", "file", "checked"]

    def __init__(self, sitting, *args, signers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["answer"].choices = options(sitting.subject, sitting.round)
        self.fields["signed_by"].queryset = signers
        self.fields["signed_by"].label_from_instance = lambda each: f"{each.name}　{each.title}"


def what_follows(stage) -> str:
    """What the words of a countersignature may do, said before they are asked for."""
    label = said(stage.label)
    if stage.kind == StageKind.CONSULT:
        return _("“%(stage)s”听取每位会签人的意见，不同意的记录在案，继续办理。") % {"stage": label}
    return _("“%(stage)s”须全体会签人同意。") % {"stage": label}
