"""What the floor keeps: the trail, versions, facts, files, numbers, the calendar, outgoing work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .enums import Circle, OutboxState


class Entry(models.Model):
    """One line of the trail: who did what, when, on which version. Written once, chained, never changed.

    `subject` names the chain (`plan:12`, `access`, `settings`); `n` counts from 1 inside it; `digest`
    covers the line and the digest before it (records/trail.py). `code` + `params`, never prose.
    """

    subject = models.CharField(max_length=60)
    n = models.PositiveIntegerField()
    code = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    circle = models.CharField(max_length=10, choices=Circle)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    on_behalf_of = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("units.Unit", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(null=True)
    at = models.DateTimeField()
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("办理记录")
        constraints = [models.UniqueConstraint(fields=["subject", "n"], name="one_entry_per_place")]
        indexes = [models.Index(fields=["by", "-at"], name="entry_by_person")]

    def __str__(self):
        return f"{self.subject}#{self.n} {self.code}"


class Version(models.Model):
    """版本: the frozen content of a subject at one submission. Never updated; bound by its digest."""

    subject = models.CharField(max_length=60)
    n = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    mentions_files = {"content": "digest"}

    class Meta:
        verbose_name = _("版本")
        constraints = [models.UniqueConstraint(fields=["subject", "n"], name="one_version_per_number")]

    def __str__(self):
        return f"{self.subject} v{self.n}"

    @property
    def code(self) -> str:
        """版本校验码: the first twelve digits of the digest, in groups of four, for paper."""
        head = self.digest[:12].upper()
        return f"{head[:4]}-{head[4:8]}-{head[8:]}"


class Fact(models.Model):
    """A dated fact that a later assessment may count: what happened, the unit of that day, the item code."""

    code = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)
    line = models.CharField(max_length=40, blank=True)
    item_code = models.CharField(max_length=20, blank=True)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("事实")
        indexes = [
            models.Index(fields=["unit", "code", "day"], name="fact_by_unit"),
            models.Index(fields=["subject"], name="fact_by_subject"),
        ]

    def __str__(self):
        return f"{self.day} {self.code} {self.subject}"


class StoredFile(models.Model):
    """A file by its content: rows elsewhere refer to the digest, the bytes lie in FILES_DIR.

    `withheld_at`: since then nobody opens it (疑似涉密). `cleared_at`: its bytes were destroyed; the row is a tombstone,
    whose digest is salted. A model that keeps words about a file beside it names them: `words_of_files = {"file": ("name",)}`.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    at = models.DateTimeField()
    withheld_at = models.DateTimeField(null=True)
    cleared_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("文件")

    def __str__(self):
        return self.digest[:12]


class FileOpened(models.Model):
    """查看、下载记录: who was given the bytes of a file, when, and at which address."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    address = models.CharField(max_length=45)

    class Meta:
        verbose_name = _("查看、下载记录")
        indexes = [models.Index(fields=["file", "at"], name="file_opened")]

    def __str__(self):
        return f"{self.by_id} {self.at}"


class Tombstone(models.Model):
    """清除登记: a content that was destroyed on a written instruction. `digest` is SHA-256 over salt and content digest:
    it knows the content again, and says nothing of it."""

    digest = models.CharField(max_length=64, primary_key=True)
    salt = models.CharField(max_length=32)
    basis = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("清除登记")

    def __str__(self):
        return self.digest[:12]


class Redaction(models.Model):
    """What stood in a frozen record and was cleared: the digest it is `kept` under, and that of what stands there `now`."""

    what = models.CharField(max_length=100, unique=True)  # `plan:12#5`, `version:7`
    kept = models.CharField(max_length=64)
    now = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("记录中的清除")

    def __str__(self):
        return self.what


class Series(models.Model):
    """编号: the last number given in a series of a year."""

    name = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("编号序列")
        constraints = [models.UniqueConstraint(fields=["name", "year"], name="one_series_per_year")]

    def __str__(self):
        return f"{self.name}-{self.year}-{self.last}"


class CalendarYear(models.Model):
    """A year whose holidays and make-up days are known, and the notice they come from."""

    year = models.PositiveIntegerField(primary_key=True)
    basis = models.CharField(max_length=200)

    class Meta:
        verbose_name = _("工作日历年度")

    def __str__(self):
        return str(self.year)


class CalendarDay(models.Model):
    """A day that is not what its weekday says: a holiday in the week, or a make-up day (调休) at the weekend."""

    day = models.DateField(primary_key=True)
    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    working = models.BooleanField()
    name = models.CharField(max_length=60, blank=True)

    class Meta:
        verbose_name = _("调休与节假日")

    def __str__(self):
        return f"{self.day} {'班' if self.working else '休'}"


class Outbox(models.Model):
    """One piece of work outside the database (a mail, a paper), put down in the transaction that wants it."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    queue = models.CharField(max_length=20, default="default")
    payload = models.JSONField(default=dict)
    due = models.DateTimeField()
    first_due = models.DateTimeField(null=True)  # before any attempt failed and put it off
    scheduled = models.BooleanField(default=False, db_default=False)  # not before `due`, rather than at once
    state = models.PositiveSmallIntegerField(choices=OutboxState, default=OutboxState.OPEN)
    attempts = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True)
    lease_token = models.UUIDField(null=True)
    last_error = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True)
    request_id = models.CharField(max_length=36, blank=True, default="")

    class Meta:
        verbose_name = _("外发事项")
        indexes = [
            models.Index(
                fields=["queue", "due", "id"],
                condition=Q(state__lt=OutboxState.DONE.value),
                name="outbox_open",
            ),
            models.Index(fields=["id"], condition=Q(state=OutboxState.DEAD.value), name="outbox_dead"),
        ]

    def __str__(self):
        return self.key


class Heartbeat(models.Model):
    """A sign of life of a background process: liveness is this row, not a pid."""

    name = models.CharField(max_length=60, primary_key=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("心跳")

    def __str__(self):
        return f"{self.name} {self.at}"


class BackupRun(models.Model):
    """备份记录: one backup, whether it went well, where it lies, and when it was last restored for a trial."""

    at = models.DateTimeField()
    ok = models.BooleanField()
    path = models.CharField(max_length=500, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    encrypted = models.BooleanField(default=False)
    seconds = models.FloatField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("备份记录")
        ordering = ["-id"]

    def __str__(self):
        return f"{self.at} {self.ok}"
