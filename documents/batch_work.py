"""What a worker does for a print job: each paper in turn, kept as done before the next begins, then one file of all."""

import io
import tempfile
import time
import zipfile
from pathlib import Path

import pikepdf
from celery.exceptions import SoftTimeLimitExceeded
from django.conf import settings
from django.db import DatabaseError
from django.utils import translation
from django.utils.translation import gettext as _

from records import clock, files, outbox, withholding

from . import batch, effects
from .enums import DocumentState, JobState, PartState, Shape
from .models import Document, PrintJob, PrintPart

SLICE = 20.0  # seconds of one piece of work; the rest is a piece of its own, so that nothing runs into a time limit
OPEN = (PartState.WAITING, PartState.MAKING, PartState.AGAIN)
SAFE_NAME = str.maketrans({sign: "_" for sign in '\\/:*?"<>|\n\r\t'})


def run(payload: dict):
    """Make papers of a job until the slice is over, or the file when all are made. A killed worker's piece is taken up
    by another after its lease, at the first paper that was not done."""
    job = PrintJob.objects.get(pk=payload["job"])
    PrintJob.objects.filter(pk=job.pk, state=JobState.WAITING).update(state=JobState.RUNNING)
    with translation.override("zh-hans"):
        ends = time.monotonic() + SLICE
        for part in list(job.parts.filter(state__in=OPEN).select_related("document").order_by("place")):
            if not _is_running(job):
                return None
            if time.monotonic() > ends:
                return lambda: batch.next_piece(job.pk)
            if _begun(part):
                _make(part)
        return _file(job) if _is_running(job) else None


def gave_up(payload: dict, error: str) -> None:
    """After the last attempt: the job stands still until a person continues it."""
    PrintJob.objects.filter(pk=payload["job"], file=None).update(
        state=JobState.FAILED, error=error, ended_at=clock.now()
    )


def expire(payload: dict):
    """到期: the file is no longer kept; that it was made stays known."""
    job = PrintJob.objects.filter(pk=payload["job"], expires_at__lte=clock.now()).exclude(file=None).first()
    return None if job is None else lambda: _forget(job)


def _forget(job: PrintJob) -> None:
    digest = job.file_id
    PrintJob.objects.filter(pk=job.pk).update(file=None)
    files.forget(digest)


def _is_running(job: PrintJob) -> bool:
    return PrintJob.objects.filter(pk=job.pk, state=JobState.RUNNING).exists()


def _begun(part: PrintPart) -> bool:
    """Note that the part is in hand. One that ended its worker twice (memory, a crash, the limit of time) is not tried a
    third time: it is named, and the others go on."""
    again = {PartState.WAITING: PartState.MAKING, PartState.MAKING: PartState.AGAIN}.get(part.state)
    told = (
        {"state": PartState.FAILED, "error": _("生成时两次中断，没有完成")}
        if again is None
        else {"state": again}
    )
    PrintPart.objects.filter(pk=part.pk).update(**told)
    return again is not None


def _make(part: PrintPart) -> None:
    """One paper: printed when it is not yet, and read once whole, so that a spoilt file is found here and told by name."""
    outbox.go_on()
    error = ""
    try:
        document = part.document
        if document.state == DocumentState.RENDERING and (
            finish := effects.render({"document": document.pk})
        ):
            finish()
        document = Document.objects.get(pk=document.pk)
        error = _why_not(document)
    except (outbox.LeaseLost, DatabaseError, SoftTimeLimitExceeded):
        raise  # nothing of the paper: the whole piece is tried again
    except Exception as failure:
        error = _("生成失败：%(why)s") % {"why": failure}
    state = PartState.FAILED if error else PartState.DONE
    PrintPart.objects.filter(pk=part.pk).update(state=state, error=error[:300])


def _why_not(document: Document) -> str:
    if document.state not in {DocumentState.READY, DocumentState.SIGNED}:
        return _("文书当前为“%(state)s”") % {"state": document.get_state_display()}
    if withholding.among([document.file_id]):
        return _("该文书已报告疑似涉密，没有打印")
    return "" if files.verify(document.file_id) else _("留存的文件已损坏，与校验码不符")


def _file(job: PrintJob):
    parts = job.parts.filter(state=PartState.DONE).select_related("document").order_by("place")
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".print-") as place:
        path = Path(place) / "papers"
        if job.shape == Shape.ZIP:
            _zipped(path, job, parts)
        else:
            _merged(path, parts, sheets=job.shape == Shape.DUPLEX)
        with path.open("rb") as stream:
            stored = files.put(
                stream, media_type="application/zip" if job.shape == Shape.ZIP else "application/pdf"
            )
    return lambda: _ready(job, stored)


def _merged(path: Path, parts, *, sheets: bool) -> None:
    """All papers one after the other, each under its bookmark. Signatures do not survive this: it is for the printer.
    `sheets`: no paper begins on the back of another."""
    with pikepdf.new() as whole:
        with whole.open_outline() as outline:
            for part in parts.iterator(chunk_size=50):
                outbox.go_on()
                with pikepdf.open(io.BytesIO(_bytes(part))) as paper:
                    outline.root.append(pikepdf.OutlineItem(part.label, len(whole.pages)))
                    whole.pages.extend(paper.pages)
                    if sheets and len(whole.pages) % 2:
                        _left, _bottom, width, height = map(float, paper.pages[-1].mediabox)
                        whole.add_blank_page(page_size=(width, height))
        whole.save(path)


def _zipped(path: Path, job: PrintJob, parts) -> None:
    """Each paper as it was issued, with its signature and record, and a list that names what is missing."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts.iterator(chunk_size=50):
            outbox.go_on()
            archive.writestr(f"{part.place:03d}_{part.label.translate(SAFE_NAME)[:80]}.pdf", _bytes(part))
        rows = job.parts.order_by("place").values_list("place", "label", "document__file", "error")
        lines = [f"{place:03d}\t{label}\t{error or digest}" for place, label, digest, error in rows]
        archive.writestr("清单.txt", "\n".join([f"{job.title}\t{len(lines)}", *lines]))


def _bytes(part: PrintPart) -> bytes:
    with files.open_file(part.document.file_id) as stream:
        return stream.read()


def _ready(job: PrintJob, stored) -> None:
    expires = clock.now() + batch.KEPT
    running = PrintJob.objects.filter(pk=job.pk, state=JobState.RUNNING)
    told = {
        "state": JobState.DONE,
        "file": stored,
        "ended_at": clock.now(),
        "expires_at": expires,
        "error": "",
    }
    if not running.update(**told):  # cancelled meanwhile
        files.forget(stored.digest)
        return
    key = f"{batch.EXPIRE}:{job.pk}:{job.piece}"
    outbox.put(key, batch.EXPIRE, {"job": job.pk}, queue=batch.QUEUE, due=expires)
