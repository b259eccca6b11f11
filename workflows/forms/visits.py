"""Forms of 验收安排 and 现场验收."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, TextForm, UnmarkedForm, UploadField, UploadForm, WordsField
from units.forms import PeopleField, PersonField

from ..enums import HalfDay, Statement, VisitMethod
from .acceptance import FindingForm


class BatchForm(UnmarkedForm):
    """新建验收安排."""

    title = forms.CharField(
        label=_("批次名称"), max_length=100, help_text=_("例如：2026年第四季度集中验收。")
    )


class TeamForm(forms.Form):
    """组成一组: people of other units only."""

    leader = PersonField(label=_("组长"), error_messages={"required": _("请在所选人员中指定一名组长。")})
    members = PeopleField(
        label=_("组长和成员"),
        error_messages={"required": _("请选择验收组人员。")},
        help_text=_("至少2人，其中1人为组长。先点开单位，或按姓名、单位、职务查找。"),
    )

    def __init__(self, offered, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["leader"].offered = self.fields["members"].offered = offered


class VisitForm(TextForm):
    """安排现场验收: a unit, a half-day, told before or not."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("（请选择单位）"))
    on = DayField(label=_("日期"))
    half = forms.ChoiceField(label=_("时段"), choices=HalfDay.choices, widget=forms.RadioSelect)
    announced = forms.TypedChoiceField(
        label=_("通知方式"),
        choices=[("yes", _("预先通知单位")), ("no", _("四不两直，不预先通知"))],
        coerce=lambda value: value == "yes",
        widget=forms.RadioSelect,
        initial="yes",
    )
    note = forms.CharField(
        label=_("说明"), required=False, max_length=300, help_text=_("只给验收组看，例如集合时间、地点。")
    )
    field_order = ["unit", "on", "half", "announced", "note", "checked"]

    def __init__(self, units, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class CancelForm(UnmarkedForm):
    """取消现场验收."""

    reason = WordsField(label=_("取消原因"), rows=2, max_length=300)


class DeclareForm(UnmarkedForm):
    """申报回避."""

    unit = forms.ModelChoiceField(label=_("单位"), queryset=None, empty_label=_("（请选择单位）"))
    why = forms.CharField(
        label=_("回避事由"), max_length=200, help_text=_("例如：近亲属在该单位任职。只有工委办公室能看到。")
    )

    def __init__(self, units, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units


class AnswerForm(FindingForm, UploadForm):
    """One line as found on the spot: result, how, one line of fact, perhaps a photo."""

    methods = forms.MultipleChoiceField(
        label=_("验收方式"),
        choices=VisitMethod.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    photo = UploadField(label=_("照片"), allowed=frozenset({"jpg", "png"}), required=False)
    line = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    subject = forms.CharField(max_length=60, widget=forms.HiddenInput)
    key = forms.RegexField(r"^[0-9a-f-]{8,40}$", widget=forms.HiddenInput)
    base = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)


class TypedForm(FindingForm):
    """One line of the printed 核查表, typed in; a line that was left blank on paper is left blank here."""

    result = forms.ChoiceField(label=_("对照结果"), required=False, widget=forms.RadioSelect)
    methods = AnswerForm.base_fields["methods"]
    key = AnswerForm.base_fields["key"]
    base = AnswerForm.base_fields["base"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["result"].choices = FindingForm.base_fields["result"].choices


class StatementForm(UnmarkedForm):
    """单位意见, as the unit wrote it and signed on paper."""

    statement = forms.ChoiceField(label=_("单位意见"), choices=Statement.choices, widget=forms.RadioSelect)
    objection = WordsField(
        label=_("异议内容"),
        required=False,
        rows=2,
        max_length=1000,
        help_text=_("有异议的，照单位所写录入。"),
    )
