"""Rendering: what the worker of the pdf queue does with a paper that was asked for."""

import io
from functools import partial

from records import clock, files, outbox
from records.models import StoredFile

from . import engine, own_fonts, printing, signature
from .enums import DocumentState
from .models import Document


class PdfUnavailable(RuntimeError):
    """This machine cannot make PDF; the message says what is missing."""


def render(payload: dict):
    """Render one paper from its frozen facts, sign it when there is a key, keep the bytes, and give what marks it ready."""
    document = Document.objects.filter(pk=payload["document"]).first()
    if document is None or document.file_id:  # a 样稿 may have been deleted meanwhile
        return None
    drafted = document.issued_at is None
    pdf = _printed(document, draft=drafted, told=partial(_tell, document))
    told = {}
    if not drafted and signature.configured():
        pdf, told = signature.sign(pdf, title=document.title)
    stored = _kept(pdf)
    # A 样稿 that was issued while it was being printed is another paper by now, and what is void meanwhile stays so.
    waiting = Document.objects.filter(pk=document.pk, file=None, issued_at=document.issued_at).exclude(
        state=DocumentState.VOID
    )
    state = DocumentState.DRAFT if drafted else DocumentState.READY
    printed = {"file": stored, "state": state, "error": "", "signature": told}
    return lambda: _joined(stored, waiting.update(**printed, rendered_at=clock.now()))


def mark_void(payload: dict):
    """The copy of a void paper that says so across every page; the paper as it was issued stays beside it."""
    document = Document.objects.get(pk=payload["document"])
    if document.void_copy_id:
        return None
    stored = _kept(_printed(document, draft=True, mark=printing.VOID))
    waiting = Document.objects.filter(pk=document.pk, void_copy=None)
    return lambda: _joined(stored, waiting.update(void_copy=stored))


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 生成失败, with the reason; a person may ask again. What is void meanwhile stays so."""
    waiting = Document.objects.filter(pk=payload["document"], file=None).exclude(state=DocumentState.VOID)
    waiting.update(state=DocumentState.FAILED, error=error)


def _printed(document: Document, **marked) -> bytes:
    if missing := engine.available():
        raise PdfUnavailable(missing)
    outbox.go_on()
    return printing.printed(kind=document.kind, facts=document.facts, fonts=own_fonts.in_use(), **marked)


def _tell(document: Document, done: int, of: int) -> None:
    """How far a long paper has come, for the person who waits; and the piece of work is still ours."""
    if of > 1:
        outbox.go_on()
        Document.objects.filter(pk=document.pk).update(progress=100 * done // of)


def _joined(stored: StoredFile, papers: int) -> None:
    """What no paper waits for any more is not kept."""
    if not papers:
        files.forget(stored.digest)


def _kept(pdf: bytes) -> StoredFile:
    return files.put(io.BytesIO(pdf), media_type="application/pdf")
