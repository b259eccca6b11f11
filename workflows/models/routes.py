"""审批路线: published, versioned, immutable rows; a process keeps the version it started with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from units.enums import Post
from units.models import Committee

from ..enums import StageKind, StagePlace


class Route(models.Model):
    """One published version of a route. `code` names the route (plan.review), `n` its version."""

    code = models.CharField(max_length=40)
    n = models.PositiveIntegerField(default=1)
    name = models.CharField(max_length=100)
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("审批路线")
        constraints = [models.UniqueConstraint(fields=["code", "n"], name="one_route_per_version")]

    def __str__(self):
        return f"{self.name} v{self.n}"


class Stage(models.Model):
    """环节: who acts (a post in the office or in the unit, or a committee), how, and within how many working days."""

    route = models.ForeignKey(Route, models.CASCADE, related_name="stages")
    order = models.PositiveIntegerField()
    code = models.CharField(max_length=20)
    label = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=StageKind)
    post = models.CharField(max_length=20, choices=Post, blank=True)
    place = models.CharField(max_length=10, choices=StagePlace, default=StagePlace.OFFICE)
    committee = models.ForeignKey(Committee, models.PROTECT, null=True, blank=True, related_name="+")
    limit_days = models.PositiveIntegerField(default=3)

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
