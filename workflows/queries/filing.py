"""归档: what lies in the package of one subject, gathered for 文书 within what they may read (知悉范围)."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import Q, QuerySet

from documents.enums import DocumentState
from documents.models import Document
from records import clock, trail
from records.canonical import plain
from records.models import Entry, StoredFile, Version
from records.stored import in_chinese
from units import queries as people
from units.models import Person

from .. import subjects
from ..models import EvidenceUse, Finding
from ..subjects import OwnFile
from . import visits
from .circles import circles_for
from .trail import lines_of

ENDINGS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/ofd": "ofd",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
}
UNSAFE = str.maketrans({sign: "_" for sign in '\\/:*?"<>|\n\r\t'})


@in_chinese()
def gathered(subject, by: Person) -> dict:
    """The record as JSON and which kept file goes where, for documents.filing."""
    circles = circles_for(by, subject)
    papers = list(papers_to_file(subject, by).select_related("file", "signed_scan", "version"))
    uses = list(
        EvidenceUse.objects.filter(subject=subject.key)
        .select_related("evidence__file", "evidence__unit")
        .order_by("id")
    )
    record = {
        "schema": 1,
        "subject": subject.key,
        "kind": str(subjects.kind_of(subject.key).label),
        "title": subject.title,
        "unit": subject.unit.name,
        "status": subject.label,
        "gathered_at": clock.now().isoformat(timespec="seconds"),
        "versions": [_version(each) for each in Version.objects.filter(subject=subject.key).order_by("n")],
        "papers": [_paper(each) for each in papers],
        "evidence": [_evidence(each) for each in uses],
        "trail": _trail(subject, circles),
    }
    return {
        "issuer": people.office().name,
        "record": plain(record),
        "files": [
            *_files_of_papers(papers),
            *_files_of_evidence(uses),
            *_numbered(
                [
                    *subjects.kind_of(subject.key).own_files(subject),
                    *_photos(subject, by),
                    *_slips(subject, circles),
                ]
            ),
        ],
    }


def papers_to_file(subject, by: Person) -> QuerySet[Document]:
    """The issued papers that are filed with a subject: its own, and those of visits on which it was accepted."""
    whose = Q(subject=subject.key) | Q(subject__in=visits.papers_of(subject, by))
    papers = Document.objects.filter(whose, circle__in=circles_for(by, subject))
    return papers.exclude(issued_at=None).order_by("id")


def _version(version: Version) -> dict:
    return {"n": version.n, "digest": version.digest, "at": version.at, "content": version.content}


def _paper(paper: Document) -> dict:
    return {
        "title": paper.title,
        "number": paper.number,
        "code": paper.code,
        "kind": paper.kind,
        "state": str(paper.get_state_display()),
        "version": paper.version.n if paper.version else None,
        "facts": paper.facts,
        "facts_digest": paper.facts_digest,
        "file": _shown(paper.file),
        "scan": _shown(paper.signed_scan),
        "withheld": withheld(paper),
        "issued_at": paper.issued_at,
        "voided_at": paper.voided_at,
        "void_reason": paper.void_reason,
    }


def _shown(stored) -> str | None:
    """The digest of a file that lies in the package: of what is 疑似涉密 none does."""
    return stored.digest if stored and not stored.withheld_at else None


def withheld(paper: Document) -> bool:
    """Is its file 疑似涉密? Then the paper is filed without it."""
    return bool(paper.file and paper.file.withheld_at)


def _evidence(use: EvidenceUse) -> dict:
    evidence = use.evidence
    return {
        "line": use.line,
        "name": evidence.name,
        "about": evidence.about,
        "unit": evidence.unit.name,
        "dated": evidence.dated,
        "file": evidence.file_id,
    }


def _trail(subject, circles) -> list[dict]:
    """Every entry by its digest; what it says only where 文书 may read it."""
    entries = list(
        Entry.objects.filter(subject=subject.key).select_related("by", "on_behalf_of", "unit").order_by("n")
    )
    worded = {entry.n: line for entry, line in zip(entries, lines_of(entries), strict=True)}
    found = []
    for entry in entries:
        readable = entry.circle in circles
        line = worded[entry.n]
        found.append(
            {
                "n": entry.n,
                "previous": entry.previous,
                "digest": entry.digest,
                "entry": trail.digested(entry) if readable else None,
                "what": line.what if readable else "",
                "who": line.who if readable else "",
                "words": line.words if readable else "",
                "details": [str(each) for each in line.details] if readable else [],
            }
        )
    return found


def _files_of_papers(papers: list[Document]) -> list[dict]:
    found = []
    for n, paper in enumerate((each for each in papers if each.file and not each.file.withheld_at), start=1):
        day = clock.day_of(paper.issued_at or paper.asked_at)
        told = {"number": paper.number, "responsible": paper.facts["issuer"]}
        named = f"文书/{n:03d}_{_safe(paper.title)}"
        note = "作废" if paper.state == DocumentState.VOID else ""
        found.append(_file(f"{named}.pdf", paper.file_id, paper.title, day, note=note, **told))
        if paper.signed_scan and not paper.signed_scan.withheld_at:
            path = f"{named}（签字盖章件）.{_ending(paper.signed_scan)}"
            title = f"{paper.title}（签字盖章件）"
            found.append(_file(path, paper.signed_scan_id, title, paper.signed_on, **told))
    return found


def _files_of_evidence(uses: list[EvidenceUse]) -> list[dict]:
    """Each file once, however many lines it serves; none that is 疑似涉密."""
    shown = [use.evidence for use in reversed(uses) if not use.evidence.file.withheld_at]
    evidence = {each.file_id: each for each in shown}
    return [
        _file(
            f"佐证/{n:03d}_{_safe(each.name.rsplit('.', 1)[0])}.{_ending(each.file)}",
            each.file_id,
            each.name,
            each.dated,
            responsible=each.unit.name,
        )
        for n, each in enumerate(reversed(evidence.values()), start=1)
    ]


def _photos(subject, by: Person) -> Iterator[OwnFile]:
    """现场照片 of what was accepted, as far as the archivist may see the visits."""
    found = Finding.objects.filter(group__round__process_id=subject.process_id, photo__withheld_at=None)
    found = found.exclude(photo=None).exclude(group__concluded_at=None)
    seen = Q(group__visit=None) | Q(group__visit__in=visits.visible_visits(by).order_by().values("pk"))
    labels = subjects.kind_of(subject.key).line_labels(subject)
    for each in found.filter(seen).select_related("photo", "by__unit").order_by("id"):
        title = f"现场照片（{labels.get(each.line, each.line)}）"
        yield OwnFile(each.photo, "现场照片", title, each.by.unit.name, clock.day_of(each.at))


def _slips(subject, circles) -> Iterator[OwnFile]:
    """线下签批件: the scans that stand on the trail, as far as the archivist reads it."""
    entries = Entry.objects.filter(subject=subject.key, circle__in=circles, params__has_key="scan_name")
    entries = list(entries.select_related("unit").order_by("n"))
    kept = StoredFile.objects.filter(withheld_at=None).in_bulk({each.params["scan"] for each in entries})
    for each in entries:
        if stored := kept.get(each.params["scan"]):
            day = date.fromisoformat(each.params["signed_on"])
            unit = each.unit.name if each.unit else ""
            yield OwnFile(stored, "线下签批", each.params["scan_name"], unit, day)


def _numbered(files: list[OwnFile]) -> list[dict]:
    """Each in its folder, numbered there; none that is 疑似涉密."""
    found, numbers = [], Counter()
    for each in files:
        if not each.file.withheld_at:
            numbers[each.folder] += 1
            name = f"{numbers[each.folder]:03d}_{_safe(each.title.rsplit('.', 1)[0])}.{_ending(each.file)}"
            path = f"{each.folder}/{name}"
            found.append(_file(path, each.file.digest, each.title, each.dated, responsible=each.responsible))
    return found


def _file(
    path: str, digest: str, title: str, day: date | None, *, number="", responsible="", note=""
) -> dict:
    return {
        "path": path,
        "digest": digest,
        "title": title,
        "number": number,
        "responsible": responsible,
        "dated": day.isoformat() if day else "",
        "note": note,
    }


def _safe(name: str) -> str:
    return name.translate(UNSAFE).strip(". ")[:60] or "文件"


def _ending(stored) -> str:
    return ENDINGS.get(stored.media_type, "bin")
