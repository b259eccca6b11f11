"""上会: a meeting, who is in it, who came and went, who sits in without a vote, and its minutes."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from units.models import Committee, Seat

from ..enums import MeetingState, MovementKind, Presence


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
    agenda_fixed_at = models.DateTimeField(null=True)  # from here on what is added is 临时议题
    papers_sent_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    KIND = "meeting"
    process = process_id = None  # a subject without a flow (docs/adr/0009)

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
    def title(self) -> str:
        """What its papers and assignments call it."""
        return f"{self.committee.name}{self.year}年第{self.n}次会议"

    @property
    def unit(self):
        """The office that holds it."""
        return self.committee.unit

    @property
    def unit_id(self) -> int:
        """The office that holds it."""
        return self.committee.unit_id

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
    here = models.BooleanField(default=True)  # in the room now; counts only for whoever is 实到

    class Meta:
        verbose_name = _("到会")
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="one_attendance_per_seat")]

    def __str__(self):
        return f"{self.meeting_id}/{self.seat_id}"


class Movement(models.Model):
    """到会、离会: somebody expected came into the room, or left it, at a time of the meeting."""

    attendance = models.ForeignKey(Attendance, models.CASCADE, related_name="movements")
    kind = models.CharField(max_length=10, choices=MovementKind)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("到会、离会")
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.attendance_id} {self.kind}"


class Observer(models.Model):
    """列席: somebody in the room without a vote, for the whole meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="observers")
    name = models.CharField(_("姓名"), max_length=40)
    post = models.CharField(_("单位和职务"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("列席人员")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "name", "post"], name="observer_once")]

    def __str__(self):
        return self.name


class Minutes(models.Model):
    """会议记录、会议纪要 of one meeting: where their confirmation stands. What they say is drafted from the meeting's rows."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes")
    drafted_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    returned_words = models.TextField(_("主持人意见"), blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("会议记录和纪要")

    def __str__(self):
        return f"{self.meeting_id}"
