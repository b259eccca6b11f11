"""议题: what a meeting votes on, who takes no part in it, what was said and what has to be done after it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records import clock
from units.models import Seat

from .. import lights
from ..enums import AgendaKind, Motion, Outcome, SpeechKind
from .meetings import Meeting, Observer
from .rounds import Round


class AgendaItem(models.Model):
    """议题: a matter (one waiting round), a list of matters, or a topic of the committee's own; and what was announced of it.

    A matter that is voted on as part of a list (`listed_in`) has no place of its own in the order.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    kind = models.CharField(max_length=10, choices=AgendaKind, default=AgendaKind.MATTER)
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="agenda_items")
    listed_in = models.ForeignKey("self", models.PROTECT, null=True, related_name="listed")
    singled_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="singled")  # 单列
    title = models.CharField(_("议题"), max_length=200, blank=True)  # of a list or a topic
    order = models.PositiveIntegerField(null=True)
    major = models.BooleanField(_("重大事项"), default=False)
    ad_hoc_reason = models.CharField(_("临时增加的理由"), max_length=300, blank=True)
    consented_at = models.DateTimeField(null=True)
    secret = models.BooleanField(_("无记名表决"), default=False)
    own_motion = models.CharField(max_length=20, choices=Motion, blank=True)  # where there is no round
    own_motion_at = models.DateTimeField(null=True)
    to_decide = models.TextField(_("要定什么"), blank=True)
    advice = models.TextField(_("办公室建议"), blank=True)
    differences = models.TextField(_("分歧"), blank=True)
    since_last = models.TextField(_("上次以来的变化"), blank=True)
    considered = models.TextField(_("会议认为"), blank=True)
    decided = models.TextField(_("会议决定"), blank=True)
    announced_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    summary = models.TextField(_("结论要点"), blank=True)
    entitled = models.PositiveIntegerField(
        null=True
    )  # 应到会, frozen at the announcement, as are those below
    attended = models.PositiveIntegerField(null=True)  # 实到: in the room, recused ones too
    present = models.PositiveIntegerField(null=True)  # of them those who may vote
    recused = models.PositiveIntegerField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    disagreed = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    tell_numbers = models.BooleanField(_("向报送单位告知票数"), default=False)

    class Meta:
        verbose_name = _("议题")
        ordering = ["meeting_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="one_item_per_place"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(announced_at=None), name="on_one_agenda_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(kind="matter", round__isnull=False) | (~Q(kind="matter") & Q(round=None)),
                name="a_matter_has_its_round",
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}.{self.order}"

    @property
    def motion(self) -> str:
        """What was put to the vote; "" before."""
        return self.round.motion if self.round_id else self.own_motion

    def get_motion_display(self) -> str:
        """What was put to the vote, in words."""
        return str(Motion(self.motion).label) if self.motion else ""

    @property
    def version_n(self) -> int | None:
        """The version that is decided on; None of a list or a topic."""
        return self.round.version_n if self.round_id else None

    @property
    def needs_consent(self) -> bool:
        """A 临时议题 to which the chair has not consented."""
        return bool(self.ad_hoc_reason) and self.consented_at is None


class Recusal(models.Model):
    """回避: a seat that takes no part in one item, and why; or took part after all, and why (撤销回避)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="recusals")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    reason = models.CharField(_("回避原因"), max_length=200)
    lifted_at = models.DateTimeField(null=True)
    lifted_reason = models.CharField(_("撤销理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("回避")
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="one_recusal_per_seat")]

    def __str__(self):
        return f"{self.item_id}/{self.seat_id}"


class SecretTally(models.Model):
    """无记名表决计数: how many chose what; joined to nobody. Adds up to the ballots that say 已投票."""

    item = models.OneToOneField(AgendaItem, models.PROTECT, related_name="tally")
    agree = models.PositiveIntegerField(default=0)
    disagree = models.PositiveIntegerField(default=0)
    abstain = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("无记名表决计数")

    def __str__(self):
        return f"{self.item_id}"


class Speech(models.Model):
    """发言: who said what on an item, in the room or (书面意见, of an absent member) read out. Not a vote."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="speeches")
    kind = models.CharField(max_length=10, choices=SpeechKind, default=SpeechKind.SPOKEN)
    seat = models.ForeignKey(Seat, models.PROTECT, null=True, related_name="+")
    observer = models.ForeignKey(Observer, models.PROTECT, null=True, related_name="+")
    text = models.TextField(_("发言要点"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("发言")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seat__isnull=False, observer=None) | Q(seat=None, observer__isnull=False),
                name="one_speaker",
            ),
            models.UniqueConstraint(
                fields=["item", "seat"], condition=Q(kind="written"), name="one_written_opinion"
            ),
        ]

    def __str__(self):
        return self.text[:40]

    @property
    def speaker(self) -> str:
        """Whose words they are."""
        return self.seat.person.name if self.seat_id else f"{self.observer.name}（列席）"


class Resolution(models.Model):
    """议定事项: what a meeting asked a unit to do, by when. A 待办 of the unit from the chair's confirmation on."""

    item = models.ForeignKey(AgendaItem, models.PROTECT, related_name="resolutions")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(_("议定事项"), max_length=200)
    due = models.DateField(_("办结时限"))
    issued_at = models.DateTimeField(null=True)
    result = models.TextField(_("办理结果"), blank=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    KIND = "resolution"
    process = process_id = None

    class Meta:
        verbose_name = _("议定事项")
        ordering = ["due", "id"]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """The name of its trail."""
        return f"resolution:{self.pk}"

    @property
    def light(self) -> str:
        """红黄绿灯 of today, from its day of issue and its limit."""
        yellow_on, red_on = lights.dates(clock.day_of(self.issued_at) if self.issued_at else None, self.due)
        return lights.light(
            clock.today(), begun=True, done=self.done_at is not None, yellow_on=yellow_on, red_on=red_on
        )
