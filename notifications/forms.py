"""外部渠道、渠道设置、通知方式."""

from django import forms
from django.utils.translation import gettext_lazy

from units.models import Unit

from .enums import FOR_ALL, Mail
from .models import ChannelPolicy, Preference


class GatewayForm(forms.Form):
    """One channel. Address and key are typed in and never shown again."""

    kind = forms.ChoiceField(
        label=gettext_lazy("渠道"),
        choices=[(each.value, each.label) for each in FOR_ALL],
        widget=forms.RadioSelect,
    )
    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    unit = forms.ModelChoiceField(
        label=gettext_lazy("只发这个单位的"),
        queryset=Unit.objects.all(),
        empty_label=gettext_lazy("所有单位"),
        required=False,
        help_text=gettext_lazy("不选的，所有单位的提醒都发到这里。"),
    )
    address = forms.CharField(
        label=gettext_lazy("地址"),
        max_length=500,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "机器人如wecombot://…、dingtalk://…、feishu://…；接口为https://…。加密保存，不再显示；不改的不填。"
        ),
    )
    key = forms.CharField(
        label=gettext_lazy("签名密钥"),
        max_length=200,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("只用于接口，whsec_开头的base64文本。加密保存，不再显示；不改的不填。"),
    )


class PolicyForm(forms.ModelForm):
    """What people may choose for themselves."""

    class Meta:
        model = ChannelPolicy
        fields = ("may_daily", "may_off", "may_personal")


class PersonalForm(forms.Form):
    """个人消息: one's own address, typed in and never shown again."""

    address = forms.CharField(
        label=gettext_lazy("个人消息地址"),
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy(
            "本人的企业微信、钉钉、飞书机器人地址，如wecombot://…、dingtalk://…、feishu://…。加密保存，不再显示。"
        ),
    )


class ChoiceForm(forms.ModelForm):
    """通知方式 of one person."""

    def __init__(self, *args, allowed: ChannelPolicy, leads: bool, **kwargs):
        super().__init__(*args, **kwargs)
        barred = {
            each for each, may in ((Mail.DAILY, allowed.may_daily), (Mail.OFF, allowed.may_off)) if not may
        }
        self.fields["mail"].choices = [each for each in Mail.choices if each[0] not in barred]
        if not leads:
            del self.fields["leader_digest"]

    class Meta:
        model = Preference
        fields = ("mail", "leader_digest")
        widgets = {"mail": forms.RadioSelect}
