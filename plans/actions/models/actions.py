"""行动 and its published task list (模板)."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..enums import ApprovalWay, DataSource, PlanKind


class Action(models.Model):
    """行动: what the committee asks every unit to do in a period, and until when plans are due."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("行动名称"), max_length=200)
    year = models.PositiveIntegerField(_("年度"))
    plan_kind = models.CharField(_("方案类型"), max_length=10, choices=PlanKind, default=PlanKind.GENERAL)
    approval = models.CharField(
        _("审定方式"), max_length=10, choices=ApprovalWay, default=ApprovalWay.COMMITTEE
    )
    starts = models.DateField(_("起"))
    ends = models.DateField(_("止"))
    plans_due = models.DateField(_("方案报送截止"))
    units = models.ManyToManyField("units.Unit", related_name="actions")

    class Meta:
        verbose_name = _("行动")
        ordering = ["-year", "-id"]

    def __str__(self):
        return self.name


class Template(models.Model):
    """任务清单模板: one version of an action's task list; published ones are not changed."""

    action = models.ForeignKey(Action, models.PROTECT, related_name="templates")
    n = models.PositiveIntegerField()
    source_name = models.CharField(_("来源文件"), max_length=200)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    imported_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("任务清单模板")
        constraints = [models.UniqueConstraint(fields=["action", "n"], name="one_template_per_version")]

    def __str__(self):
        return f"{self.action_id} v{self.n}"


class TemplateItem(models.Model):
    """One item of the list (样例: 5 categories, 23 items, 100 points)."""

    template = models.ForeignKey(Template, models.CASCADE, related_name="items")
    order = models.PositiveIntegerField()
    code = models.CharField(_("编号"), max_length=20)
    category = models.CharField(_("类别"), max_length=60)
    title = models.CharField(_("任务"), max_length=200)
    requirement = models.TextField(_("创建要求"), blank=True)
    points = models.CharField(_("评分要点"), max_length=300, blank=True)
    score = models.PositiveIntegerField(_("分值"), default=0)
    evidence = models.CharField(_("佐证"), max_length=200, blank=True)
    source = models.CharField(_("取数"), max_length=10, choices=DataSource, default=DataSource.TYPED)

    class Meta:
        verbose_name = _("模板任务")
        ordering = ["template_id", "order"]
        constraints = [models.UniqueConstraint(fields=["template", "code"], name="one_item_per_code")]

    def __str__(self):
        return f"{self.code} {self.title}"
