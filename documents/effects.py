"""Rendering: what the worker of the pdf queue does with a paper that was asked for."""

import io
from datetime import timedelta

from records import clock, files, outbox

from . import engine, printing
from .enums import DocumentState
from .models import Document

LONGEST = timedelta(minutes=4)  # of one paper; while it is printed nothing else can be said of it


class PdfUnavailable(RuntimeError):
    """This machine cannot make PDF; the message says what is missing."""


def render(payload: dict):
    """Render one paper from its frozen facts, keep the bytes, and give what marks it ready."""
    document = Document.objects.get(pk=payload["document"])
    if document.file_id:
        return None
    if missing := engine.available():
        raise PdfUnavailable(missing)
    outbox.go_on(LONGEST)
    pdf = printing.printed(kind=document.kind, facts=document.facts, draft=False)
    stored = files.put(io.BytesIO(pdf), media_type="application/pdf")
    waiting = Document.objects.filter(pk=document.pk, file=None)
    return lambda: waiting.update(file=stored, state=DocumentState.READY, error="", rendered_at=clock.now())


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: 生成失败, with the reason; a person may ask again."""
    Document.objects.filter(pk=payload["document"], file=None).update(state=DocumentState.FAILED, error=error)
