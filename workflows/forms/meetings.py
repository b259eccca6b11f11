"""Forms of meetings: the meeting itself, a motion, a ballot, what is announced."""

from django import forms
from django.utils.translation import gettext_lazy as _

from records import clock
from records.forms import DayField, UnmarkedForm, WordsField
from units.models import Unit
from units.queries import valid_on

from ..enums import BallotWay, Choice, Motion, MovementKind, Outcome, Presence

COUNTED = (Choice.AGREE, Choice.DISAGREE, Choice.ABSTAIN)


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

    secret = forms.BooleanField(
        label=_("无记名表决"),
        required=False,
        help_text=_("只保留票数，不记录谁投了什么票；表决时不附发言要点。"),
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


class BallotsForm(UnmarkedForm):
    """登记举手表决、表决登记表: one choice a member; of a secret vote who put in a ballot, and how many chose what."""

    way = forms.ChoiceField(label=_("表决方式"), widget=forms.RadioSelect)

    def __init__(self, seats, *args, presiding: int | None, secret: bool, **kwargs):
        super().__init__(*args, **kwargs)
        ways = (BallotWay.PAPER,) if secret else (BallotWay.HANDS, BallotWay.PAPER)
        self.fields["way"].choices = [(way.value, way.label) for way in ways]
        self.fields["way"].initial = ways[0]
        self.secret, self.rows = secret, []
        known = (Choice.CAST,) if secret else COUNTED
        for seat in seats:
            offered = known if seat.pk == presiding else (*known, Choice.NOT_VOTED)
            name = f"choice_{seat.pk}"
            self.fields[name] = forms.ChoiceField(
                label=seat.person.name,
                choices=[(each.value, each.label) for each in offered],
                initial=known[0],
                widget=forms.RadioSelect,
            )
            self.rows.append((seat, seat.pk == presiding, self[name]))
        if secret:
            for choice in COUNTED:
                self.fields[choice.value] = forms.IntegerField(
                    label=_("%(choice)s票数") % {"choice": choice.label}, min_value=0, initial=0
                )

    @property
    def tallies(self):
        """The fields of the numbers on the paper."""
        return [self[choice.value] for choice in COUNTED] if self.secret else []

    def values(self) -> dict:
        """What voting.record_ballots takes."""
        data = self.cleaned_data
        choices = {seat.pk: data[f"choice_{seat.pk}"] for seat, _chair, _field in self.rows}
        tally = {choice: data[choice.value] for choice in COUNTED} if self.secret else None
        return {"way": data["way"], "choices": choices, "tally": tally}


class TopicForm(UnmarkedForm):
    """自拟议题."""

    title = forms.CharField(label=_("议题名称"), max_length=200)
    major = forms.BooleanField(
        label=_("重大事项"), required=False, help_text=_("重大事项不得临时动议，只能会前列入。")
    )


class MovementForm(forms.Form):
    """登记到会、离会."""

    seat = forms.ChoiceField(label=_("委员"))
    kind = forms.ChoiceField(label=_("到会或离会"), choices=MovementKind.choices)
    at = forms.TimeField(label=_("时间"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, attendances, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(row.seat_id, row.seat.person.name) for row in attendances]
        self.fields["seat"].choices = [("", _("请选择")), *named]


class ObserverForm(UnmarkedForm):
    """登记列席."""

    name = forms.CharField(label=_("姓名"), max_length=40)
    post = forms.CharField(label=_("单位和职务"), max_length=100, required=False)


class BriefForm(UnmarkedForm):
    """审议要点: one page."""

    to_decide = WordsField(label=_("要定什么"), max_length=1000, rows=2)
    advice = WordsField(label=_("办公室建议"), required=False, max_length=1000, rows=2)
    differences = WordsField(label=_("分歧"), required=False, max_length=1000, rows=2)
    since_last = WordsField(label=_("上次以来的变化"), required=False, max_length=1000, rows=2)


class SpeechForm(UnmarkedForm):
    """登记发言: members who are expected, and those who sit in."""

    speaker = forms.ChoiceField(label=_("发言人"))
    text = WordsField(label=_("发言要点"), max_length=2000, rows=3)

    def __init__(self, meeting, *args, **kwargs):
        super().__init__(*args, **kwargs)
        members = meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id")
        observers = meeting.observers.all()
        self.fields["speaker"].choices = [
            ("", _("请选择")),
            *((f"seat-{row.seat_id}", row.seat.person.name) for row in members),
            *((f"observer-{each.pk}", _("%(name)s（列席）") % {"name": each.name}) for each in observers),
        ]

    def who(self) -> tuple[str, int]:
        """("seat" or "observer", its id)."""
        kind, _dash, pk = self.cleaned_data["speaker"].partition("-")
        return kind, int(pk)


class OpinionForm(UnmarkedForm):
    """书面意见 of an absent member."""

    text = WordsField(
        label=_("书面意见"),
        max_length=2000,
        rows=3,
        help_text=_("会上由会议秘书宣读，记入会议记录；不是表决。"),
    )


class DecisionForm(UnmarkedForm):
    """会议认为、会议决定."""

    considered = WordsField(label=_("会议认为"), required=False, max_length=2000, rows=2)
    decided = WordsField(
        label=_("会议决定"),
        required=False,
        max_length=2000,
        rows=2,
        help_text=_("不填写时按表决结果自动生成。"),
    )


class ResolutionForm(UnmarkedForm):
    """议定事项."""

    title = forms.CharField(label=_("议定事项"), max_length=200)
    unit = forms.ModelChoiceField(
        label=_("承办单位"), queryset=Unit.objects.none(), empty_label=_("（请选择单位）")
    )
    due = DayField(label=_("办结时限"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.filter(valid_on(clock.today()))
