"""Which packages hold a file, made or being made: print jobs and 归档包. 误传处置 stops and hides them with it."""

from dataclasses import dataclass, field

from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from records import clock
from records.stored import in_chinese

from .enums import FilingState, JobState, PartState
from .models import Document, Filing, PrintJob, PrintPart

OPEN = (JobState.WAITING, JobState.RUNNING)


@dataclass
class Packages:
    """The digests of packages that hold the file, and in words what was stopped before it was made."""

    digests: set[str] = field(default_factory=set)
    stopped: list[str] = field(default_factory=list)


@in_chinese()
def stop(digest: str) -> Packages:
    """Cancel what is being made with the file in it; name what was made. Runs in the transaction that hides the file."""
    found = Packages()
    why = _("其中的文件已报告疑似涉密，已停止。")
    parts = PrintPart.objects.filter(document__in=_papers(digest))
    for job in PrintJob.objects.filter(pk__in=parts.values("job")).order_by("pk"):
        if job.file_id:
            found.digests.add(job.file_id)
        if PrintJob.objects.filter(pk=job.pk, state__in=OPEN).update(
            state=JobState.CANCELLED, error=why, ended_at=clock.now()
        ):
            found.stopped.append(_("批量打印：%(title)s") % {"title": job.title})
    parts.update(state=PartState.FAILED, error=why)
    for filing in _filings(digest):
        if filing.file_id:
            found.digests.add(filing.file_id)
        packing = Filing.objects.filter(pk=filing.pk, state=FilingState.PACKING)
        if packing.update(state=FilingState.FAILED, error=why):
            found.stopped.append(_("归档包：%(title)s") % {"title": f"{filing.number} {filing.title}"})
    return found


def named_in(digest: str):
    """Papers whose frozen facts name the file; the paper itself does not hold its content."""
    papers = Document.objects.annotate(written=Cast("facts", TextField()))
    return papers.filter(written__contains=digest).order_by("id")


def _papers(digest: str):
    return Document.objects.filter(Q(file=digest) | Q(signed_scan=digest) | Q(void_copy=digest)).values("pk")


def _filings(digest: str):
    written = Filing.objects.annotate(written=Cast("content", TextField()))
    return list(written.filter(written__contains=digest).order_by("pk"))
