"""电子印章服务 (用印): where an installation has one, its papers can be sealed there; the software never draws a seal.

`SEAL_SERVICE` names a class with one method:

    class OurSealService:
        def seal(self, pdf: bytes, asked: Asked) -> bytes: ...

It gets the paper as issued and gives back the sealed PDF, or raises `SealRefused` with a sentence for the person who
asked. It is called by a worker, may be called again for the same `asked.key` after a crash, and must then give the same
seal and not a second one. Whether the seal is valid is the service's word, not ours. tests/documents_service/sample_seal.py
is one that seals nothing and says so.
"""

import io
from dataclasses import dataclass
from typing import Protocol

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from records import clock, files, outbox
from records.errors import Refused

from . import service
from .enums import DocumentState
from .models import Document

SEAL = "document.seal"


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


def seal(payload: dict):
    """Take one paper to the service; the sealed PDF joins the paper as its signed one."""
    document = Document.objects.get(pk=payload["document"])
    if document.state != DocumentState.READY:
        return None
    outbox.go_on()
    with files.open_file(document.file_id) as stream:
        pdf = stream.read()
    asked = Asked(
        key=f"document:{document.pk}",
        title=document.title,
        number=document.number,
        issuer=document.facts["issuer"],
        asked_by=payload["name"],
    )
    found: SealService = import_string(settings.SEAL_SERVICE)()
    sealed = found.seal(pdf, asked)
    stored = files.put(io.BytesIO(sealed), media_type="application/pdf")
    return lambda: _sealed(document.pk, stored, payload["by"])


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt the paper waits as before, with what the service said."""
    Document.objects.filter(pk=payload["document"], state=DocumentState.READY).update(error=error)


def _sealed(pk: int, stored, by: int) -> None:
    with transaction.atomic():
        Document.objects.filter(pk=pk, state=DocumentState.READY).update(
            state=DocumentState.SIGNED,
            signed_scan=stored,
            signed_on=clock.today(),
            signed_registered_by=by,
            signed_registered_at=clock.now(),
            error="",
        )
