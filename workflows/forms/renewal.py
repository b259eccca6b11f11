"""Form of 换届: the day, the term, and who sits."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, UnmarkedForm
from units.forms import PeopleField, PersonField


class RenewalForm(UnmarkedForm):
    """换届: one of the people chosen is the 书记."""

    since = DayField(label=_("起任日期"), help_text=_("原委员任期至前一日。"))
    term = forms.CharField(label=_("届次"), max_length=40, help_text=_("例如：第三届。"))
    chair = PersonField(label=_("书记"), error_messages={"required": _("请在所选人员中指定一名书记。")})
    members = PeopleField(
        label=_("委员"),
        error_messages={"required": _("请选择委员。")},
        help_text=_("新一届的全部委员，连任的也要选；其中1人为书记。"),
    )

    def __init__(self, offered, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["chair"].offered = self.fields["members"].offered = offered
