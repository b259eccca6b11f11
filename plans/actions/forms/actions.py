"""Forms of actions and their task list."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records import clock, uploads
from records.forms import DayField, UploadField, UploadForm
from units.enums import UnitKind
from units.models import Unit
from units.queries import valid_on

from ..enums import ApprovalWay, PlanKind


class ActionForm(forms.Form):
    """新建行动: what the units are asked for."""

    name = forms.CharField(label=gettext_lazy("行动名称"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("编号"), max_length=40, help_text=gettext_lazy("简短、不重复，例如CJ-2026。")
    )
    plan_kind = forms.ChoiceField(
        label=gettext_lazy("方案类型"), choices=PlanKind.choices, initial=PlanKind.GENERAL
    )
    approval = forms.ChoiceField(
        label=gettext_lazy("审定方式"),
        choices=ApprovalWay.choices,
        initial=ApprovalWay.COMMITTEE,
        help_text=gettext_lazy("各单位方案经过哪些环节，由审批路线按审定方式规定。"),
    )
    starts = DayField(label=gettext_lazy("起"))
    ends = DayField(label=gettext_lazy("止"))
    plans_due = DayField(
        label=gettext_lazy("方案报送截止"),
        help_text=gettext_lazy("各单位在此日前报送实施方案。"),
    )
    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("参加单位"), queryset=None, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT)
        self.fields["units"].queryset = units
        self.fields["units"].initial = units

    def clean(self):
        data = super().clean()
        starts, ends, due = data.get("starts"), data.get("ends"), data.get("plans_due")
        if starts and ends and ends < starts:
            self.add_error("ends", _("止期早于起期。"))
        elif ends and due and due > ends:
            self.add_error("plans_due", _("报送截止日期晚于行动的止期。"))
        return data

    def values(self) -> dict:
        """As the operation wants them; the year is that of the start."""
        return {**self.cleaned_data, "year": self.cleaned_data["starts"].year}


class ListForm(UploadForm):
    """导入任务清单: one CSV or Excel file."""

    file = UploadField(
        label=gettext_lazy("任务清单文件"),
        allowed=uploads.TASK_LIST,
        help_text=gettext_lazy("xlsx或csv，列为：编号、类别、任务、创建要求、评分要点、分值、佐证、取数。"),
    )
    field_order = ["file", "checked"]
