"""提醒规则: when a waiting matter is worth a word, to whom, over which channels, in which words; and what was said by it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from notifications.enums import Channel
from workflows.models import Assignment

from ..enums import Moment, Scope


def outside_channels() -> list[str]:
    """What a rule uses beside the page itself, unless something else is chosen."""
    return [Channel.EMAIL.value]


class ReminderRule(models.Model):
    """N working days before the due day (`days_before` > 0), on the day (0), or after it (< 0).

    Empty words are the standard ones. A `mandatory` rule is sent whatever a person has chosen.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    scope = models.CharField(_("提醒范围"), max_length=20, choices=Scope, default=Scope.ALL)
    days_before = models.IntegerField(_("提前工作日"))
    repeat_every = models.PositiveIntegerField(_("每几个工作日重复"), default=0)
    to_holder = models.BooleanField(_("责任人"), default=True)
    to_liaison = models.BooleanField(_("单位联络员"), default=True)
    to_office = models.BooleanField(_("工委办公室经办人"), default=False)
    channels = models.JSONField(_("站内以外的渠道"), default=outside_channels, blank=True)
    title_words = models.CharField(_("提醒标题"), max_length=100, blank=True)
    text_words = models.CharField(_("提醒内容"), max_length=200, blank=True)
    mandatory = models.BooleanField(_("必达"), default=False)
    active = models.BooleanField(_("启用"), default=True)

    class Meta:
        verbose_name = _("提醒规则")
        ordering = ["-days_before", "id"]

    def __str__(self):
        return self.name

    @property
    def moment(self) -> str:
        """到期前, 到期当日 or 逾期后."""
        if self.days_before > 0:
            return Moment.BEFORE
        return Moment.ON if self.days_before == 0 else Moment.AFTER


class Reminded(models.Model):
    """已提醒: what a rule has said of one matter so far. While `again_on` lies ahead (or is empty) it says nothing more.

    `told` is how many people it was said to the last time; none where the matter had too little time from its beginning.
    """

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="+")
    rule = models.ForeignKey(ReminderRule, models.CASCADE, related_name="+")
    n = models.PositiveIntegerField(default=0)
    on = models.DateField()
    again_on = models.DateField(null=True)
    told = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("已提醒")
        constraints = [
            models.UniqueConstraint(fields=["assignment", "rule"], name="one_mark_per_matter_and_rule")
        ]

    def __str__(self):
        return f"{self.assignment_id}/{self.rule_id}"
