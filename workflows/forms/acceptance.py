"""Forms of acceptance, of whatever is accepted: the group, one finding, the conclusion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, UnmarkedForm, WordsField
from units.forms import PeopleField, PersonField

from ..accepting import CONCLUSIONS
from ..enums import FindingResult, Outcome, VisitMethod


class GroupForm(forms.Form):
    """组成验收组: people of other units only."""

    leader = PersonField(label=_("组长"), error_messages={"required": _("请在所选人员中指定一名组长。")})
    members = PeopleField(
        label=_("组长和成员"),
        error_messages={"required": _("请选择验收组人员。")},
        help_text=_("至少2人，其中1人为组长。先点开单位，或按姓名、单位、职务查找。"),
    )
    visit_on = DayField(label=_("验收日期"))
    methods = forms.MultipleChoiceField(
        label=_("验收方式"), choices=VisitMethod.choices, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, offered, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].offered = self.fields["members"].offered = offered


class FindingForm(UnmarkedForm):
    """逐条核查."""

    result = forms.ChoiceField(label=_("核查结果"), choices=FindingResult.choices, widget=forms.RadioSelect)
    fact = forms.CharField(
        label=_("核查情况"), required=False, max_length=300, help_text=_("一行事实；基本符合、不符合必填。")
    )


class ConclusionForm(UnmarkedForm):
    """验收结论. `conclusions` are those that the kind of subject knows."""

    conclusion = forms.ChoiceField(label=_("验收结论"), widget=forms.RadioSelect)
    problems = WordsField(
        label=_("存在问题"),
        required=False,
        max_length=2000,
        help_text=_("每行一条。限期完善、不予通过必填。"),
    )
    improve_by = DayField(label=_("完善时限"), required=False, help_text=_("限期完善时填写。"))
    dissent = WordsField(
        label=_("组员不同意见"),
        required=False,
        rows=2,
        max_length=1000,
        help_text=_("组员意见不一致的，写明谁、什么意见；记入意见书。"),
    )

    def __init__(self, *args, conclusions=CONCLUSIONS, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["conclusion"].choices = [(each, Outcome(each).label) for each in conclusions]
