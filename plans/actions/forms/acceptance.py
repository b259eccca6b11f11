"""Forms of acceptance: the group, the conclusion, the signed paper."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import uploads
from records.forms import DayField, DayInput, UnmarkedForm, UploadField, UploadForm
from units.forms import PeopleChoice, PersonChoice
from workflows.enums import FindingResult, Outcome, VisitMethod


class GroupForm(forms.Form):
    """组成验收组: people of other units only."""

    leader = PersonChoice(label=_("组长"), queryset=None)
    members = PeopleChoice(
        label=_("成员"),
        queryset=None,
        help_text=_("至少1人。按住Ctrl可多选。被验收单位人员和方案承办人不在名单中。"),
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    visit_on = DayField(label=_("验收日期"), widget=DayInput())
    methods = forms.MultipleChoiceField(
        label=_("验收方式"), choices=VisitMethod.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, candidates, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].queryset = self.fields["members"].queryset = candidates


class FindingForm(UnmarkedForm):
    """逐条核查."""

    result = forms.ChoiceField(
        label=_("核查结果"),
        choices=[c for c in FindingResult.choices],
        widget=forms.RadioSelect,
    )
    fact = forms.CharField(
        label=_("核查情况"), required=False, max_length=300, help_text=_("一行事实；基本符合、不符合必填。")
    )


class ConclusionForm(UnmarkedForm):
    """验收结论."""

    conclusion = forms.ChoiceField(
        label=_("验收结论"),
        choices=[(o.value, o.label) for o in (Outcome.ACCEPTED, Outcome.TO_IMPROVE, Outcome.NOT_ACCEPTED)],
        widget=forms.RadioSelect,
    )
    problems = forms.CharField(
        label=_("存在问题"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("每行一条。限期完善、不予通过必填。"),
    )
    improve_by = DayField(
        label=_("完善时限"), required=False, widget=DayInput(), help_text=_("限期完善时填写。")
    )


class SignedForm(UploadForm):
    """登记签字盖章件."""

    file = UploadField(label=_("签字盖章件扫描件"), allowed=uploads.SCAN, help_text=_("pdf、jpg、png、ofd。"))
    signed_on = DayField(label=_("签字盖章日期"), widget=DayInput())
    field_order = ["file", "signed_on", "checked"]
