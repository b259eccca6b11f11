"""Where files are met in the engine: the 佐证库, papers and their scans, photos of a visit."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from documents.models import Document
from documents.visibility import readable

from . import file_places, subjects
from .file_places import FilePlace, Use
from .models import Evidence, Finding
from .queries.evidence import visible_evidence


def _evidence(digest: str) -> list[Use]:
    found = []
    for each in Evidence.objects.filter(file=digest).select_related("unit", "added_by").order_by("id"):
        library = _("%(unit)s佐证库") % {"unit": each.unit.name}
        found.append(Use(_("佐证材料"), library, reverse("evidence"), each.added_by, each.added_at))
        for use in each.uses.select_related("linked_by").order_by("id"):
            title, url = _named(use.subject, use.line)
            found.append(Use(_("佐证"), title, url, use.linked_by, use.linked_at, use.subject))
    return found


def _named(key: str, line: str) -> tuple[str, str]:
    """The subject with its line in words, and its page."""
    kind, subject = subjects.kind_of(key), subjects.subject_of(key)
    label = kind.line_labels(subject).get(line, "") if line else ""
    return f"{subject.title} {label}".strip(), kind.url(subject)


def _sees_evidence(person, digest: str) -> bool:
    return visible_evidence(person).filter(file=digest).exists()


def _papers_with(digest: str):
    which = Q(file=digest) | Q(signed_scan=digest) | Q(void_copy=digest)
    return Document.objects.filter(which).select_related("asked_by", "signed_registered_by").order_by("id")


def _papers(digest: str) -> list[Use]:
    found = []
    for each in _papers_with(digest):
        scan = each.signed_scan_id == digest
        what = _("签字盖章件") if scan else _("文书")
        by, at = (
            (each.signed_registered_by, each.signed_registered_at) if scan else (each.asked_by, each.asked_at)
        )
        url = reverse("paper", args=[each.pk])
        found.append(Use(what, f"{each.title}{each.number}", url, by, at, each.subject))
    return found


def _sees_paper(person, digest: str) -> bool:
    return any(readable(person, each) for each in _papers_with(digest))


def _photos_of(digest: str):
    return Finding.objects.filter(photo=digest).select_related("by", "group__visit").order_by("id")


def _photos(digest: str) -> list[Use]:
    return [
        Use(_("现场照片"), str(each.group.visit or ""), "", each.by, each.at, each.group.visit.key if each.group.visit else "")
        for each in _photos_of(digest)
    ]  # fmt: skip


def _sees_photo(person, digest: str) -> bool:
    visits = {each.group.visit.key for each in _photos_of(digest) if each.group.visit}
    return any(subjects.visible_subject(key, person) for key in visits)


def tell_the_engine() -> None:
    """Register all of them."""
    file_places.register(FilePlace(_evidence, _sees_evidence))
    file_places.register(FilePlace(_papers, _sees_paper))
    file_places.register(FilePlace(_photos, _sees_photo))
