"""文书字体 pages: the four faces, and one with the unit's own font in place of the built-in one."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from records.errors import Refused

from ..enums import Face, FontState
from ..forms import OwnFontForm
from ..models import OwnFont
from ..operations import own_fonts as operations
from ..own_fonts import permission
from ..rules import check_can_keep_fonts


@require_safe
def paper_fonts(request: HttpRequest) -> HttpResponse:
    """Each face, and what the papers are set in."""
    check_can_keep_fonts(request.user)
    rows = [{"face": face, "label": face.label, **_standing(face)} for face in Face]
    return render(request, "documents_pages/fonts.html", {"rows": rows})


@require_http_methods(["GET", "POST"])
def paper_font(request: HttpRequest, face: str) -> HttpResponse:
    """One face: upload, what it is, back to the built-in one."""
    check_can_keep_fonts(request.user)
    label = _label(face)
    form = OwnFontForm(request.POST, request.FILES) if request.method == "POST" else OwnFontForm()
    if request.method == "POST" and form.is_valid():
        stored, name = form.kept("font")
        try:
            operations.install_font(
                face, by=request.user, font=stored, name=name, confirmed=form.cleaned_data["confirmed"]
            )
        except Refused as refused:
            form.add_error("font", str(refused))
        else:
            messages.success(request, _("字体已上传，正在处理；处理完成后新出的文书使用它。"))
            return redirect("paper_font", face)
    context = {"form": form, "face": face, "label": label, **_standing(face)}
    return render(request, "documents_pages/font.html", context, status=422 if form.errors else 200)


@require_safe
def paper_font_state(request: HttpRequest, face: str) -> HttpResponse:
    """The fragment that asks again until a worker has built the font."""
    check_can_keep_fonts(request.user)
    _label(face)
    return render(request, "documents_pages/font_state.html", {"face": face, **_standing(face)})


@require_POST
def paper_font_remove(request: HttpRequest, face: str) -> HttpResponse:
    """恢复内置字体."""
    _label(face)
    operations.remove_font(face, by=request.user)
    messages.success(request, _("已恢复内置字体。"))
    return redirect("paper_font", face)


def _standing(face: str) -> dict:
    """The font in use, the one being built, and the last one that could not be."""
    rows = list(OwnFont.objects.filter(face=face).select_related("by").order_by("-id")[:3])
    by_state = {row.state: row for row in reversed(rows)}
    active = by_state.get(FontState.ACTIVE)
    return {
        "active": active,
        "permission": permission(active.fs_type) if active else "",
        "building": by_state.get(FontState.BUILDING),
        "failed": rows[0] if rows and rows[0].state == FontState.FAILED else None,
    }


def _label(face: str) -> str:
    if face not in Face.values:
        raise Http404
    return str(Face(face).label)
