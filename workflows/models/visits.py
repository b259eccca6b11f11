"""验收安排: batches, the groups in them, and visits: a group at a unit on a half-day, for all that waits there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..enums import HalfDay, Statement


class Batch(models.Model):
    """验收安排（批次）: the groups that go out, and where to."""

    title = models.CharField(_("批次名称"), max_length=100)
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        verbose_name = _("验收安排")

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """The name of its trail: `batch:3`."""
        return f"batch:{self.pk}"


class Team(models.Model):
    """第n组 of a batch: 组长 and 组员, drawn from other units than it visits."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="teams")
    n = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("验收组")
        ordering = ["batch_id", "n"]
        constraints = [models.UniqueConstraint(fields=["batch", "n"], name="one_team_per_number")]

    def __str__(self):
        return _("第%(n)d组") % {"n": self.n}


class TeamMember(models.Model):
    """组长 or 组员 of a team, with the unit of that day."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    leads = models.BooleanField(_("组长"), default=False)

    class Meta:
        verbose_name = _("验收组成员")
        ordering = ["-leads", "id"]
        constraints = [
            models.UniqueConstraint(fields=["team", "person"], name="once_in_a_team"),
            models.UniqueConstraint(fields=["team"], condition=Q(leads=True), name="one_team_leader"),
        ]

    def __str__(self):
        return f"{self.team_id}/{self.person_id}"


class Visit(models.Model):
    """现场验收: one group at one unit on one half-day. It has people, a day, papers and a trail, but no flow.

    `announced`: 预先通知, else 四不两直, and then the unit reads nothing of it before `begun_at`. What is accepted on it
    are the groups (AcceptanceGroup) composed when it begins, one for each plan and item.
    """

    KIND = "visit"
    process_id = None

    team = models.ForeignKey(Team, models.PROTECT, related_name="visits")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+", verbose_name=_("被验收单位"))
    on = models.DateField(_("日期"))
    half = models.CharField(_("时段"), max_length=10, choices=HalfDay)
    announced = models.BooleanField(_("预先通知"), default=True)
    note = models.CharField(_("说明"), max_length=300, blank=True)
    arranged_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    arranged_at = models.DateTimeField()
    begun_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    statement = models.CharField(_("单位意见"), max_length=10, choices=Statement, blank=True)
    objection = models.TextField(_("异议内容"), blank=True)
    concluded_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("现场验收")
        indexes = [models.Index(fields=["on", "id"], name="visit_by_day")]
        constraints = [
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(concluded_at=None, cancelled_at=None),
                name="one_open_visit_per_unit",
            )
        ]

    def __str__(self):
        day = {"unit": self.unit.name, "date": self.on.isoformat(), "half": self.get_half_display()}
        return _("%(unit)s %(date)s%(half)s验收") % day

    @property
    def key(self) -> str:
        """The name of its trail and papers: `visit:12`."""
        return f"{self.KIND}:{self.pk}"

    @property
    def title(self) -> str:
        """As people read it."""
        return str(self)

    @property
    def is_open(self) -> bool:
        """Still to come or under way?"""
        return self.concluded_at is None and self.cancelled_at is None


class DeclaredRecusal(models.Model):
    """本人申报回避: a person does not accept the work of a unit, and why."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    why = models.CharField(_("回避事由"), max_length=200)
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = _("申报回避")
        constraints = [models.UniqueConstraint(fields=["person", "unit"], name="one_declaration_per_unit")]

    def __str__(self):
        return f"{self.person_id}/{self.unit_id}"


class SentAnswer(models.Model):
    """An answer a phone has sent: its key is taken once, however often it arrives."""

    key = models.CharField(max_length=40, primary_key=True)
    visit = models.ForeignKey(Visit, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("已收到的记录")

    def __str__(self):
        return self.key
