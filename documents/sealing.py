"""电子印章服务 (用印): where an installation has one, its papers can be sealed there; the software never draws a seal.

`SEAL_SERVICE` names a class with one method:

    class OurSealService:
        def seal(self, pdf: bytes, asked: Asked) -> bytes: ...

It gets the paper as issued and gives back the sealed PDF, which begins with the bytes it was given (the seal is added to
them), or raises `SealRefused` with a sentence for the person who asked; it is then not asked again by itself. It is called by a worker, may be called again for the same `asked.key` after a crash, and must then give the same
seal and not a second one. Whether the seal is valid is the service's word, not ours. tests/documents_service/sample_seal.py
is one that seals nothing and says so.
"""

import io
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from records import files, outbox
from records.errors import Refused
from records.models import StoredFile
from records.stored import sentence

from . import service
from .enums import DocumentState
from .models import Document

SEAL = "document.seal"
CHANGED = sentence("电子印章服务送回的文件与这份文书不一致，没有登记。")
UNANSWERED = sentence("电子印章服务没有完成用印。")


class SealRefused(RuntimeError):
    """The service does not seal this paper; the message is for people."""


@dataclass(frozen=True)
class Asked:
    """Which paper is to be sealed: `key` is the same when the same request is made again."""

    key: str
    title: str
    number: str
    issuer: str
    asked_by: str


class SealService(Protocol):
    """What the installation's class does."""

    def seal(self, pdf: bytes, asked: Asked) -> bytes:
        """The sealed PDF."""


def available() -> bool:
    """Has the installation a service?"""
    return bool(settings.SEAL_SERVICE)


def ask(document: Document, *, by) -> None:
    """Put down that a worker takes the paper to the service."""
    if not available():
        raise Refused(_("没有接入电子印章服务，请打印后用印并登记扫描件。"))
    key = f"document:{document.pk}:seal"
    outbox.put(key, SEAL, {"document": document.pk, "by": by.pk, "name": by.name}, queue=service.QUEUE)
    outbox.again(key)


def sealed(document: Document, *, name: str) -> StoredFile:
    """Take one paper to the service and keep what it gives back; SealRefused says why it does not seal it."""
    with files.open_file(document.file_id) as stream:
        pdf = stream.read()
    asked = Asked(
        key=f"document:{document.pk}",
        title=document.title,
        number=document.number,
        issuer=document.facts["issuer"],
        asked_by=name,
    )
    found: SealService = import_string(settings.SEAL_SERVICE)()
    given = found.seal(pdf, asked)
    # A seal is added to the paper: what was issued must still be there byte by byte, with its own signature.
    if not (given.startswith(pdf) and len(given) > len(pdf)):
        raise SealRefused(CHANGED())
    return files.put(io.BytesIO(given), media_type="application/pdf")


def note_refusal(document: Document, why: str) -> None:
    """The paper waits as before, and its page says why."""
    Document.objects.filter(pk=document.pk, state=DocumentState.READY).update(error=why)


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: what went wrong is for the administrator (需人工处理), the page says what to do."""
    note_refusal(Document(pk=payload["document"]), UNANSWERED())
