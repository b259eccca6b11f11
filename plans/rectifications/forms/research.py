"""Forms of 走访调研: begin one, write its lines, hand one out, note what changed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, TextForm, WordsField
from units.enums import UnitKind
from units.forms import PeopleField
from units.models import Unit
from units.queries import valid_on

from ..enums import Kind, LineKind, VisitSource

TEXT = 5000


def units_today():
    """The units of today, without the committee's own office."""
    return Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT)


class PeopleForm(forms.Form):
    """参加人员: people of the office and of other units."""

    people = PeopleField(
        label=_("参加人员"),
        required=False,
        help_text=_(
            "选中的人可以记录这次调研；被调研单位人员不能参加。先点开单位，或按姓名、单位、职务查找。"
        ),
    )

    def __init__(self, offered, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].offered = offered


class VisitForm(TextForm, PeopleForm):
    """新建走访调研."""

    title = forms.CharField(label=_("调研主题"), max_length=200)
    unit = forms.ModelChoiceField(label=_("被调研单位"), queryset=None, empty_label=_("（请选择单位）"))
    visited_on = DayField(label=_("调研日期"))
    source = forms.ChoiceField(label=_("方式"), choices=VisitSource.choices, initial=VisitSource.RESEARCH)
    others = forms.CharField(
        label=_("其他参加人员"),
        required=False,
        max_length=300,
        help_text=_("没有本系统账号的同志，写姓名和单位。"),
    )
    field_order = ["title", "unit", "visited_on", "source", "people", "others", "checked"]

    def __init__(self, offered, *args, **kwargs):
        super().__init__(offered, *args, **kwargs)
        self.fields["unit"].queryset = units_today()


class HeadForm(forms.Form):
    """The head of a visit as it saves itself."""

    title = forms.CharField(label=_("调研主题"), max_length=200)
    visited_on = DayField(label=_("调研日期"))
    others = forms.CharField(label=_("其他参加人员"), required=False, max_length=300)
    summary = forms.CharField(label=_("总体情况"), required=False, max_length=TEXT)


class LineForm(forms.Form):
    """One line as it saves itself."""

    kind = forms.ChoiceField(label=_("类别"), choices=LineKind.choices)
    text = forms.CharField(label=_("内容"), required=False, max_length=TEXT)
    advice = forms.CharField(label=_("意见建议"), required=False, max_length=2000)
    remark = forms.CharField(label=_("内部备注"), required=False, max_length=2000)


class UnitsChoice(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class GiveForm(TextForm):
    """交办一条: filled in from the line, to be looked through. `units`: one for a problem, several for a common one."""

    problem = WordsField(label=_("问题描述（原文）"), max_length=TEXT, rows=4)
    kind = forms.ChoiceField(label=_("整改类型"), choices=Kind.choices, initial=Kind.TIMED)
    due = DayField(label=_("整改时限"))
    category = forms.CharField(label=_("问题类别"), required=False, max_length=60)
    goal = WordsField(label=_("整改目标"), required=False, max_length=2000, rows=2)
    standard = WordsField(
        label=_("完成标准"),
        required=False,
        max_length=2000,
        rows=2,
        help_text=_("写到可以核验：做到什么程度算改好。"),
    )
    field_order = ["units", "problem", "kind", "due", "category", "goal", "standard", "checked"]

    def __init__(self, units, *args, several: bool, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["units"] = (
            UnitsChoice(
                queryset=units,
                label=_("交办单位"),
                help_text=_("每个单位各有一个整改事项，互相看不到。"),
            )
            if several
            else forms.ModelChoiceField(queryset=units, label=_("交办单位"), empty_label=_("（请选择单位）"))
        )
        self.order_fields(self.field_order)
        self.several = several

    def chosen(self) -> list[Unit]:
        """The units chosen, one or several."""
        found = self.cleaned_data["units"]
        return list(found) if self.several else [found]


class ChangeForm(TextForm):
    """登记后来的变化."""

    on = DayField(label=_("日期"))
    line = forms.ModelChoiceField(
        label=_("对应哪一条"), queryset=None, required=False, empty_label=_("（整体情况）")
    )
    words = WordsField(label=_("变化情况"), max_length=2000)
    field_order = ["on", "line", "words", "checked"]

    def __init__(self, lines, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["line"].queryset = lines
        self.fields["on"].initial = clock.today()
