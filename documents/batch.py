"""批量打印: many papers asked for at once, cancelled, continued; a worker makes them one by one (documents/batch_work.py)."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from records import clock, files, outbox, trail
from records.enums import Circle
from records.errors import Refused

from .enums import JobState, PartState
from .models import Document, PrintJob, PrintPart

PRINT, EXPIRE = "document.print_job", "document.print_job_expire"
QUEUE = "pdf"
MOST = 500
KEPT = timedelta(days=30)
STOPPED = frozenset({JobState.FAILED, JobState.CANCELLED})


@dataclass(frozen=True)
class Wanted:
    """One paper of a job: what it is of, and the paper, or why there is none."""

    label: str
    document: Document | None
    why_not: str = ""


def ask(wanted: list[Wanted], *, title: str, shape: str, by) -> PrintJob:
    """批量打印: put down the job with every paper in its place. What is missing is told by name and stops nothing."""
    if not any(each.document for each in wanted):
        raise Refused(_("所选事项都没有可以打印的文书。"))
    if len(wanted) > MOST:
        raise Refused(_("一次最多打印%(most)d份，请先筛选。") % {"most": MOST})
    with transaction.atomic():
        job = PrintJob.objects.create(
            by=by, asked_at=clock.now(), title=title[:200], shape=shape, total=len(wanted)
        )
        PrintPart.objects.bulk_create(
            PrintPart(
                job=job,
                place=place,
                label=each.label[:200],
                document=each.document,
                state=PartState.WAITING if each.document else PartState.FAILED,
                error=each.why_not[:300],
            )
            for place, each in enumerate(wanted, start=1)
        )
        _log(job, by, code="papers.printed", papers=[each.document.pk for each in wanted if each.document])
        _put(job)
    return job


def cancel(job: PrintJob, *, by) -> None:
    """取消: the worker stops after the paper in hand; what is done stays for 继续."""
    open_ = PrintJob.objects.filter(pk=job.pk, state__in=[JobState.WAITING, JobState.RUNNING])
    if not open_.update(state=JobState.CANCELLED, ended_at=clock.now()):
        raise Refused(_("该批量打印已经结束，不需要取消。"))


def resume(job: PrintJob, *, by) -> None:
    """继续: goes on after the last paper that was done, and tries once more what failed."""
    with transaction.atomic():
        job = PrintJob.objects.select_for_update().get(pk=job.pk)
        again = job.parts.filter(state=PartState.FAILED).exclude(document=None)
        if job.state not in STOPPED and not (job.state == JobState.DONE and again.exists()):
            raise Refused(_("该批量打印正在进行或已全部完成，不需要继续。"))
        again.update(state=PartState.WAITING, error="")
        old = job.file_id
        job.state, job.file, job.error, job.ended_at = JobState.WAITING, None, "", None
        _put(job)
        if old:
            files.forget(old)


def record_download(job: PrintJob, *, by) -> None:
    """下载: who took the file, and when."""
    _log(job, by, code="papers.downloaded", digest=job.file_id)


def next_piece(job_id: int) -> None:
    """The next piece of work of a job that is not finished; runs in the transaction that ends the one before."""
    _put(PrintJob.objects.select_for_update().get(pk=job_id))


def _put(job: PrintJob) -> None:
    job.piece += 1
    job.save()
    outbox.put(f"{PRINT}:{job.pk}:{job.piece}", PRINT, {"job": job.pk}, queue=QUEUE)


def _log(job: PrintJob, by, *, code: str, **params) -> None:
    trail.record("access", code, by=by, circle=Circle.SYSTEM, unit_id=by.unit_id, job=job.pk, **params)
