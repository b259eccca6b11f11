"""实施方案: the working copy, saved row by row; what was submitted is a records.Version."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile
from workflows.models import Subject

from ..enums import GroupRole, PlanKind, SectionKey, Status
from .actions import Action, Template


class Plan(Subject):
    """实施方案: what one unit undertakes in one action. `revision` guards its head fields."""

    KIND = "plan"

    status = models.CharField(max_length=20, choices=Status, blank=True)
    action = models.ForeignKey(Action, models.PROTECT, related_name="plans")
    template = models.ForeignKey(Template, models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("方案类型"), max_length=10, choices=PlanKind, default=PlanKind.GENERAL)
    drafter = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("联络员")
    )
    started_at = models.DateTimeField()
    meeting_name = models.CharField(_("党组（党委）会"), max_length=100, blank=True)
    meeting_on = models.DateField(_("会议日期"), null=True, blank=True)
    document_number = models.CharField(_("文号"), max_length=60, blank=True)
    budget = models.PositiveIntegerField(_("经费预算（万元）"), null=True, blank=True)
    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    original_name = models.CharField(_("原件"), max_length=200, blank=True)
    revision = models.PositiveIntegerField(default=1)
    version_n = models.PositiveIntegerField(default=0)  # the last frozen version
    approved_version = models.PositiveIntegerField(null=True)  # the version the approval is bound to
    approved_on = models.DateField(null=True)
    revise_by = models.DateField(null=True)  # 重报时限 of the last return

    words_of_files = {"original": ("original_name",)}

    class Meta:
        verbose_name = _("实施方案")
        constraints = [
            # What is void makes room for another one.
            models.UniqueConstraint(
                fields=["action", "unit"],
                condition=~Q(status=Status.VOIDED),
                name="one_plan_per_unit_and_action",
            )
        ]
        indexes = [models.Index(fields=["status", "id"], name="plan_by_status")]

    def __str__(self):
        return self.title


class PlanSection(models.Model):
    """One section of the text, autosaved by itself; a stale write is refused with both texts."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sections")
    key = models.CharField(max_length=20, choices=SectionKey)
    text = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("方案章节")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="one_section_per_key")]

    def __str__(self):
        return f"{self.plan_id}/{self.key}"


class GroupEntry(models.Model):
    """领导小组成员."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="group")
    line = models.CharField(max_length=40)
    role = models.CharField(_("组内职务"), max_length=10, choices=GroupRole, default=GroupRole.MEMBER)
    name = models.CharField(_("姓名"), max_length=60)
    post = models.CharField(_("职务"), max_length=100, blank=True)
    order = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("领导小组成员")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["plan", "line"], name="one_group_line")]

    def __str__(self):
        return self.name
