"""文书: asking for a paper or a 样稿 of it, issuing, voiding, asking again after a failure, registering the signed one."""

import secrets
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from records import canonical, clock, files, numbers, outbox, versions
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile

from .enums import DocumentKind, DocumentState
from .models import Document

RENDER, MARK_VOID = "document.render", "document.mark_void"
QUEUE = "pdf"
CODE_DIGITS = 12  # of a version's digest, enough to tell versions apart and short enough to type
ISSUER_SERIES = {"方案审核意见书": "审核", "验收意见书": "验收", "整改销号确认单": "销号"}
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 O 1 I L: people type this code from paper


def ask(
    kind: DocumentKind,
    *,
    subject: str,
    title: str,
    unit,
    facts: Callable[..., object],
    by,
    version=None,
    circle: Circle = Circle.FEEDBACK,
    series: str | None = None,
) -> Document:
    """Ask for a paper that is issued at once: its facts are frozen now, a worker of the pdf queue renders it after the commit.

    `facts` is called with number=, code=, verify_url= and issued_on= and gives the paper's Facts. A paper with a
    `series` gets the next number of its year. Runs inside the caller's transaction.
    """
    document = _new(kind, subject, title, unit, facts, by, version, circle, series)
    _issue(document, by)
    document.asked_at = document.issued_at
    document.save()
    outbox.put(key_of(document.pk), RENDER, {"document": document.pk}, queue=QUEUE)
    return document


def draft(
    kind: DocumentKind,
    *,
    subject: str,
    title: str,
    unit,
    facts: Callable[..., object],
    by,
    version=None,
    circle: Circle = Circle.FEEDBACK,
    series: str | None = None,
) -> Document:
    """样稿: as `ask`, but without a number and with 样稿 across every page, until somebody issues it."""
    document = _new(kind, subject, title, unit, facts, by, version, circle, series)
    document.state = DocumentState.DRAFT
    document.save()
    outbox.put(key_of(document.pk), RENDER, {"document": document.pk}, queue=QUEUE)
    return document


def sample_of(subject: str, kind: DocumentKind) -> Document | None:
    """The 样稿 of a paper that a step of its subject issues, when there is one; not what stands in place of a void paper."""
    return Document.objects.filter(subject=subject, kind=kind, issued_at=None, replaces=None).first()


def draft_anew(kind: DocumentKind, *, subject: str, **given) -> Document:
    """样稿 as `draft`, in place of the one there was."""
    drop_sample(subject, kind)
    return draft(kind, subject=subject, **given)


def drop_sample(subject: str, kind: DocumentKind) -> None:
    """What was shown before a step that will not come, or has become another, need not be kept."""
    if sample := sample_of(subject, kind):
        discard(sample)


def ask_as_drafted(
    kind: DocumentKind, *, subject: str, by, facts: Callable[..., object], **given
) -> Document:
    """As `ask`, by making the 样稿 that was shown the paper, with the facts of now; its 校验短码 stays."""
    sample = sample_of(subject, kind)
    if sample is None:
        return ask(kind, subject=subject, by=by, facts=facts, **given)
    issue(sample, by=by, facts=facts)
    return sample


def issue(document: Document, *, by, facts: Callable[..., object] | None = None) -> None:
    """出具: the 样稿 gets its number and the day of today, and is rendered without the mark; with other `facts` when they
    have moved on since. The caller holds its subject."""
    if not document.is_sample:
        raise Refused(_("该文书已经出具，不需要再次出具。"))
    marked = document.file_id
    if facts is not None:
        document.facts = _frozen(facts, document.code)
    _issue(document, by)
    document.file, document.state, document.error = None, DocumentState.RENDERING, ""
    document.save()
    outbox.put(f"{key_of(document.pk)}:issued", RENDER, {"document": document.pk}, queue=QUEUE)
    if marked:
        files.forget(marked)


def discard(document: Document) -> None:
    """删除样稿: what was never issued need not be kept. The caller holds its subject."""
    if not document.is_sample:
        raise Refused(_("该文书已经出具，不能删除，只能作废。"))
    marked = document.file_id
    document.delete()
    if marked:
        files.forget(marked)


def void(document: Document, *, by, reason: str) -> None:
    """作废: the paper, its number and its file stay; its verification page says that it no longer counts, and why."""
    if document.state not in {DocumentState.READY, DocumentState.SIGNED}:
        raise Refused(_("文书当前为“%(state)s”，不能作废。") % {"state": document.get_state_display()})
    _mark_void(document, by, reason)


def _mark_void(document: Document, by, reason: str) -> None:
    document.state, document.void_reason = DocumentState.VOID, reason
    document.voided_by, document.voided_at = by, clock.now()
    document.save(update_fields=["state", "void_reason", "voided_by", "voided_at"])
    outbox.put(f"{key_of(document.pk)}:void", MARK_VOID, {"document": document.pk}, queue=QUEUE)


def void_all(subject: str, *, by, reason: str) -> int:
    """作废 of every paper of a subject that counts no longer itself; what was never issued is deleted. How many are void now."""
    papers = list(Document.objects.filter(subject=subject).exclude(state=DocumentState.VOID).order_by("id"))
    issued = [paper for paper in papers if not paper.is_sample]
    for paper in papers:
        if paper.is_sample:
            discard(paper)
        else:
            _mark_void(paper, by, reason)
    return len(issued)


def draft_again(document: Document, *, by) -> Document:
    """The 样稿 of a new paper in place of a void one, from the same facts; it gets a code, number and day of its own."""
    if document.state != DocumentState.VOID:
        raise Refused(_("请先作废原件，再重新出具。"))
    if Document.objects.filter(replaces=document).exists():
        raise Refused(_("已经重新出具，不需要再次重新出具。"))
    code = _new_code()
    new = Document.objects.create(
        kind=document.kind,
        subject=document.subject,
        title=document.title,
        unit_id=document.unit_id,
        version_id=document.version_id,
        circle=document.circle,
        series=document.series,
        code=code,
        facts=document.facts | {"number": "", "code": code, "verify_url": verify_url(code)},
        state=DocumentState.DRAFT,
        asked_by=by,
        asked_at=clock.now(),
        replaces=document,
    )
    outbox.put(key_of(new.pk), RENDER, {"document": new.pk}, queue=QUEUE)
    return new


def _new(kind, subject, title, unit, facts, by, version, circle, series) -> Document:
    code = _new_code()
    return Document(
        kind=kind,
        subject=subject,
        title=title[:200],
        unit=unit,
        version=version,
        code=code,
        facts=_frozen(facts, code),
        circle=circle,
        series=series or "",
        asked_by=by,
        asked_at=clock.now(),
    )


def _frozen(facts: Callable[..., object], code: str) -> dict:
    return facts(number="", code=code, verify_url=verify_url(code), issued_on=clock.today()).to_json()


def _issue(document: Document, by) -> None:
    today = clock.today()
    if document.series:
        document.number = _next_number(document.series, today.year)
    document.facts = document.facts | {"number": document.number, "issued_on": today.isoformat()}
    document.facts_digest = canonical.digest(document.facts)
    document.issued_by, document.issued_at = by, clock.now()


def retry(document: Document, *, by) -> None:
    """重新生成: render a paper once more after it failed."""
    waiting = Document.objects.filter(pk=document.pk, state=DocumentState.FAILED)
    state = DocumentState.DRAFT if document.is_sample else DocumentState.RENDERING
    if not waiting.update(state=state, error=""):
        raise Refused(_("该文书已经生成或正在生成，不需要重新生成。"))
    issued_later = document.issued_at and document.issued_at != document.asked_at
    outbox.again(key_of(document.pk) + (":issued" if issued_later else ""))


def register_signed(document: Document, *, scan: StoredFile, signed_on: date, by) -> None:
    """登记签字盖章件: the scan of the signed paper joins the paper; the day it was signed is not after today."""
    if document.state == DocumentState.SIGNED:
        raise Refused(_("该文书的签字盖章件已经登记。"))
    if document.state == DocumentState.VOID:
        raise Refused(_("该文书已经作废，不能登记签字盖章件。"))
    if document.state != DocumentState.READY:
        raise Refused(_("文书尚未生成，不能登记签字盖章件。"))
    if signed_on > clock.today():
        raise Refused(_("签字日期不能晚于今天。"))
    if signed_on < clock.day_of(document.issued_at or document.asked_at):
        raise Refused(_("签字日期不能早于文书生成日期。"))
    document.signed_scan, document.signed_on = scan, signed_on
    document.signed_registered_by, document.signed_registered_at = by, clock.now()
    document.state, document.error = DocumentState.SIGNED, ""
    document.save(
        update_fields=[
            "signed_scan",
            "signed_on",
            "signed_registered_by",
            "signed_registered_at",
            "state",
            "error",
        ]
    )


def key_of(document_id: int) -> str:
    """The outbox key of a paper's rendering."""
    return f"document:{document_id}"


def verify_url(code: str) -> str:
    """The address of the verification page, as printed and in the QR."""
    return f"{settings.PUBLIC_URL}/v/{code}/"


def matches(document: Document, version_n: int, version_code: str) -> bool:
    """Is this the 版本校验码 of the version the paper is bound to? As printed whole, or its first twelve digits or more."""
    version = document.version
    wanted = "".join(sign for sign in version_code.lower() if sign.isalnum())
    return bool(
        version
        and version.n == version_n
        and len(wanted) >= CODE_DIGITS
        and version.digest.startswith(wanted)
        and versions.digest(version.content) == version.digest
    )


def _next_number(series: str, year: int) -> str:
    prefix = ISSUER_SERIES.get(series, series)
    return f"{prefix}〔{year}〕{numbers.next_number(series, year)}号"


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _each in range(12))
