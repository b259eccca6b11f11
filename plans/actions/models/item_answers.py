"""采纳、不采纳: what a unit says of an item of its action's task list, and why."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .actions import Template
from .plans import Plan


class ItemAnswer(models.Model):
    """The word of one plan on one item, by its number, as a version of the list has it. Said again, the later word stands."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="item_answers")
    template = models.ForeignKey(Template, models.PROTECT, related_name="+")
    code = models.CharField(_("编号"), max_length=20)
    taken = models.BooleanField(_("采纳"))
    reason = models.CharField(_("不采纳的理由"), max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("任务清单的采纳")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "template", "code"], name="one_answer_per_item")
        ]

    def __str__(self):
        return f"{self.plan_id} {self.code} {self.taken}"
