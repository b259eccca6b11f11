"""审批路线: published, versioned, immutable rows; a process keeps the version it started with."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import Post, QuorumProfile
from units.models import Committee

from ..enums import Counting, Refusal, StageKind, StagePlace


class Route(models.Model):
    """One version of a route. `code` names the route (plan.review), `n` its version.

    A draft (not published) keeps what was typed in `draft`, its stages are no rows yet; what is published is not changed.
    """

    code = models.CharField(max_length=40)
    n = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=100)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    draft = models.JSONField(default=list, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    reason = models.CharField(_("修改说明"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("审批路线")
        constraints = [
            models.UniqueConstraint(fields=["code", "n"], name="one_route_per_version"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(published_at=None), name="one_draft_per_route"
            ),
        ]

    def __str__(self):
        return f"{self.name} v{self.n}"


class Stage(models.Model):
    """环节: who acts (posts in the office or in the unit, the leader in charge, a committee, named people), how, and
    within how many working days.

    `asks`: the engine asks each of them one question (workflows/operations/answering.py); the others are duties with a
    page of their own. `also` are further posts at the same place; `people` are asked beside them.
    """

    route = models.ForeignKey(Route, models.CASCADE, related_name="stages")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=StageKind)
    post = models.CharField(max_length=20, choices=Post, blank=True)
    place = models.CharField(max_length=10, choices=StagePlace, default=StagePlace.OFFICE)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    limit_days = models.PositiveIntegerField(default=3)
    asks = models.BooleanField(default=False)
    also = models.JSONField(default=list, blank=True)
    people = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    refusal = models.CharField(max_length=10, choices=Refusal, default=Refusal.DRAFTER)
    refusal_stage = models.CharField(max_length=20, blank=True)
    keeps = models.BooleanField(
        default=False
    )  # an earlier yes survives a return that leaves `concerns` untouched
    concerns = models.JSONField(default=list, blank=True)  # parts of the content; none: all of it
    condition = models.JSONField(default=dict, blank=True)  # workflows/conditions.py; empty: always taken
    quorum = models.CharField(max_length=20, choices=QuorumProfile, blank=True)  # "": that of the committee
    counting = models.CharField(max_length=10, choices=Counting, default=Counting.SHARE)
    ayes = models.CharField(max_length=10, blank=True)  # more than 1/2, at least 5; "": as the profile says
    chair_weight = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("环节")
        ordering = ["route_id", "order"]
        constraints = [
            models.UniqueConstraint(fields=["route", "order"], name="one_stage_per_place"),
            models.UniqueConstraint(fields=["route", "code"], name="one_stage_per_code"),
            models.CheckConstraint(
                condition=~Q(kind="vote") | Q(committee__isnull=False), name="a_vote_has_a_committee"
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def posts(self) -> list[str]:
        """The posts it asks, at its place."""
        return [each for each in (self.post, *self.also) if each]
