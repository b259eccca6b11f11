"""Pages of papers: the PDF, whether it is ready, the scan of the signed one."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from records.errors import Refused

from .. import engine, queries, service
from ..enums import DocumentState
from ..models import Document
from .serving import served

# A PDF runs nothing and loads nothing; the browser's own viewer only needs its inline styles.
PAPER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def visible_or_404(request: HttpRequest, pk: int) -> Document:
    """The paper, or 404 when it is not for this person."""
    document = queries.visible_document(request.user, pk)
    if document is None:
        raise Http404
    return document


@require_safe
def document(request: HttpRequest, pk: int) -> HttpResponse:
    """The PDF in the browser, to read and print; with ?download=1 as a file. Of a void paper the copy that says so."""
    paper = visible_or_404(request, pk)
    shown = paper.file if paper.state != DocumentState.VOID else paper.void_copy
    if shown is None:
        raise Refused(_("文书尚未生成，请稍候。"))
    return _served(request, shown, f"{paper.title}{paper.number}.pdf", inline=True)


@require_safe
def scan(request: HttpRequest, pk: int) -> HttpResponse:
    """签字盖章件: always a download, since it was handed in by a person."""
    paper = visible_or_404(request, pk)
    if paper.signed_scan is None:
        raise Http404
    ending = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}.get(
        paper.signed_scan.media_type, "bin"
    )
    return _served(
        request, paper.signed_scan, f"{paper.title}{paper.number}（签字盖章件）.{ending}", inline=False
    )


@require_safe
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """The fragment that asks again until the paper is ready."""
    return render(
        request,
        "documents_pages/status.html",
        {"document": visible_or_404(request, pk), "missing": engine.available()},
    )


@require_POST
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """重新生成 after a failure."""
    service.retry(visible_or_404(request, pk), by=request.user)
    return redirect("document_status", pk)


def _served(request: HttpRequest, stored, name: str, *, inline: bool) -> FileResponse:
    answer = served(request, stored, name, inline=inline and request.GET.get("download") != "1")
    answer["Content-Security-Policy"] = PAPER_POLICY
    return answer
