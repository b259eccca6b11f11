"""台账: what is kept beside items so that lists are quick, what a person keeps of their lists, files made of them, snapshots."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from records.models import StoredFile
from records.search import SearchField, SearchIndex

from ..enums import JobKind, JobState, Kind, ListKind, Scope
from .items import Item
from .sources import Source


class Tally(models.Model):
    """How many items of a unit, source, type and scope stand where (lights.place_of). What a date turns red or yellow
    is not in here: it is counted when somebody looks (queries/totals.py)."""

    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    scope = models.CharField(max_length=10, choices=Scope)
    issued = models.IntegerField(default=0)
    handed_back = models.IntegerField(default=0)
    fresh = models.IntegerField(default=0)  # 整改中 and not begun
    working = models.IntegerField(default=0)
    extending = models.IntegerField(default=0)
    stopping = models.IntegerField(default=0)
    closing = models.IntegerField(default=0)
    long_term = models.IntegerField(default=0)
    closed = models.IntegerField(default=0)
    closed_late = models.IntegerField(default=0)  # 已销号, 曾逾期
    unfounded = models.IntegerField(default=0)
    merged = models.IntegerField(default=0)
    stopped = models.IntegerField(default=0)

    class Meta:
        verbose_name = _("事项计数")
        constraints = [
            models.UniqueConstraint(fields=["unit", "source", "kind", "scope"], name="one_tally_per_cell")
        ]

    def __str__(self):
        return f"{self.unit_id}/{self.source_id}/{self.kind}/{self.scope}"


class LedgerRow(models.Model):
    """What the ledger keeps beside an item: the text it is found by, and where it is counted.

    Written by operations/keeping.py at the end of every act on the item; `digest` is that of the text.
    """

    item = models.OneToOneField(Item, models.CASCADE, primary_key=True, related_name="ledger_row")
    text = SearchField()
    digest = models.CharField(max_length=64)
    tally = models.ForeignKey(Tally, models.PROTECT, related_name="+")
    place = models.CharField(max_length=20)

    class Meta:
        verbose_name = _("台账行")
        indexes = [SearchIndex(fields=["text"], name="ledger_row_by_text")]

    def __str__(self):
        return str(self.item_id)


class LedgerView(models.Model):
    """A person's columns of one list, and their named filters of it. Without a name: the columns as last chosen."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    which = models.CharField(max_length=10, choices=ListKind)
    name = models.CharField(_("名称"), max_length=40, blank=True)
    query = models.CharField(max_length=2000, blank=True)
    columns = models.JSONField(default=list)

    class Meta:
        verbose_name = _("台账视图")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["person", "which", "name"], name="one_ledger_view_per_name")
        ]

    def __str__(self):
        return self.name


class LedgerJob(models.Model):
    """A file made of the ledger, or read back into it, by a worker: whose, of what, how far it is, what came of it."""

    kind = models.CharField(max_length=10, choices=JobKind)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    which = models.CharField(max_length=10, choices=ListKind, default=ListKind.LEDGER)
    query = models.CharField(max_length=2000, blank=True)
    order = models.CharField(max_length=20, blank=True)
    columns = models.JSONField(default=list)
    name = models.CharField(_("文件名"), max_length=200)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    result = models.JSONField(default=dict)
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("台账文件")
        indexes = [models.Index(fields=["by", "-id"], name="ledger_job_by_person")]

    def __str__(self):
        return self.name


class Snapshot(models.Model):
    """台账快照: the ledger of one moment under one filter, frozen line by line in a file whose digest it bears."""

    number = models.CharField(_("编号"), max_length=30, unique=True)
    as_of = models.DateTimeField(_("截至"))
    query = models.CharField(max_length=2000, blank=True)
    count = models.PositiveIntegerField(_("事项数"))
    lights = models.JSONField(default=dict)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("台账快照")
        indexes = [models.Index(fields=["query", "-id"], name="snapshot_by_filter")]

    def __str__(self):
        return self.number
