"""整改事项: one problem given to one unit (牵头单位), with its own number, limit and light."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from units.models import Section
from workflows.models import Subject

from ..enums import CLOCKED, Kind, LateCause, Liability, RenewedAs, Scope, Status, Truth
from .sources import Source


class Item(Subject):
    """整改事项. `title` is the short form of `problem`, which keeps the words of the source.

    `due` is the limit that was set first and is never written again; `extended_due` what an extension gave;
    `limit` is the one in force, from which the lights are counted. `applied_on` is the day of 申请销号 while
    it is being judged: the unit's clock stands. `chain` are the codes of the stages its present route takes.
    """

    KIND = "item"

    status = models.CharField(max_length=20, choices=Status, blank=True)
    number = models.CharField(_("编号"), max_length=30, unique=True)
    source = models.ForeignKey(Source, models.PROTECT, related_name="items", verbose_name=_("问题来源"))
    source_document = models.CharField(_("来源文件"), max_length=200, blank=True)
    source_date = models.DateField(_("反馈日期"), null=True, blank=True)
    problem = models.TextField(_("问题描述（原文）"))
    category = models.CharField(_("问题类别"), max_length=60, blank=True)
    scope = models.CharField(_("个性/共性"), max_length=10, choices=Scope, default=Scope.SINGLE)
    kind = models.CharField(_("整改类型"), max_length=10, choices=Kind, default=Kind.TIMED)
    major = models.BooleanField(_("重大或屡改屡犯"), default=False)
    goal = models.TextField(_("整改目标"), blank=True)
    standard = models.TextField(_("完成标准"), blank=True)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("责任领导"),
    )
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
    plan = models.ForeignKey("actions.Plan", models.PROTECT, null=True, related_name="items")
    plan_line = models.CharField(max_length=40, blank=True)  # the task of the plan it concerns
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    issued_on = models.DateField(_("交办日期"))
    received_on = models.DateField(_("签收日期"), null=True)
    begun_at = models.DateTimeField(null=True)
    due = models.DateField(_("整改时限"))
    extended_due = models.DateField(_("延期后时限"), null=True)
    renewed_due = models.DateField(_("重新明确时限"), null=True)  # after the limit; not called 延期
    renewed_as = models.CharField(max_length=10, choices=RenewedAs, blank=True)  # what that day is called
    limit = models.DateField(_("现时限"))
    # Given back over a year whose calendar is not loaded: so many working days after that day (operations/limits.py).
    limit_from = models.DateField(null=True)
    limit_after = models.PositiveSmallIntegerField(null=True)
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    applied_on = models.DateField(_("申请销号日期"), null=True)
    chain = models.JSONField(default=list)
    percent = models.PositiveIntegerField(_("完成率"), default=0)
    mechanism = models.TextField(_("长效机制"), blank=True)
    accountability = models.CharField(_("追责问责（人次）"), max_length=200, blank=True)
    self_conclusion = models.TextField(_("自评结论"), blank=True)
    truth = models.CharField(_("核实结论"), max_length=20, choices=Truth, blank=True)
    liability = models.CharField(_("责任认定"), max_length=10, choices=Liability, blank=True)
    hand_back_count = models.PositiveIntegerField(_("退办次数"), default=0)
    extension_count = models.PositiveIntegerField(_("延期次数"), default=0)
    return_count = models.PositiveIntegerField(_("退回次数"), default=0)
    relapse_count = models.PositiveIntegerField(_("反弹次数"), default=0)
    reopened_on = models.DateField(_("反弹日期"), null=True)  # while it is rectified once more
    late_days = models.PositiveIntegerField(_("曾逾期工作日"), default=0)
    late_cause = models.CharField(_("逾期原因"), max_length=10, choices=LateCause, blank=True)
    next_check = models.DateField(_("下次年检日期"), null=True)  # 长期坚持
    closed_on = models.DateField(_("销号日期"), null=True)
    closing_number = models.CharField(_("销号文号"), max_length=60, blank=True)
    recurs = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="recurrences", verbose_name=_("重复发生自")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="merged", verbose_name=_("并入")
    )
    remark = models.TextField(_("备注"), blank=True)
    revision = models.PositiveIntegerField(default=1)
    intake = models.ForeignKey(
        "IntakeJob", models.PROTECT, null=True, related_name="items", verbose_name=_("批量交办")
    )
    text_digest = models.CharField(max_length=32, blank=True)  # of `problem`: finds the very same words again

    class Meta:
        verbose_name = _("整改事项")
        indexes = [
            # With what its lights are told from: what a unit finds by its words is counted from this index alone (queries/looking.py).
            models.Index(
                fields=["unit", "status", "limit", "id"],
                include=["source", "kind", "scope", "yellow_on", "red_on", "begun_at", "late_days"],
                name="item_by_unit",
            ),
            models.Index(fields=["status", "limit"], name="item_by_status"),
            models.Index(fields=["source", "status"], name="item_by_source"),
            models.Index(fields=["plan", "plan_line"], condition=~Q(plan=None), name="item_by_plan"),
            models.Index(fields=["text_digest", "unit"], name="item_by_text"),
            models.Index(fields=["limit", "id"], name="item_by_limit"),
            # What is yellow or red today is counted from this index alone (queries/totals.py).
            models.Index(
                fields=["yellow_on", "unit", "source", "status", "kind", "scope", "red_on", "begun_at"],
                condition=Q(status__in=sorted(CLOCKED)),
                name="item_by_yellow",
            ),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"

    @property
    def days_given_back(self) -> bool:
        """Is the limit in force later than any that was set: days that others held the file were given back?"""
        return self.limit > max(filter(None, [self.due, self.extended_due, self.renewed_due]))

    @property
    def weighty(self) -> bool:
        """重大, or 屡改屡犯 (linked as recurring, or back more than once after it was closed): 复核 and 上会 before it is closed."""
        return self.major or self.recurs_id is not None or self.relapse_count > 1

    @property
    def label(self) -> str:
        """The word people see for where it stands; an item that returned is 问题反弹、重新整改 while it is worked on."""
        if self.status == Status.WORKING and self.reopened_on:
            return gettext("问题反弹、重新整改")
        return super().label if self.stage_label else str(Status(self.status).label)
