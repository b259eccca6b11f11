"""核验: does what the system keeps of a paper still agree, and is a file in somebody's hand the one that was issued?

The answer is about sameness alone. It says nothing of a seal, and shows no more than the head of the paper.
"""

import hashlib
import subprocess
import sys
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from records import canonical, files, redactions, versions, withholding

from . import queries, record_inside, signature
from .models import Document

SECONDS = 20  # for a look into a file that was handed in


@dataclass(frozen=True)
class Check:
    """One thing that was compared, whether it agrees, and what is kept."""

    label: str
    agrees: bool
    kept: str = ""


@dataclass(frozen=True)
class Compared:
    """A file held against the store: the paper it claims to be (None: none of ours), and whether every byte agrees."""

    document: Document | None
    same: bool
    digest: str


def checks(document: Document) -> list[Check]:
    """编号、版本校验码、文书数据、文件校验码、文件内数据、电子签名: each worked out anew from what is kept. Reads the file."""
    found, unchanged, whole = [], False, False
    if document.number:
        agrees = document.facts.get("number") == document.number
        found.append(Check(_("编号"), agrees, document.number))
    if document.version:
        digest = document.version.digest
        printed = document.facts.get("version_digest", digest)
        now = versions.digest(document.version.content)
        agrees = digest == printed and redactions.agrees(f"version:{document.version_id}", digest, now)
        found.append(Check(_("版本校验码"), agrees, digest))
    if document.facts_digest:
        now = canonical.digest(document.facts)
        unchanged = now == document.facts_digest
        agrees = redactions.agrees(f"document:{document.pk}", document.facts_digest, now)
        found.append(Check(_("文书数据校验码"), agrees, document.facts_digest))
    if document.file_id:
        whole = files.verify(document.file_id)
        found.append(Check(_("文件校验码（SHA-256）"), whole, document.file_id))
    content = _bytes(document.file_id) if document.file_id else b""
    # Facts of which something was cleared (误传处置) are not those of the file any more.
    if unchanged and whole:
        agrees = record_inside.states(record_inside.facts_inside(content), document.facts)
        found.append(Check(_("文件内数据"), agrees, document.facts_digest))
    if document.file_id and document.signature:
        signed = signature.look(content) or {}
        agrees = bool(signed.get("whole")) and signed["digest"] == document.signature["digest"]
        found.append(Check(_("电子签名"), agrees, document.signature["name"]))
    return found


def problems(document: Document) -> list[str]:
    """What of a paper no longer agrees, one sentence each, for the command; the scan and the void copy as well."""
    wrong = [f"{check.label}: {check.kept}" for check in checks(document) if not check.agrees]
    for label, digest in ((_("签字盖章件"), document.signed_scan_id), (_("作废件"), document.void_copy_id)):
        if digest and not files.verify(digest):
            wrong.append(f"{label}: {digest}")
    return [f"{document.pk} {document.title} {document.number} {each}" for each in wrong]


def compare(stream) -> Compared:
    """Hold a PDF that somebody has against the store. `stream` is seekable and was checked to be a PDF."""
    stream.seek(0)
    content = stream.read()
    digest = hashlib.sha256(content).hexdigest()
    which = Q(file=digest) | Q(signed_scan=digest) | Q(void_copy=digest)
    hidden = withholding.among([digest])  # nobody is told that it is ours
    same = None if hidden else queries.known_papers().filter(which).first()
    if same:
        return Compared(same, True, digest)
    code = _code_inside(content)
    claimed = queries.document_by_code(code) if code else None
    return Compared(claimed, False, digest)


def _code_inside(content: bytes) -> str:
    """The 校验短码 in the record that travels with a paper of ours, read apart (documents/code_inside.py)."""
    command = [sys.executable, "-m", "documents.code_inside"]
    try:
        read = subprocess.run(
            command, cwd=settings.BASE, input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        return ""
    return "" if read.returncode else read.stdout.decode()


def _bytes(digest: str) -> bytes:
    try:
        with files.open_file(digest) as stream:
            return stream.read()
    except FileNotFoundError:
        return b""
