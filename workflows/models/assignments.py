"""待办: what waits for whom. One table drives inbox, lights, reminders and "who is blocking whom"."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from viewflow.workflow.models import Process


class Assignment(models.Model):
    """One thing with a holder and a deadline. A return or a new date closes one and opens another.

    `holder` is `person:7` or `post:head:3` (post and unit), built by units.holders; the inbox is one
    indexed look-up of the reader's holder keys. `what`, `note` and `sent_by` make the row readable
    without opening it. `line` is the task's stable line id where the matter is one task.
    """

    process = models.ForeignKey(Process, models.PROTECT, null=True, related_name="assignments")
    subject = models.CharField(max_length=60)
    line = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=40)
    holder = models.CharField(max_length=60)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    what = models.CharField(max_length=100)
    note = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=200)
    round = models.PositiveIntegerField(default=1)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    since = models.DateTimeField()
    starts = models.DateField(null=True)
    due = models.DateField(null=True)
    provisional = models.BooleanField(default=False)  # 暂按双休日推算
    yellow_on = models.DateField(null=True)
    red_on = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=20, blank=True)

    class Meta:
        verbose_name = _("待办")
        indexes = [
            models.Index(
                fields=["holder", "due", "id"], condition=Q(done_at=None), name="assignment_open_by_holder"
            ),
            models.Index(fields=["done_by", "-done_at"], name="assignment_done_by"),
            models.Index(fields=["process"], condition=Q(done_at=None), name="assignment_open_by_process"),
            models.Index(fields=["due"], condition=Q(done_at=None), name="assignment_open_by_due"),
            models.Index(fields=["subject", "line"], name="assignment_by_subject"),
        ]

    def __str__(self):
        return f"{self.kind} {self.holder}"
