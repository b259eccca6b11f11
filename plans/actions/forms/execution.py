"""Forms of execution: a report in one minute, finishing a task."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, UnmarkedForm, WordsField

from ..enums import ReportKind


class ReportForm(UnmarkedForm):
    """填报进展: one of three buttons, one sentence, and the node that is done."""

    kind = forms.ChoiceField(label=_("进展"), choices=ReportKind.choices, widget=forms.RadioSelect)
    words = WordsField(
        label=_("一句话"),
        required=False,
        max_length=300,
        rows=2,
        help_text=_("做了什么、效果如何；“无变化”可以不填。"),
    )
    milestone = forms.ChoiceField(label=_("完成的节点"), required=False)
    done_on = DayField(label=_("节点完成日期"), required=False)

    def __init__(self, milestones, *args, **kwargs):
        super().__init__(*args, **kwargs)
        left = [each for each in milestones if each.done_on is None]
        self.fields["milestone"].choices = [
            ("", _("（没有节点完成）")),
            *((each.pk, each.name) for each in left),
        ]
        self.fields["done_on"].initial = clock.today()
        self._milestones = {str(each.pk): each for each in left}

    def values(self) -> dict:
        """As the operation wants them."""
        data = self.cleaned_data
        milestone = self._milestones.get(data["milestone"])
        return {
            "kind": data["kind"],
            "words": data["words"],
            "milestone": milestone,
            "done_on": data["done_on"] if milestone else None,
        }


class FinishForm(UnmarkedForm):
    """任务办结."""

    words = WordsField(
        label=_("完成情况"),
        max_length=300,
        help_text=_("对照完成标准写明达到的程度。"),
    )


class AnswerForm(UnmarkedForm):
    """答复协调事项."""

    answer = WordsField(label=_("协调意见"), max_length=300, rows=2)
