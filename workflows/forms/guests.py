"""Forms of 免账号阅提意见: whom to ask, and what a guest says."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import UnmarkedForm, WordsField

from ..enums import Answer
from ..guest_rules import LONGEST_DAYS


class GuestForm(UnmarkedForm):
    """One person without an account."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    organisation = forms.CharField(label=_("单位、职务"), max_length=100)
    email = forms.EmailField(label=_("电子邮箱"))
    days = forms.IntegerField(label=_("有效期（天）"), initial=5, min_value=1, max_value=LONGEST_DAYS)
    reason = WordsField(label=_("事由"), rows=2, max_length=300)


class GuestOpinionForm(UnmarkedForm):
    """无意见, 有意见 or 不同意."""

    answer = forms.ChoiceField(
        label=_("您的意见"),
        widget=forms.RadioSelect,
        choices=[
            (Answer.AGREE, _("无意见")),
            (Answer.OPINION, _("有意见（请填写）")),
            (Answer.DISAGREE, _("不同意（请填写理由）")),
        ],
    )
    words = WordsField(label=_("意见"), rows=6, max_length=2000, required=False)
