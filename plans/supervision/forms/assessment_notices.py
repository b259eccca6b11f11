"""考评结果通报: its words, and a row for each unit with what the office decided on it."""

from dataclasses import dataclass

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.errors import Refused
from records.forms import TextForm, WordsField
from units.models import Unit

from ..enums import Grade
from ..models import AssessmentNotice
from ..operations.assessment_notices import FIELDS, Decided, parts_of

GRADES = [("", gettext_lazy("不列入")), *Grade.choices]


@dataclass(frozen=True)
class Row:
    """The fields of one unit, as the page puts them side by side."""

    unit: Unit
    grade: BoundField
    score: BoundField
    remark: BoundField

    @property
    def errors(self) -> list[str]:
        """What is wrong in this row."""
        return [*self.grade.errors, *self.score.errors, *self.remark.errors]


class NoticeForm(TextForm):
    """The words of a 通报 and, for each unit, its 等次, 得分 and 备注; a unit without 等次 does not stand in it."""

    period = forms.CharField(
        label=gettext_lazy("考评周期和行动"),
        max_length=60,
        help_text=gettext_lazy("例如：2026年度创建模范机关行动。标题写成“关于……考评结果的通报”。"),
    )
    addressed_to = forms.CharField(label=gettext_lazy("主送"), max_length=100)
    opening = WordsField(
        label=gettext_lazy("开头语"), max_length=1000, rows=3, help_text=gettext_lazy("写成一段。")
    )
    body = WordsField(
        label=gettext_lazy("正文"),
        max_length=20000,
        rows=12,
        required=False,
        help_text=gettext_lazy("一行一段。以“一、”“二、”开头、没有句号的一行是小标题，编号由系统重排。"),
    )
    closing = WordsField(
        label=gettext_lazy("结尾要求"),
        max_length=1000,
        rows=2,
        required=False,
        help_text=gettext_lazy("写成一段。"),
    )
    snapshot = forms.CharField(
        label=gettext_lazy("数据取自"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("用到台账数据的，填写台账快照编号，例如：台账-2026-003。"),
    )
    contact = forms.CharField(label=gettext_lazy("联系人"), max_length=60, required=False)
    phone = forms.CharField(label=gettext_lazy("联系电话"), max_length=40, required=False)
    copies = forms.CharField(
        label=gettext_lazy("抄送"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("几个机关用顿号隔开。"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, units: list[Unit], **kwargs):
        super().__init__(*args, **kwargs)
        self.units = units
        for unit in units:
            told = {"unit": unit.name}
            self.fields[f"grade_{unit.pk}"] = forms.ChoiceField(
                label=_("%(unit)s：等次") % told, choices=GRADES, required=False
            )
            self.fields[f"score_{unit.pk}"] = forms.DecimalField(
                label=_("%(unit)s：得分") % told,
                min_value=0,
                max_value=120,
                max_digits=4,
                decimal_places=1,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "size": 5}),
            )
            self.fields[f"remark_{unit.pk}"] = forms.CharField(
                label=_("%(unit)s：备注") % told, max_length=60, required=False
            )
        self.order_fields([name for name in self.fields if name != "checked"])

    @staticmethod
    def initial_of(notice: AssessmentNotice) -> dict:
        """What the form shows of a notice."""
        shown = {name: getattr(notice, name) for name in (*FIELDS, "revision")}
        for row in notice.results.order_by():
            shown |= {f"{name}_{row.unit_id}": getattr(row, name) for name in ("grade", "score", "remark")}
        return shown

    def rows(self) -> list[Row]:
        """Each unit with its fields."""
        return [
            Row(unit, self[f"grade_{unit.pk}"], self[f"score_{unit.pk}"], self[f"remark_{unit.pk}"])
            for unit in self.units
        ]

    def clean_body(self):
        try:
            parts_of(self.cleaned_data["body"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return self.cleaned_data["body"]

    def clean(self):
        data = super().clean()
        for unit in self.units:
            told = data.get(f"score_{unit.pk}") is not None or data.get(f"remark_{unit.pk}")
            if told and not data.get(f"grade_{unit.pk}") and f"grade_{unit.pk}" not in self.errors:
                self.add_error(f"grade_{unit.pk}", _("填写了得分或备注的，请选择等次。"))
        return data

    def words(self) -> dict[str, str]:
        """As the operation takes them."""
        return {name: self.cleaned_data[name] for name in FIELDS}

    def decided(self) -> list[Decided]:
        """The units that stand in it, in the order of the directory."""
        data = self.cleaned_data
        return [
            Decided(unit.pk, grade, data[f"score_{unit.pk}"], data[f"remark_{unit.pk}"])
            for unit in self.units
            if (grade := data[f"grade_{unit.pk}"])
        ]
