"""Form of 委托: to whom, for what, over which days, why."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, UnmarkedForm
from units.enums import Errand
from units.models import Person

from ..queries.delegations import may_act_for


class DelegationForm(UnmarkedForm):
    """委托 somebody of one's own unit; all kinds of errands are ticked to begin with."""

    to = forms.ModelChoiceField(label=_("受托人"), queryset=None, empty_label=_("（请选择人员）"))
    errands = forms.MultipleChoiceField(
        label=_("委托事项"),
        choices=Errand.choices,
        initial=Errand.values,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("请选择委托哪些事项。")},
    )
    since = DayField(label=_("起日"), help_text=_("当天零时起。"))
    until = DayField(label=_("止日"), help_text=_("到当天24时自动终止。"))
    reason = forms.CharField(label=_("事由"), max_length=200, help_text=_("例如：出差、休假、学习。"))

    def __init__(self, person: Person, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = may_act_for(person)
        self.fields["since"].initial = clock.today()
