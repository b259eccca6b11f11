"""验收: a group from other units checks line by line against the completion standard."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile

from ..enums import FindingResult, Outcome
from .rounds import Round
from .visits import Visit


class AcceptanceGroup(models.Model):
    """验收组: who accepts in one round, how (验收方式), and the conclusion. `visit` when it came with one (现场验收)."""

    round = models.OneToOneField(Round, models.PROTECT, related_name="group")
    visit = models.ForeignKey(Visit, models.PROTECT, null=True, related_name="groups")
    visit_on = models.DateField(_("验收日期"))
    methods = models.JSONField(_("验收方式"), default=list)
    composed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    conclusion = models.CharField(max_length=20, choices=Outcome, blank=True)
    problems = models.TextField(_("存在问题"), blank=True)
    dissent = models.TextField(_("组员不同意见"), blank=True)
    improve_by = models.DateField(_("完善时限"), null=True)
    concluded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("验收组")

    def __str__(self):
        return f"{self.round_id}"


class GroupMember(models.Model):
    """组长 or 组员; never of the unit whose work is accepted."""

    group = models.ForeignKey(AcceptanceGroup, models.CASCADE, related_name="members")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")  # of that day
    leads = models.BooleanField(_("组长"), default=False)

    class Meta:
        verbose_name = _("验收组成员")
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="once_in_a_group"),
            models.UniqueConstraint(fields=["group"], condition=Q(leads=True), name="one_group_leader"),
        ]

    def __str__(self):
        return f"{self.group_id}/{self.person_id}"


class Finding(models.Model):
    """逐条对照: one line's completion standard as found, how (验收方式), with one line of fact and perhaps a photo.

    `mark` is another one each time it is written: whoever writes over a mark they have not seen is asked first.
    """

    group = models.ForeignKey(AcceptanceGroup, models.CASCADE, related_name="findings")
    line = models.CharField(max_length=40)
    result = models.CharField(max_length=10, choices=FindingResult)
    fact = models.CharField(_("核查情况"), max_length=300, blank=True)
    methods = models.JSONField(_("验收方式"), default=list)
    photo = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    mark = models.CharField(max_length=40, blank=True)
    on_paper = models.BooleanField(_("纸质核查表"), default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("核查结果")
        constraints = [models.UniqueConstraint(fields=["group", "line"], name="one_finding_per_line")]

    def __str__(self):
        return f"{self.line} {self.result}"
