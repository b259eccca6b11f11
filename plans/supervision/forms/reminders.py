"""提醒规则 and 提醒和督办设置: the fields an administrator fills in."""

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from notifications.enums import CHOSEN_BY_RULE

from ..enums import Moment, Scope
from ..models import ReminderRule, SupervisionSettings
from ..words import FIELDS


def _places() -> str:
    said = _("、").join(f"“{{{name}}}”（{_(what)}）" for name, what in FIELDS.items())
    return _("可用栏目：%(fields)s。不填的用标准用语。") % {"fields": said}


class RuleForm(forms.Form):
    """One rule. `moment` and `days` are what `days_before` means in two fields."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    scope = forms.ChoiceField(label=gettext_lazy("提醒范围"), choices=Scope.choices)
    moment = forms.ChoiceField(
        label=gettext_lazy("什么时候"), choices=Moment.choices, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=gettext_lazy("几个工作日"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=gettext_lazy("到期当日的不填。"),
    )
    repeat_every = forms.IntegerField(
        label=gettext_lazy("每几个工作日重复"),
        min_value=0,
        max_value=60,
        required=False,
        help_text=gettext_lazy("只用于逾期后；不填的只提醒一次。"),
    )
    to_holder = forms.BooleanField(
        label=gettext_lazy("责任人"),
        required=False,
        help_text=gettext_lazy("待办在单位负责人、分管负责人的，改为提醒联络员。"),
    )
    to_liaison = forms.BooleanField(label=gettext_lazy("单位联络员"), required=False)
    to_office = forms.BooleanField(label=gettext_lazy("工委办公室经办人"), required=False)
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("站内以外的渠道"),
        choices=[(each.value, each.label) for each in CHOSEN_BY_RULE],
        required=False,
        help_text=gettext_lazy("个人消息由本人设置，设置好的，提醒都发到那里。"),
        widget=forms.CheckboxSelectMultiple,
    )
    title_words = forms.CharField(label=gettext_lazy("提醒标题"), max_length=100, required=False)
    text_words = forms.CharField(
        label=gettext_lazy("提醒内容"),
        max_length=200,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy(_places, str)(),
    )
    mandatory = forms.BooleanField(
        label=gettext_lazy("必达"),
        required=False,
        help_text=gettext_lazy("个人不能关闭，也不并入每日摘要。"),
    )

    @staticmethod
    def initial_of(rule: ReminderRule) -> dict:
        """What the form shows of a rule."""
        shown = {name: getattr(rule, name) for name in RuleForm.base_fields if hasattr(rule, name)}
        days = abs(rule.days_before) or None
        return shown | {"moment": str(rule.moment), "days": days, "repeat_every": rule.repeat_every or None}

    def clean(self):
        data = super().clean()
        if data.get("moment") not in {None, Moment.ON} and not data.get("days") and "days" not in self.errors:
            self.add_error("days", _("请填写几个工作日。"))
        return data

    def values(self) -> dict:
        """As the operation takes them."""
        data = dict(self.cleaned_data)
        moment, days = data.pop("moment"), data.pop("days") or 0
        signs = {Moment.BEFORE: 1, Moment.ON: 0, Moment.AFTER: -1}
        return data | {"days_before": signs[moment] * days, "repeat_every": data["repeat_every"] or 0}


class SettingsForm(forms.ModelForm):
    """The hours of reminders and the conditions of 督办; saved by the operation, which keeps the trail."""

    class Meta:
        model = SupervisionSettings
        fields = (
            "opens",
            "closes",
            "drafts",
            "blue_days",
            "quiet_days",
            "red_days",
            "answer_days",
            "signer",
        )
        help_texts = {
            "blue_days": gettext_lazy("只拟发已亮黄灯的事项；没到其类型的黄灯时间的，再近也不拟发。")
        }
        widgets = {
            "opens": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "closes": forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
            "signer": forms.RadioSelect,
        }
