"""Forms of the review: a point, an answer, the return."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import UnmarkedForm, WordsField
from workflows.enums import Criterion

# Offered while 问题 is written (static/js/phrases.js puts them in).
PHRASES = (
    _("措施针对性不强"),
    _("责任人未明确"),
    _("时限不合理"),
    _("完成标准不可核验"),
    _("问题未逐条回应"),
    _("佐证不足"),
)
LONG = 2000


class ChangedPointForm(UnmarkedForm):
    """一处意见 before it is told: 现在怎么写、问题、改到什么程度."""

    now = WordsField(label=_("现在怎么写"), max_length=LONG, required=False, rows=2)
    wrong = WordsField(label=_("问题"), max_length=LONG, rows=2)
    wanted = WordsField(label=_("改到什么程度"), max_length=LONG, rows=2)


class PointForm(ChangedPointForm):
    """提意见 at one line; `late` asks for the reason of a point first raised in a later round (补充提出)."""

    line = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)
    criterion = forms.ChoiceField(label=_("审核标准"), choices=Criterion.choices, widget=forms.RadioSelect)
    late_reason = WordsField(
        label=_("补充提出的理由"),
        max_length=LONG,
        rows=2,
        help_text=_(
            "该条目上轮无意见、本轮也没有修改。意见应当一次告知，确需补充提出的请写明理由，理由随意见书告知单位。"
        ),
    )
    field_order = ["line", "criterion", "now", "wrong", "wanted", "late_reason"]

    def __init__(self, *args, late: bool = False, **kwargs):
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["late_reason"]


class AnswerForm(UnmarkedForm):
    """答复意见 by the unit, at the point."""

    answer = WordsField(label=_("单位答复"), max_length=LONG, rows=2)


class ReturnForm(UnmarkedForm):
    """退回修改: how many working days the unit has, and words before the points."""

    days = forms.IntegerField(label=_("报回期限（工作日）"), min_value=1, max_value=30, initial=5)
    words = WordsField(
        label=_("总体意见"),
        max_length=LONG,
        required=False,
        help_text=_("写在各处意见之前，报送单位可见。"),
    )
