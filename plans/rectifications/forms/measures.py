"""Forms of measures: what is done, by whom, until when; who is responsible; a report in one minute; confirmation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, DayInput, TextAndFileForm, TextForm, UploadField
from units.models import Section

from ..enums import LateCause
from ..operations.planned import Planned
from ..queries.people import members_of, units_to_choose

SAME_PERSON = _(
    "责任领导和责任人是同一位同志，完成后由其本人确认。最好由两位同志分别担任；确有需要的，由联络员核对后确认。"
)
MISSING = {"leader": _("请明确责任领导。"), "person": _("请明确责任人，写到具体同志。")}


class MemberChoice(forms.ModelChoiceField):
    """One person of a unit, named with the title people know them by."""

    def __init__(self, **kwargs):
        super().__init__(**{"empty_label": _("（请选择人员）")} | kwargs)

    def label_from_instance(self, person):
        return f"{person.name} {person.title}".strip()


class UnitChoice(forms.ModelChoiceField):
    """One unit, by its full name."""

    def __init__(self, **kwargs):
        super().__init__(**{"empty_label": _("（请选择单位）")} | kwargs)

    def label_from_instance(self, unit):
        return unit.name


def _area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class PeopleForm(forms.Form):
    """明确责任领导、责任人 of one unit."""

    leader = MemberChoice(label=_("责任领导"), queryset=None)
    section = forms.ModelChoiceField(
        label=_("责任科室"), queryset=None, required=False, empty_label=_("（请选择科室）")
    )
    person = MemberChoice(
        label=_("责任人"), queryset=None, help_text=_("写到具体同志，由其填报进展、添加佐证。")
    )

    def __init__(self, unit_id: int, *args, **kwargs):
        super().__init__(*args, **kwargs)
        people = members_of(unit_id)
        self.fields["leader"].queryset = self.fields["person"].queryset = people
        self.fields["section"].queryset = Section.objects.filter(unit_id=unit_id).order_by("id")

    def people(self) -> dict:
        """As the operations take them."""
        return {name: self.cleaned_data[name] for name in ("leader", "section", "person")}


class MeasureForm(TextForm):
    """一项整改措施. People are those of the leading unit; a 配合单位 names its own when it signs."""

    text = forms.CharField(label=_("整改措施"), max_length=2000, widget=_area(3))
    standard = forms.CharField(
        label=_("完成标准"),
        required=False,
        max_length=1000,
        widget=_area(2),
        help_text=_("写到可以核对：数量、日期、清单、制度等，例如“11月30日前31个事项全部公布一次性告知单”。"),
    )
    unit = UnitChoice(
        label=_("责任单位"),
        queryset=None,
        help_text=_("选其他单位时为配合单位，由该单位签收并明确人员，下面的人员不必填写。"),
    )
    leader = MemberChoice(label=_("责任领导"), queryset=None, required=False)
    section = forms.ModelChoiceField(
        label=_("责任科室"), queryset=None, required=False, empty_label=_("（请选择科室）")
    )
    person = MemberChoice(label=_("责任人"), queryset=None, required=False)
    starts = DayField(label=_("开始时间"), required=False, widget=DayInput())
    due = DayField(label=_("完成时限"), widget=DayInput())
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, item, *args, measure=None, **kwargs):
        kwargs.setdefault("initial", _initial(item, measure))
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self._item, self._measure = item, measure
        people = members_of(item.unit_id)
        # Of the leading unit's own measures both are needed; a 配合单位 names its people when it signs.
        own = self["unit"].value() in (item.unit_id, str(item.unit_id))
        for name, missing in MISSING.items():
            self.fields[name].required = own
            self.fields[name].error_messages["required"] = missing
        if self.confirms_own:
            self["person"].help_text = SAME_PERSON  # of the bound field: it has read its words already
        self.fields["unit"].queryset = units_to_choose()
        self.fields["leader"].queryset = self.fields["person"].queryset = people
        self.fields["section"].queryset = Section.objects.filter(unit_id=item.unit_id).order_by("id")
        self.fields["due"].help_text = _("不晚于整改时限%(date)s。") % {"date": item.limit.isoformat()}

    @property
    def confirms_own(self) -> bool:
        """责任领导 confirms what 责任人 reports: is it one and the same here?"""
        leader, person = (str(self[name].value() or "") for name in ("leader", "person"))
        return leader == person != ""

    def planned(self) -> Planned:
        """As the operations take it; of a 配合单位 the people it named itself stay."""
        data = self.cleaned_data
        people = {name: data[name] for name in ("leader", "section", "person")}
        if data["unit"].pk != self._item.unit_id:
            kept = self._measure if self._measure and self._measure.unit_id == data["unit"].pk else None
            people = {name: getattr(kept, name, None) for name in people}
        return Planned(
            text=data["text"],
            standard=data["standard"],
            unit=data["unit"],
            starts=data["starts"],
            due=data["due"],
            **people,
        )


def _initial(item, measure) -> dict:
    if measure is None:
        return {"unit": item.unit_id, "starts": clock.today(), "due": item.limit}
    names = ("text", "standard", "unit", "leader", "section", "person", "starts", "due", "revision")
    return {name: getattr(measure, f"{name}_id", getattr(measure, name)) for name in names}


class ReportForm(TextAndFileForm):
    """填报进展: the day, how far, one sentence, and, when there is one, the file that shows it."""

    on = DayField(label=_("截至日期"), widget=DayInput())
    percent = forms.IntegerField(
        label=_("完成率（%）"),
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "step": 5}),
    )
    words = forms.CharField(
        label=_("一句话进展"), max_length=500, widget=_area(2), help_text=_("做了什么、效果如何。")
    )
    file = UploadField(
        label=_("佐证材料"), required=False, help_text=_("也可以稍后添加；自动进入本单位佐证库。")
    )
    field_order = ["on", "percent", "words", "file", "checked"]

    def report(self) -> dict:
        """As the operation takes it."""
        return {name: self.cleaned_data[name] for name in ("on", "percent", "words")}


class ConfirmForm(forms.Form):
    """本单位确认完成; a late one says why."""

    cause = forms.ChoiceField(label=_("逾期原因"), choices=LateCause.choices, widget=forms.RadioSelect)

    def __init__(self, *args, late: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["cause"]
