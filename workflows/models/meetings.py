"""上会: a meeting, who is in it, and what it decides item by item."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.models import Committee, Seat

from ..enums import MeetingState, Outcome, Presence
from .rounds import Round


class Meeting(models.Model):
    """会议: 第×次; a vote exists only inside one. `presiding` (主持人) is the chair's seat unless another presides."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="meetings")
    year = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    held_on = models.DateField(_("日期"))
    place = models.CharField(_("地点"), max_length=100)
    presiding = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    secretary = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("会议")
        constraints = [
            models.UniqueConstraint(fields=["committee", "year", "n"], name="one_meeting_per_number")
        ]

    def __str__(self):
        return f"{self.year}/{self.n}"

    @property
    def key(self) -> str:
        """The name of its trail."""
        return f"meeting:{self.pk}"

    @property
    def told(self) -> dict:
        """Which meeting it is, as a trail keeps it (workflows.wording.sitting)."""
        return {"meeting_year": self.year, "meeting_n": self.n, "held_on": self.held_on.isoformat()}


class Attendance(models.Model):
    """到会: one seat in one meeting. 应到会 = the seats in office that day = the rows here."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="+")
    presence = models.CharField(max_length=10, choices=Presence, default=Presence.PRESENT)
    reason = models.CharField(_("请假事由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("到会")
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_per_seat")]

    def __str__(self):
        return f"{self.meeting_id}/{self.seat_id}"


class AgendaItem(models.Model):
    """议题: one waiting round on the agenda of one meeting, and what was announced of it."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items")
    round = models.ForeignKey(Round, models.PROTECT, related_name="agenda_items")
    order = models.PositiveIntegerField()
    announced_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    summary = models.TextField(_("结论要点"), blank=True)
    entitled = models.PositiveIntegerField(
        null=True
    )  # 应到会, frozen at the announcement, as are the four below
    present = models.PositiveIntegerField(null=True)
    agreed = models.PositiveIntegerField(null=True)
    disagreed = models.PositiveIntegerField(null=True)
    abstained = models.PositiveIntegerField(null=True)
    tell_numbers = models.BooleanField(_("向报送单位告知票数"), default=False)

    class Meta:
        verbose_name = _("议题")
        ordering = ["meeting_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "order"], name="one_item_per_place"),
            models.UniqueConstraint(
                fields=["round"], condition=Q(announced_at=None), name="on_one_agenda_at_a_time"
            ),
        ]

    def __str__(self):
        return f"{self.meeting_id}.{self.order}"


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
