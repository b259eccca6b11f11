"""Rounds, ballots and opinions: one sitting of a stage, and one person's word in it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process

from records.enums import Circle
from records.models import Version
from units.models import Seat

from ..enums import BallotWay, Choice, Criterion, Motion, OpinionKind, Outcome
from .routes import Stage


class Round(models.Model):
    """轮次: one sitting of a stage over one version. `n` counts the submissions of the process."""

    process = models.ForeignKey(Process, models.PROTECT, related_name="rounds")
    subject = models.CharField(max_length=60)
    stage = models.ForeignKey(Stage, models.PROTECT, related_name="rounds")
    n = models.PositiveIntegerField()
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    due = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, blank=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_paper = models.BooleanField(_("线下签批"), default=False)
    words = models.TextField(_("意见"), blank=True)
    kept_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")  # 原意见继续有效
    motion = models.CharField(max_length=20, choices=Motion, blank=True)
    motion_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("轮次")
        constraints = [
            models.UniqueConstraint(fields=["process"], condition=Q(closed_at=None), name="one_open_round")
        ]

    def __str__(self):
        return f"{self.stage_id}/{self.n}"

    @property
    def version_n(self) -> int | None:
        """The number of the version it looks at."""
        return self.version.n if self.version else None


class Ballot(models.Model):
    """表决: one seat's ballot on one item. Never delegated, never changed; in a secret vote it says only that there is one."""

    item = models.ForeignKey("workflows.AgendaItem", models.PROTECT, null=True, related_name="ballots")
    round = models.ForeignKey(Round, models.PROTECT, null=True, related_name="ballots")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="ballots")
    choice = models.CharField(max_length=10, choices=Choice)
    way = models.CharField(max_length=10, choices=BallotWay, default=BallotWay.SELF)
    opinion = models.TextField(blank=True)
    cast_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("表决")
        constraints = [
            models.UniqueConstraint(fields=["round", "seat"], name="one_ballot_per_seat"),
            models.UniqueConstraint(fields=["item", "seat"], name="one_ballot_per_item"),
        ]

    def __str__(self):
        return f"{self.item_id}/{self.seat_id}"


class Opinion(models.Model):
    """意见: one point, tied to a line of a version (`line` empty: the whole), and the unit's answer to it."""

    round = models.ForeignKey(Round, models.PROTECT, related_name="opinions")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=OpinionKind, default=OpinionKind.POINT)
    line = models.CharField(max_length=40, blank=True)
    line_label = models.CharField(max_length=200, blank=True)
    criterion = models.CharField(max_length=20, choices=Criterion, blank=True)
    now = models.TextField(_("现在怎么写"), blank=True)
    wrong = models.TextField(_("问题"))
    wanted = models.TextField(_("改到什么程度"), blank=True)
    late_reason = models.TextField(_("补充提出的理由"), blank=True)
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.FEEDBACK)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    issued_at = models.DateTimeField(null=True)  # when the return (or 原则通过) carried it to the unit
    answer = models.TextField(_("单位答复"), blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)  # a reviewer (or the chair) found it dealt with

    class Meta:
        verbose_name = _("意见")
        ordering = ["id"]

    def __str__(self):
        return self.wrong[:40]
