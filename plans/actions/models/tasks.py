"""任务: what one section does, by whom, until when, checked how; its nodes (节点) and its reports."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from units.models import Section

from ..enums import ReportKind
from .actions import TemplateItem
from .adjustments import Adjustment
from .plans import Plan


class Task(models.Model):
    """任务. `line` stays the same across versions; `revision` guards autosave; lights are stored dates.

    What a 调整 takes out belongs to no plan any more (`taken_out_by` says which took it out): no list, count or light
    has it, and what was reported on it stays.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, null=True, related_name="tasks")
    taken_out_by = models.ForeignKey(Adjustment, models.PROTECT, null=True, related_name="taken_out")
    line = models.CharField(max_length=40)
    order = models.PositiveIntegerField(default=0)
    item = models.ForeignKey(TemplateItem, models.PROTECT, null=True, blank=True, related_name="+")
    code = models.CharField(_("编号"), max_length=20, blank=True)
    category = models.CharField(_("类别"), max_length=60, blank=True)
    title = models.CharField(_("任务"), max_length=200)
    carrier = models.CharField(_("载体"), max_length=300, blank=True)
    business_matter = models.CharField(_("业务事项"), max_length=300, blank=True)
    party_role = models.CharField(_("党组织作用"), max_length=300, blank=True)
    section = models.ForeignKey(
        Section, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("责任科室")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任人"),
    )
    starts = models.DateField(_("开始时间"), null=True, blank=True)
    due = models.DateField(_("完成时限"), null=True, blank=True)
    standard = models.TextField(_("完成标准"), blank=True)
    expected_evidence = models.CharField(_("预期佐证"), max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField(null=True)
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    begun_at = models.DateTimeField(null=True)
    done_on = models.DateField(null=True)
    late_days = models.PositiveIntegerField(default=0)  # 曾逾期n个工作日, set when done after the limit

    class Meta:
        verbose_name = _("任务")
        ordering = ["plan_id", "order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "line"], name="one_task_per_line"),
            models.CheckConstraint(
                condition=Q(plan__isnull=False) | Q(taken_out_by__isnull=False),
                name="task_of_a_plan_or_taken_out",
            ),
            models.CheckConstraint(
                condition=Q(starts=None) | Q(due=None) | Q(due__gte=F("starts")), name="task_due_after_start"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "due"], name="task_by_person"),
            # All that board and battle map count of a task: they read the index alone.
            models.Index(
                fields=["plan", "due", "done_on", "red_on", "yellow_on", "begun_at", "item"],
                name="task_standing",
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.title}"

    @property
    def item_code(self) -> str:
        """The item of the committee's list that the task answers, whatever the unit numbers it; its own number without one."""
        return self.item.code if self.item else self.code


class Milestone(models.Model):
    """节点: 1–6 per task; percent = nodes done."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="milestones")
    order = models.PositiveIntegerField()
    name = models.CharField(_("节点"), max_length=100)
    due = models.DateField(_("时间"), null=True, blank=True)
    done_on = models.DateField(null=True)
    result = models.CharField(_("结果"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("节点")
        ordering = ["task_id", "order"]
        constraints = [models.UniqueConstraint(fields=["task", "order"], name="one_node_per_place")]

    def __str__(self):
        return self.name


class Dependency(models.Model):
    """先后: `task` begins when `needs` has ended. The unit's own aid to planning, no part of a version."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="needs", verbose_name=_("任务"))
    needs = models.ForeignKey(Task, models.CASCADE, related_name="needed_by", verbose_name=_("前置任务"))

    class Meta:
        verbose_name = _("任务先后")
        ordering = ["task_id", "needs_id"]
        constraints = [
            models.UniqueConstraint(fields=["task", "needs"], name="one_dependency"),
            models.CheckConstraint(condition=~Q(task=F("needs")), name="not_on_itself"),
        ]

    def __str__(self):
        return f"{self.needs_id}→{self.task_id}"


class Report(models.Model):
    """进展: one dated report on a task, by one of the three buttons. A trouble is a 待协调事项 until answered."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=10, choices=ReportKind)
    words = models.CharField(_("一句话"), max_length=300, blank=True)
    milestone = models.ForeignKey(Milestone, models.PROTECT, null=True, related_name="+")
    percent = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    answer = models.CharField(_("协调意见"), max_length=300, blank=True)
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_for = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("进展")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.task_id} {self.kind}"
