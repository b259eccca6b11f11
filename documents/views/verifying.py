"""核验: the public pages for everybody who holds a paper or its file. They show its head, and whether all agrees."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from records import limits

from .. import queries, service, verification
from ..forms import CompareForm
from ..models import Document

VERIFICATIONS_A_MINUTE = 30
FILES_A_MINUTE = 10
CODE_LENGTH = 16


@require_safe
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """扫码核验: by the code under the QR; compares the 版本校验码 when it is typed in."""
    if _too_many(request, "verify", VERIFICATIONS_A_MINUTE):
        return _too_often(request)
    paper = queries.document_by_code(code)
    typed = request.GET.get("version_code", "").strip()
    shown = {"code": code, "typed": typed, "form": CompareForm(), **_told(paper)}
    if paper and typed and paper.version:
        shown["matches"] = service.matches(paper, paper.version.n, typed)
    return render(request, "documents_pages/verify.html", shown, status=200 if paper else 404)


@require_http_methods(["GET", "HEAD", "POST"])
def verify_file(request: HttpRequest) -> HttpResponse:
    """核验: a code typed from paper, or the PDF itself, which is compared byte by byte and not kept."""
    if request.method != "POST":
        if code := request.GET.get("code", "").replace("-", "").replace(" ", "").upper():
            if len(code) <= CODE_LENGTH and code.isalnum():
                return redirect("verify", code)
            error = _("校验短码由12位字母和数字组成，请核对后重新输入。")
            return _file_page(request, CompareForm(), status=422, code=code[:60], code_error=error)
        return _file_page(request, CompareForm())
    if request.FILES and _too_many(request, "verify_file", FILES_A_MINUTE):
        return _too_often(request)
    form = CompareForm(request.POST, request.FILES)
    if not form.is_valid():
        return _file_page(request, form, status=422)
    compared = verification.compare(form.cleaned_data["file"].file)
    shown = {"compared": compared, "name": form.cleaned_data["file"].name, **_told(compared.document)}
    return _file_page(request, CompareForm(), **shown)


def _told(paper: Document | None) -> dict:
    """The head of a paper and what was compared."""
    if paper is None:
        return {"document": None}
    checks = verification.checks(paper)
    return {
        "document": paper,
        "checks": checks,
        "whole": all(check.agrees for check in checks),
        "replaced_by": Document.objects.filter(replaces=paper).exclude(issued_at=None).first(),
    }


def _file_page(request, form, *, status: int = 200, **shown) -> HttpResponse:
    return render(request, "documents_pages/verify_file.html", {"form": form, **shown}, status=status)


def _too_many(request: HttpRequest, what: str, a_minute: int) -> bool:
    return limits.too_many(f"{what}:{request.META.get('REMOTE_ADDR', '')}", a_minute=a_minute)


def _too_often(request: HttpRequest) -> HttpResponse:
    return render(request, "documents_pages/verify.html", {"too_many": True}, status=429)
