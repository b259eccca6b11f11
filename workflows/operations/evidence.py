"""佐证库: one file, many uses. Uploading needs no process lock; linking happens inside the subject's act."""

from datetime import date

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from records import clock, facts
from records.errors import Refused
from records.models import StoredFile
from units.queries import standing

from ..models import Evidence, EvidenceUse


def add_evidence(unit, *, by, file: StoredFile, name: str, dated: date, about: str = "") -> Evidence:
    """上传佐证 into the unit's library. `dated` is the day of the evidence; the same file is kept once."""
    if not standing(by).belongs_to(unit.pk):
        raise Refused(_("只能向本单位佐证库添加材料。"))
    if dated > clock.today():
        raise Refused(_("佐证日期不能晚于今天。"))
    if kept := Evidence.objects.filter(unit=unit, file=file, dated=dated).first():
        return kept
    with transaction.atomic():
        added = Evidence.objects.create(
            unit=unit,
            file=file,
            name=name,
            about=about.strip(),
            dated=dated,
            added_by=by,
            added_at=clock.now(),
        )
        facts.note_many([facts.fact("evidence.added", subject=f"evidence:{added.pk}", unit_id=unit.pk)])
    return added


def link(evidence: Evidence, *, subject: str, line: str, by) -> bool:
    """Let `evidence` serve a line; False when it already does. The limit per line is a setting."""
    uses = EvidenceUse.objects.filter(subject=subject, line=line)
    if uses.filter(evidence=evidence).exists():
        return False
    if uses.count() >= settings.EVIDENCE_FILES_PER_LINE:
        raise Refused(
            _("每项最多%(n)d件佐证材料，请保留最能说明问题的。") % {"n": settings.EVIDENCE_FILES_PER_LINE}
        )
    EvidenceUse.objects.create(
        evidence=evidence, subject=subject, line=line, linked_by=by, linked_at=clock.now()
    )
    return True


def unlink(evidence: Evidence, *, subject: str, line: str) -> bool:
    """End the use; False when there was none."""
    removed, _rows = EvidenceUse.objects.filter(evidence=evidence, subject=subject, line=line).delete()
    return bool(removed)


def serves(subject: str, line: str, *, after: int = 0) -> bool:
    """Does any evidence serve a line, put to it after the use of that number?"""
    return EvidenceUse.objects.filter(subject=subject, line=line, pk__gt=after).exists()


def newest_use(subject: str) -> int:
    """The number of the last use of evidence by a subject: an order that no clock can disturb."""
    return EvidenceUse.objects.filter(subject=subject).aggregate(newest=Max("pk"))["newest"] or 0


def of_line(subject: str, line: str):
    """The evidence that serves a line, newest first."""
    return Evidence.objects.filter(uses__subject=subject, uses__line=line).select_related("file", "added_by")
