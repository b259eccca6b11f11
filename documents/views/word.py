"""Word pages: a paper as .docx, and the templates that the 工委业务管理员 keeps."""

import io

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refused

from .. import word
from ..enums import DocumentKind
from ..forms import WordTemplateForm
from ..models import WordTemplate
from ..operations import word_templates as operations
from ..rules import check_can_keep_word_templates
from ..word_kinds import TEMPLATES
from .papers import visible_or_404


@require_safe
def document_word(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper as .docx, to be edited; what counts stays the PDF."""
    paper = visible_or_404(request, pk)
    return _docx(word.rendered(paper), f"{paper.title}{paper.number}.docx")


@require_safe
def word_templates(request: HttpRequest) -> HttpResponse:
    """Every kind that is given as Word, and whose template makes it."""
    check_can_keep_word_templates(request.user)
    own = {row.kind: row for row in WordTemplate.objects.filter(retired_at=None).select_related("by", "file")}
    rows = [{"kind": kind, "label": kind.label, "own": own.get(kind)} for kind in TEMPLATES]
    return render(request, "documents_pages/word_templates.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def word_template(request: HttpRequest, paper_kind: str) -> HttpResponse:
    """The template of one kind: take it, change it, hand it in; or back to the built-in one."""
    check_can_keep_word_templates(request.user)
    kind, label = paper_kind, _label(paper_kind)
    form = WordTemplateForm(request.POST, request.FILES) if request.method == "POST" else WordTemplateForm()
    if request.method == "POST" and form.is_valid():
        stored, name = form.kept("template")
        try:
            operations.replace_word_template(kind, by=request.user, template=stored, name=name)
        except Refused as refused:
            form.add_error("template", str(refused))
        else:
            messages.success(request, _("模板已更换，今后生成的Word按新模板。"))
            return redirect("word_template", kind)
    context = {
        "form": form,
        "kind": kind,
        "label": label,
        "own": WordTemplate.objects.filter(kind=kind, retired_at=None).select_related("by").first(),
        "fields": word.fields_of(kind),
    }
    return render(request, "documents_pages/word_template.html", context, status=422 if form.errors else 200)


@require_safe
def word_template_file(request: HttpRequest, paper_kind: str) -> HttpResponse:
    """The template that counts today."""
    label = _label(paper_kind)
    check_can_keep_word_templates(request.user)
    return _docx(word.template_bytes(paper_kind), f"{label}（Word模板）.docx")


@require_POST
def word_template_restore(request: HttpRequest, paper_kind: str) -> HttpResponse:
    """恢复内置模板."""
    _label(paper_kind)
    operations.restore_word_template(paper_kind, by=request.user)
    messages.success(request, _("已恢复内置模板。"))
    return redirect("word_template", paper_kind)


def _label(kind: str) -> str:
    if kind not in TEMPLATES:
        raise Http404
    return str(DocumentKind(kind).label)


def _docx(content: bytes, name: str) -> FileResponse:
    answer = FileResponse(
        io.BytesIO(content), as_attachment=True, filename=name, content_type=word.MEDIA_TYPE
    )
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
