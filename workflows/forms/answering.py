"""表态的表单: 同意, 有意见, 不同意, each saying what it does; the reason where one is needed."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from records.forms import UnmarkedForm, WordsField
from records.stored import said

from .. import verdicts
from ..enums import Answer, Refusal, StageKind
from ..models import Stage
from ..routes import may_go_back_to


class AnswerForm(UnmarkedForm):
    """`seen` is the sitting that the person was looking at."""

    answer = forms.ChoiceField(label=gettext_lazy("您的意见"), widget=forms.RadioSelect)
    words = WordsField(label=gettext_lazy("意见"), rows=4, max_length=2000, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, subject, *args, round_, **kwargs):
        super().__init__(*args, **kwargs)
        stage = round_.stage
        self.fields["answer"].choices = options(subject, round_)
        self.fields["words"].help_text = who_reads(stage)
        self.fields["seen"].initial = round_.pk

    def values(self) -> dict:
        """As the operation takes them."""
        return self.cleaned_data | as_answered(self.cleaned_data["answer"])


class AlikeForm(UnmarkedForm):
    """同类事项一并表态: the ones that are ticked, and one opinion for them."""

    items = forms.MultipleChoiceField(
        label=gettext_lazy("事项"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": gettext_lazy("请至少选择一个事项。"),
            "invalid_choice": gettext_lazy("有的事项已经不等您表态，请核对下面的最新内容。"),
        },
    )
    words = WordsField(
        label=gettext_lazy("意见"),
        rows=3,
        max_length=2000,
        required=False,
        help_text=gettext_lazy("每个事项各留一条意见，内容相同。"),
    )

    def __init__(self, rows, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["items"].choices = [(row.key, str(row.subject)) for row in rows]


def options(subject, round_) -> list[tuple[str, str]]:
    """What may be answered; where whoever refuses chooses the way back, a refusal for each way (`disagree:CODE`)."""
    stage = round_.stage
    found = [(each, label_of(stage, each)) for each in verdicts.choices(stage.kind)]
    if stage.kind == StageKind.CONSULT or stage.refusal != Refusal.CHOSEN:
        return found
    return found + [
        (
            f"{Answer.DISAGREE}:{each.code}",
            _("不同意，退回“%(stage)s”（须填理由）") % {"stage": said(each.label)},
        )
        for each in may_go_back_to(subject, round_)
    ]


def as_answered(option: str) -> dict[str, str]:
    """An option as an operation takes it: the answer, and the stage to which a refusal goes back."""
    answer, _colon, back_to = option.partition(":")
    return {"answer": answer, "back_to": back_to}


def label_of(stage: Stage, answer: str) -> str:
    """What an answer is called at this stage, and what it does."""
    if stage.kind == StageKind.CONSULT:
        return {
            Answer.AGREE: _("无意见"),
            Answer.OPINION: _("有意见（请填写）"),
            Answer.DISAGREE: _("不同意（须填理由），记录在案，继续办理"),
        }[answer]
    if answer == Answer.AGREE:
        return _("同意")
    if stage.refusal == Refusal.STAGE:
        target = Stage.objects.filter(route_id=stage.route_id, code=stage.refusal_stage).first()
        return _("不同意，退回“%(stage)s”（须填理由）") % {"stage": said(target.label) if target else ""}
    what = Refusal.DRAFTER if stage.refusal == Refusal.CHOSEN else Refusal(stage.refusal)
    return _("不同意，%(what)s（须填理由）") % {"what": what.label}


def who_reads(stage: Stage) -> str:
    """知悉范围 of the words, said before they are written."""
    if stage.kind != StageKind.CONSULT and stage.refusal == Refusal.CHOSEN:
        return _("退回报送单位的，理由告知报送单位；其他意见仅内部可见。")
    if stage.kind != StageKind.CONSULT and stage.refusal in (Refusal.DRAFTER, Refusal.END):
        return _("不同意的理由告知报送单位；同意时填写的意见仅内部可见。")
    return _("仅内部可见，不告知报送单位。")
