"""Forms of 退办 and its answers, and of 逾期说明."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, DayInput, TextAndFileForm, TextForm, UploadField

from .. import queries
from ..enums import HandBackGround, LateCause
from ..operations.handing_back import Part
from ..queries.people import units_to_choose
from .measures import UnitChoice

PARTS = 4  # 配合单位 that one 会商 settles


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class NumberField(forms.CharField):
    """An item by its number, of those the person may see; Refused at the field when there is none."""

    def __init__(self, **kwargs):
        super().__init__(max_length=30, **kwargs)
        self.person = None

    def clean(self, value):
        number = super().clean(value)
        if not number:
            return None
        found = queries.visible_items(self.person).filter(number=number.strip()).first()
        if found is None:
            raise forms.ValidationError(_("没有找到编号为“%(number)s”的整改事项。") % {"number": number})
        return found


class HandBackForm(TextForm):
    """申请退办."""

    ground = forms.ChoiceField(label=_("退办理由"), choices=HandBackGround.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("情况说明"), max_length=2000, widget=_area(3))
    basis = forms.CharField(
        label=_("权责依据"),
        required=False,
        max_length=2000,
        widget=_area(2),
        help_text=_("非本单位职责的必填：三定规定、权责清单等的具体条目，以及应由谁办理。"),
    )
    same_as = NumberField(
        label=_("重复的整改事项编号"),
        required=False,
        help_text=_("与其他整改事项重复的必填，例如整改-2026-0012。"),
    )

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["same_as"].person = person

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: self.cleaned_data[name] for name in ("ground", "reason", "basis", "same_as")}


class AnsweredForm(TextForm):
    """Every answer of the office says why."""

    words = forms.CharField(label=_("答复意见"), max_length=2000, widget=_area(3))

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}


class ReassignForm(AnsweredForm):
    """改派."""

    unit = UnitChoice(label=_("改派单位"), queryset=None)
    field_order = ["unit", "words", "checked"]

    def __init__(self, item, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_to_choose().exclude(pk=item.unit_id)


class ConsultForm(AnsweredForm):
    """会商: who leads, and what each 配合单位 does."""

    unit = UnitChoice(label=_("牵头单位"), queryset=None)

    def __init__(self, item, *args, **kwargs):
        kwargs.setdefault("initial", {"unit": item.unit_id})
        super().__init__(*args, **kwargs)
        units = units_to_choose()
        self.fields["unit"].queryset = units
        for n in range(1, PARTS + 1):
            self.fields[f"unit_{n}"] = UnitChoice(
                label=_("配合单位%(n)d") % {"n": n}, queryset=units, required=False
            )
            self.fields[f"text_{n}"] = forms.CharField(
                label=_("配合单位%(n)d的措施") % {"n": n}, required=False, max_length=1000, widget=_area(2)
            )
        self.order_fields(["unit"])
        self.order_fields([name for name in self.fields if name not in {"words", "checked"}])

    def values(self) -> dict:
        """As the operation takes them: a unit without a measure, or a measure without a unit, is told at the field."""
        data = self.cleaned_data
        parts = [
            Part(unit=data[f"unit_{n}"], text=data[f"text_{n}"])
            for n in range(1, PARTS + 1)
            if data.get(f"unit_{n}")
        ]
        return {"unit": data["unit"], "parts": parts, "words": data["words"]}

    def clean(self):
        data = super().clean()
        for n in range(1, PARTS + 1):
            unit, text = data.get(f"unit_{n}"), (data.get(f"text_{n}") or "").strip()
            if unit and not text:
                self.add_error(f"text_{n}", _("请写明该单位的措施。"))
            if text and not unit:
                self.add_error(f"unit_{n}", _("请选择承担该措施的单位。"))
        return data


class MergeForm(AnsweredForm):
    """并案."""

    into = NumberField(label=_("并入的整改事项编号"), help_text=_("例如整改-2026-0012。"))
    field_order = ["into", "words", "checked"]

    def __init__(self, person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].person = person


class DismissForm(TextAndFileForm):
    """提出查否结案: what was looked into, with its papers."""

    words = forms.CharField(label=_("核查情况"), max_length=2000, widget=_area(4))
    file = UploadField(label=_("核查材料"), help_text=_("多份材料请合并为一个文件。"))
    dated = DayField(label=_("材料日期"), widget=DayInput())
    field_order = ["words", "file", "dated", "checked"]


class LateNoteForm(TextForm):
    """逾期说明."""

    cause = forms.ChoiceField(label=_("逾期原因"), choices=LateCause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("情况说明"), max_length=2000, widget=_area(3))
    promised = DayField(label=_("拟完成日期"), widget=DayInput())

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: self.cleaned_data[name] for name in ("cause", "reason", "promised")}


class LateAnswerForm(TextForm):
    """答复逾期说明: a new limit, or none."""

    renewed_due = DayField(
        label=_("重新明确时限"),
        required=False,
        widget=DayInput(),
        help_text=_("不填写时限不变。与原时限并列显示，不称延期。"),
    )
    consent_number = forms.CharField(label=_("来源单位同意文号"), required=False, max_length=60)
    consent_on = DayField(label=_("来源单位同意日期"), required=False, widget=DayInput())
    words = forms.CharField(label=_("答复意见"), required=False, max_length=2000, widget=_area(3))

    def __init__(self, *args, consent: bool, promised, **kwargs):
        kwargs.setdefault("initial", {"renewed_due": promised if promised > clock.today() else None})
        super().__init__(*args, **kwargs)
        if not consent:
            del self.fields["consent_number"], self.fields["consent_on"]

    def values(self) -> dict:
        """As the operation takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name != "checked"}
