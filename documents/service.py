"""文书: asking for a paper, asking again after a failure, and registering the signed one."""

import secrets
from collections.abc import Callable
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from records import clock, numbers, outbox, versions
from records.enums import Circle
from records.errors import Refused
from records.models import StoredFile

from .enums import DocumentKind, DocumentState
from .models import Document

RENDER = "document.render"
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
    """Ask for a paper: its facts are frozen now, a worker of the pdf queue renders it after the commit.

    `facts` is called with number=, code=, verify_url= and issued_on= and gives the paper's Facts. A paper with a
    `series` gets the next number of its year. Runs inside the caller's transaction.
    """
    today, code = clock.today(), _new_code()
    number = _next_number(series, today.year) if series else ""
    frozen = facts(number=number, code=code, verify_url=verify_url(code), issued_on=today)
    document = Document.objects.create(
        kind=kind,
        subject=subject,
        title=title[:200],
        unit=unit,
        version=version,
        number=number,
        code=code,
        facts=frozen.to_json(),
        circle=circle,
        asked_by=by,
        asked_at=clock.now(),
    )
    outbox.put(key_of(document.pk), RENDER, {"document": document.pk}, queue=QUEUE)
    return document


def retry(document: Document, *, by) -> None:
    """重新生成: render a paper once more after it failed."""
    waiting = Document.objects.filter(pk=document.pk, state=DocumentState.FAILED)
    if not waiting.update(state=DocumentState.RENDERING, error=""):
        raise Refused(_("该文书已经生成或正在生成，不需要重新生成。"))
    outbox.again(key_of(document.pk))


def register_signed(document: Document, *, scan: StoredFile, signed_on: date, by) -> None:
    """登记签字盖章件: the scan of the signed paper joins the paper; the day it was signed is not after today."""
    if document.state not in {DocumentState.READY, DocumentState.SIGNED}:
        raise Refused(_("文书尚未生成，不能登记签字盖章件。"))
    if document.state == DocumentState.SIGNED:
        raise Refused(_("该文书的签字盖章件已经登记。"))
    if signed_on > clock.today():
        raise Refused(_("签字日期不能晚于今天。"))
    if signed_on < clock.day_of(document.asked_at):
        raise Refused(_("签字日期不能早于文书生成日期。"))
    document.signed_scan, document.signed_on = scan, signed_on
    document.signed_registered_by, document.signed_registered_at = by, clock.now()
    document.state = DocumentState.SIGNED
    document.save(
        update_fields=["signed_scan", "signed_on", "signed_registered_by", "signed_registered_at", "state"]
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
