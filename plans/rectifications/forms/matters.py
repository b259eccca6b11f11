"""Forms of 需工委协调事项: raise one, assign it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import TextForm, WordsField


class MatterForm(TextForm):
    """提请工委协调."""

    title = forms.CharField(
        label=_("需协调的事项"), max_length=200, help_text=_("一句话写明需要工委协调解决什么。")
    )
    words = WordsField(
        label=_("情况"),
        max_length=2000,
        rows=5,
        help_text=_("本单位已经做了什么，难在哪里，涉及哪些单位。"),
    )
    wish = WordsField(label=_("希望怎样解决"), required=False, max_length=1000)
    field_order = ["title", "words", "wish", "checked"]


class AssignForm(TextForm):
    """分办: who in the committee, within how many working days."""

    holder = forms.ChoiceField(label=_("承办"))
    limit_days = forms.IntegerField(
        label=_("答复时限（工作日）"),
        min_value=1,
        max_value=120,
        initial=10,
        help_text=_("从今天起算，今天不算。"),
    )
    words = WordsField(label=_("办理要求"), required=False, max_length=1000)
    field_order = ["holder", "limit_days", "words", "checked"]

    def __init__(self, handlers, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = [("", _("（请选择岗位或人员）")), *handlers]
