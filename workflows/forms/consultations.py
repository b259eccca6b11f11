"""Forms of 征求意见: the draft, a unit's answer, what became of an opinion."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, UnmarkedForm, WordsField
from units.enums import UnitKind
from units.models import Unit
from units.queries import valid_on

from ..enums import OpinionDecision

ROWS = 8  # opinions of one reply


class ConsultationForm(UnmarkedForm):
    """征求意见稿; all units are asked unless some are taken out."""

    title = forms.CharField(label=_("征求意见稿名称"), max_length=200)
    text = WordsField(label=_("征求意见稿"), max_length=50000, rows=12)
    due = DayField(label=_("答复时限"))
    units = forms.ModelMultipleChoiceField(
        label=_("征求意见的单位"), queryset=Unit.objects.none(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = Unit.objects.filter(valid_on(clock.today()), kind=UnitKind.UNIT)
        self.fields["units"].queryset = units
        self.fields["units"].initial = list(units.values_list("pk", flat=True))


class AnswerForm(UnmarkedForm):
    """无意见, or up to eight opinions, each on its own clause."""

    answer = forms.ChoiceField(
        label=_("答复"),
        choices=[("none", _("无意见")), ("some", _("有意见（逐条填写）"))],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = []
        for n in range(1, ROWS + 1):
            clause, text = f"clause_{n}", f"text_{n}"
            self.fields[clause] = forms.CharField(
                label=_("第%(n)d条：条目") % {"n": n}, required=False, max_length=100
            )
            self.fields[text] = WordsField(
                label=_("第%(n)d条：意见和理由") % {"n": n}, required=False, max_length=2000, rows=2
            )
            self.rows.append((self[clause], self[text]))

    def clean(self):
        data = super().clean()
        written = [data.get(f"text_{n}", "").strip() for n in range(1, ROWS + 1)]
        if data.get("answer") == "some" and not any(written):
            self.add_error("text_1", _("请逐条填写意见；没有意见的选“无意见”。"))
        if data.get("answer") == "none" and any(written):
            self.add_error("answer", _("您填写了意见，请选“有意见”，或删去意见。"))
        for n in range(1, ROWS + 1):
            if data.get(f"clause_{n}", "").strip() and not data.get(f"text_{n}", "").strip():
                self.add_error(f"text_{n}", _("请填写这一条的意见。"))
        return data

    def opinions(self) -> list[dict]:
        """What operations.consultations.answer_consultation takes."""
        data = self.cleaned_data
        rows = [{"clause": data[f"clause_{n}"], "text": data[f"text_{n}"]} for n in range(1, ROWS + 1)]
        return [row for row in rows if row["text"].strip()]


class OpinionDecisionForm(UnmarkedForm):
    """采纳、部分采纳、未采纳."""

    decision = forms.ChoiceField(label=_("处理"), choices=[("", _("请选择")), *OpinionDecision.choices])
    reason = WordsField(
        label=_("理由"),
        required=False,
        max_length=1000,
        rows=2,
        help_text=_("部分采纳或未采纳的必填，汇总后告知该单位。"),
    )
