"""归档: what lies in the package of one subject, gathered for 文书 within what they may read (知悉范围)."""

from datetime import date

from documents.enums import DocumentState
from documents.models import Document
from records import clock, trail
from records.canonical import plain
from records.models import Entry, Version
from records.stored import in_chinese
from units import queries as people
from units.models import Person

from .. import subjects
from ..models import EvidenceUse
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
    papers = list(
        Document.objects.filter(subject=subject.key, circle__in=circles)
        .exclude(state=DocumentState.DRAFT)
        .select_related("file", "signed_scan", "version", "issued_by", "unit")
        .order_by("id")
    )
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
        "files": [*_files_of_papers(papers), *_files_of_evidence(uses)],
    }


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
        "file": paper.file_id,
        "scan": paper.signed_scan_id,
        "issued_at": paper.issued_at,
        "voided_at": paper.voided_at,
        "void_reason": paper.void_reason,
    }


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
