"""文书: what was printed, from which facts, bound to which version."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records import files
from records.enums import Circle
from records.models import StoredFile, Version

from .enums import (
    NOT_SIGNED,
    DocumentKind,
    DocumentState,
    Face,
    FilingState,
    FontState,
    JobState,
    PartState,
    Retention,
    Shape,
)
from .word_kinds import TEMPLATE_OF


class Document(models.Model):
    """One paper. Its facts are frozen when it is asked for; a worker renders it; the scan of the signed paper joins it.

    A 样稿 has no number and no `issued_at`. `facts_digest` is that of the facts as issued, empty on papers from before
    it was kept. `replaces` is the void paper that this one was issued for; `void_copy` that paper marked 作废, beside the
    file it was. `signature` says who signed the file electronically (documents/signature.py), empty: nobody.
    """

    kind = models.CharField(max_length=30, choices=DocumentKind)
    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, null=True, related_name="documents")
    number = models.CharField(max_length=60, blank=True)
    code = models.CharField(_("校验短码"), max_length=16, unique=True)
    facts = models.JSONField()
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.FEEDBACK)
    state = models.CharField(max_length=10, choices=DocumentState, default=DocumentState.RENDERING)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    error = models.TextField(blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    series = models.CharField(_("编号序列"), max_length=40, blank=True)
    facts_digest = models.CharField(max_length=64, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    issued_at = models.DateTimeField(null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(_("作废原因"), max_length=500, blank=True)
    void_copy = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signature = models.JSONField(default=dict)
    rendered_at = models.DateTimeField(null=True)
    progress = models.PositiveSmallIntegerField(default=0)  # percent of a long paper that is being printed
    signed_scan = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    signed_on = models.DateField(null=True)
    signed_registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    signed_registered_at = models.DateTimeField(null=True)

    mentions_files = {"facts": "facts_digest"}

    class Meta:
        verbose_name = pgettext_lazy("paper", "文书")
        indexes = [models.Index(fields=["subject", "kind"], name="document_by_subject")]

    def __str__(self):
        return f"{self.title} {self.number}"

    @property
    def is_sample(self) -> bool:
        """样稿: not issued yet, whether it could be printed or not."""
        return self.issued_at is None

    @property
    def is_signed_on_paper(self) -> bool:
        """Is it of a kind that somebody signs or seals, so that a scan of it is waited for?"""
        return self.kind not in NOT_SIGNED

    def get_state_display(self) -> str:
        """待签章 only where somebody signs."""
        if self.state == DocumentState.READY and not self.is_signed_on_paper:
            return str(_("已生成"))
        return str(DocumentState(self.state).label)

    @property
    def has_word(self) -> bool:
        """Is it also given as .docx, to be edited?"""
        return self.kind in TEMPLATE_OF


class PrintJob(models.Model):
    """批量打印: many papers as one file, made by a worker paper by paper; it can be cancelled and goes on where it stopped."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    title = models.CharField(max_length=200)
    shape = models.CharField(max_length=10, choices=Shape)
    state = models.CharField(max_length=10, choices=JobState, default=JobState.WAITING)
    piece = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    error = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("批量打印")
        indexes = [models.Index(fields=["by", "-id"], name="print_job_by_person")]

    def __str__(self):
        return self.title


class PrintPart(models.Model):
    """One paper of a print job, in its place; `label` names what it is of, so that a failure can be told."""

    job = models.ForeignKey(PrintJob, models.CASCADE, related_name="parts")
    place = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    document = models.ForeignKey(Document, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=PartState, default=PartState.WAITING)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("批量打印的一份")
        constraints = [models.UniqueConstraint(fields=["job", "place"], name="one_part_per_place")]

    def __str__(self):
        return f"{self.place} {self.label}"


class Filing(models.Model):
    """归档包: all papers, evidence, trail and the record of one subject as one file, made by a worker from `content`.

    `content` is frozen when it is asked for: the record as JSON, and which kept files go where. `after` is the last
    entry of the trail that it holds.
    """

    subject = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    unit = models.ForeignKey("units.Unit", models.PROTECT, related_name="+")
    number = models.CharField(_("整理编号"), max_length=60)
    retention = models.CharField(_("保管期限"), max_length=10, choices=Retention)
    state = models.CharField(max_length=10, choices=FilingState, default=FilingState.PACKING)
    content = models.JSONField()
    after = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    error = models.TextField(blank=True)
    packed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    packed_at = models.DateTimeField()
    filed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(null=True)

    mentions_files = {"content": ""}

    class Meta:
        verbose_name = _("归档包")
        indexes = [
            models.Index(fields=["subject", "-id"], name="filing_by_subject"),
            models.Index(fields=["state", "-id"], name="filing_by_state"),
        ]

    def __str__(self):
        return f"{self.number} {self.title}"


class WordTemplate(models.Model):
    """Word模板 of one kind of paper, as the 工委业务管理员 handed it in; without one that counts, the built-in one does."""

    kind = models.CharField(max_length=30, choices=DocumentKind)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=150)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)

    words_of_files = {"file": ("name",)}

    class Meta:
        verbose_name = _("Word模板")
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=models.Q(retired_at=None), name="one_word_template_per_kind"
            )
        ]

    def __str__(self):
        return f"{self.get_kind_display()} {self.name}"

    def content(self) -> bytes:
        """Its bytes."""
        with files.open_file(self.file_id) as stream:
            return stream.read()


class OwnFont(models.Model):
    """单位自有字体 of one face: what was uploaded, and what a worker built of it for the papers. Both files go when it is
    no longer used; the row stays. `fs_type` is the 嵌入许可 that the font itself states."""

    face = models.CharField(max_length=10, choices=Face)
    state = models.CharField(max_length=10, choices=FontState, default=FontState.BUILDING)
    original = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    built = models.ForeignKey(StoredFile, models.PROTECT, null=True, related_name="+")
    name = models.CharField(_("文件名"), max_length=150)
    family = models.CharField(_("字体名称"), max_length=100)
    fs_type = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("单位自有字体")
        constraints = [
            models.UniqueConstraint(
                fields=["face", "state"],
                condition=models.Q(state__in=[FontState.BUILDING, FontState.ACTIVE]),
                name="one_own_font_per_face",
            )
        ]

    def __str__(self):
        return f"{self.get_face_display()} {self.family}"
