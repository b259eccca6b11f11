"""批量打印 pages: how far a job is, cancel, continue, download. One's own jobs only."""

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from records.errors import Refused

from .. import batch
from ..enums import PartState, Shape
from ..models import PrintJob
from .serving import served

LISTED = 30


@require_safe
def print_jobs(request: HttpRequest) -> HttpResponse:
    """我的批量打印."""
    return render(request, "documents_pages/jobs.html", {"jobs": _own(request)[:LISTED]})


@require_safe
def print_job(request: HttpRequest, pk: int) -> HttpResponse:
    """One job: progress, what failed by name, the file."""
    return render(request, "documents_pages/job.html", _told(request, pk))


@require_safe
def print_job_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that asks again until the job has ended."""
    return render(request, "documents_pages/job_state.html", _told(request, pk))


@require_POST
def print_job_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """取消."""
    batch.cancel(get_object_or_404(_own(request), pk=pk), by=request.user)
    return redirect("print_job", pk)


@require_POST
def print_job_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """继续."""
    batch.resume(get_object_or_404(_own(request), pk=pk), by=request.user)
    return redirect("print_job", pk)


@require_POST
def print_job_file(request: HttpRequest, pk: int) -> HttpResponse:
    """下载: a POST, since it is logged."""
    job = get_object_or_404(_own(request), pk=pk)
    if job.file_id is None:
        raise Refused(_("文件已过期或尚未生成。"))
    batch.record_download(job, by=request.user)
    ending = "zip" if job.shape == Shape.ZIP else "pdf"
    return served(request, job.file, f"{job.title}.{ending}")


def _own(request):
    counted = {
        "made": Count("parts", filter=Q(parts__state=PartState.DONE)),
        "missed": Count("parts", filter=Q(parts__state=PartState.FAILED)),
    }
    return PrintJob.objects.filter(by=request.user).select_related("file").annotate(**counted).order_by("-id")


def _told(request, pk: int) -> dict:
    job = get_object_or_404(_own(request), pk=pk)
    failed = list(job.parts.filter(state=PartState.FAILED).order_by("place"))
    return {
        "job": job,
        "failed": failed,
        "again": any(part.document_id for part in failed),
        "ended": job.made + job.missed,
    }
