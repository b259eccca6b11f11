"""Forms of meetings: the meeting itself, a motion, a ballot, what is announced."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records.forms import DayField, UnmarkedForm, WordsField

from ..enums import Choice, Motion, Outcome, Presence


class MeetingForm(forms.Form):
    """新建会议."""

    held_on = DayField(label=_("会议日期"))
    place = forms.CharField(label=_("地点"), max_length=100)
    n = forms.IntegerField(
        label=_("第几次"),
        required=False,
        min_value=1,
        max_value=9999,
        help_text=_("不填写时按本年度顺序编号。"),
    )


class AttendanceForm(forms.Form):
    """登记到会: one pair of fields a seat."""

    def __init__(self, attendances, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.rows = []
        for row in attendances:
            presence, reason = f"presence_{row.seat_id}", f"reason_{row.seat_id}"
            self.fields[presence] = forms.ChoiceField(
                label=row.seat.person.name,
                choices=Presence.choices,
                initial=row.presence,
                widget=forms.RadioSelect,
            )
            self.fields[reason] = forms.CharField(
                label=_("请假事由"), required=False, max_length=200, initial=row.reason
            )
            self.rows.append((row.seat, self[presence], self[reason]))

    def presences(self) -> dict[int, tuple[str, str]]:
        """seat id → (presence, reason)."""
        data = self.cleaned_data
        return {
            seat.pk: (data[f"presence_{seat.pk}"], data[f"reason_{seat.pk}"]) for seat, _p, _r in self.rows
        }


class MotionForm(UnmarkedForm):
    """提请表决. `motions` are those of the kind of subject (workflows.subjects)."""

    motion = forms.ChoiceField(label=_("提请表决的意见"), widget=forms.RadioSelect)
    modifications = WordsField(
        label=_("修改要求"),
        required=False,
        rows=4,
        help_text=_("选“原则通过”时填写，每行一条，写明改到什么程度。"),
    )

    def __init__(self, *args, motions=tuple(Motion.values), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["motion"].choices = [(each, Motion(each).label) for each in motions]
        if Motion.APPROVE_IN_PRINCIPLE not in motions:
            del self.fields["modifications"]

    def asked(self) -> list[dict]:
        """One modification a line; they concern the matter as a whole."""
        lines = self.cleaned_data.get("modifications", "").splitlines()
        return [{"line": "", "wanted": line.strip()} for line in lines if line.strip()]


class BallotForm(UnmarkedForm):
    """表决."""

    choice = forms.ChoiceField(
        label=_("表决意见"),
        choices=[(c.value, c.label) for c in (Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN)],
        widget=forms.RadioSelect,
    )
    opinion = WordsField(
        label=_("发言要点"),
        required=False,
        max_length=2000,
        help_text=_("记入会议记录，仅委员和会议秘书可见。"),
    )


class AnnounceForm(UnmarkedForm):
    """宣布结果."""

    outcome = forms.ChoiceField(
        label=_("未获通过时"),
        required=False,
        choices=[
            ("", _("（已获通过时不选）")),
            *((o.value, o.label) for o in (Outcome.REJECTED, Outcome.RETURNED)),
        ],
    )
    summary = WordsField(
        label=_("结论要点"),
        required=False,
        max_length=2000,
        help_text=_("报送单位可见。不予通过或退回修改时必填。"),
    )
    tell_numbers = forms.BooleanField(label=_("向报送单位告知票数"), required=False)


class ReasonForm(UnmarkedForm):
    """A reason, always needed."""

    reason = WordsField(label=_("理由"), max_length=1000, rows=2)


class RecusalForm(UnmarkedForm):
    """登记回避."""

    seat = forms.ChoiceField(label=_("委员"))
    reason = forms.CharField(label=_("回避原因"), max_length=200)

    def __init__(self, seats, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seat"].choices = [(seat.pk, seat.person.name) for seat in seats]


class LiftRecusalForm(UnmarkedForm):
    """撤销回避."""

    seat = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("撤销理由"), max_length=200)
