"""归档 pages: what waits to be filed, and the package of one subject: pack, look, download, file."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents import filing as service
from documents.enums import FilingState
from documents.models import Filing
from documents.rules import check_keeps_papers
from documents.views.serving import served
from records import trail
from records.enums import Circle
from records.errors import Refused, allows

from .. import rules, subjects
from ..forms.papers import RetentionForm
from ..operations import filing as operations
from ..queries.circles import circles_for
from .steps import Place, Step, form_page, step_page

PAGE = 50
PACK = Step(
    label=gettext_lazy("整理归档材料"),
    says=gettext_lazy(
        "把全部文书、佐证材料、办理记录和数据整理成一个归档包，附卷内目录和校验码。整理后仍可重新整理，归档后不再改动。"
    ),
    told="",
    done=gettext_lazy("正在整理，完成后显示在这里。"),
    check=rules.check_can_pack,
    run=operations.pack_for_archive,
)
FILE = Step(
    label=gettext_lazy("归档"),
    says=gettext_lazy("归档包原样归档，校验码记入办理记录，以后不再改动。请先下载核对卷内目录。"),
    told="",
    done=gettext_lazy("已归档。"),
    check=rules.check_can_pack,
    run=operations.file_in_archive,
)


@require_GET
def filings(request):
    """待归档和已归档, newest first."""
    check_keeps_papers(request.user)
    state = request.GET.get("state", FilingState.PACKED)
    found = Filing.objects.defer("content").select_related("unit").order_by("-id")
    if state in FilingState.values:
        found = found.filter(state=state)
    page_obj = Paginator(found, PAGE).get_page(request.GET.get("page"))
    for each in page_obj:
        kind, _colon, pk = each.subject.partition(":")
        each.url = reverse("filing", args=[kind, pk])
    context = {"page_obj": page_obj, "state": state, "states": FilingState.choices}
    return render(request, "workflows/filings.html", context)


@require_GET
def filing(request, kind, pk):
    """The package of one subject, and what may be done with it."""
    subject = _found(request, kind, pk)
    found = service.newest(subject.key)
    may = allows(rules.check_can_pack, subject, request.user)
    state = found.state if found else ""
    context = {
        "subject": subject,
        "filing": found,
        "content": found.content if found else None,
        "place": _place(subject),
        "pack_url": reverse("filing_pack", args=[kind, pk]) if may and state != FilingState.PACKING else "",
        "file_url": reverse("filing_file", args=[kind, pk]) if may and state == FilingState.PACKED else "",
        "file_step": FILE,
        "key": (kind, pk),
        "why_not": _why_not(subject, request.user),
    }
    return render(request, "workflows/filing.html", context)


@require_http_methods(["GET", "POST"])
def pack(request, kind, pk):
    """整理归档材料, under the 保管期限 that is chosen."""
    subject = _found(request, kind, pk)
    form = (
        RetentionForm(request.POST)
        if request.method == "POST"
        else RetentionForm(initial={"retention": "y30"})
    )
    return form_page(
        request, subject, PACK, form, values=lambda form: form.cleaned_data, place=_own(subject, kind, pk)
    )


@require_http_methods(["GET", "POST"])
def file(request, kind, pk):
    """归档."""
    subject = _found(request, kind, pk)
    return step_page(request, subject, FILE, place=_own(subject, kind, pk))


@require_POST
def download(request, kind, pk):
    """下载归档包: a POST, since it is logged."""
    subject = _found(request, kind, pk)
    check_keeps_papers(request.user)
    found = service.newest(subject.key)
    if found is None or found.file_id is None:
        messages.warning(request, _("归档包尚未生成，请稍候。"))
        return redirect("filing", kind, pk)
    by = request.user
    trail.record(
        "access", "archive.downloaded", by=by, circle=Circle.SYSTEM, unit_id=by.unit_id, digest=found.file_id
    )
    return served(request, found.file, f"{found.number}{found.title}.zip")


def _found(request, kind, pk):
    """The subject, for those who read 内部办理 of it."""
    subject = subjects.visible_subject(f"{kind}:{pk}", request.user)
    if subject is None or Circle.INTERNAL not in circles_for(request.user, subject):
        raise Http404
    return subject


def _place(subject) -> Place:
    return Place(subject.title, subjects.kind_of(subject.key).url(subject))


def _own(subject, kind, pk) -> Place:
    return Place(subject.title, reverse("filing", args=[kind, pk]))


def _why_not(subject, person) -> str:
    try:
        rules.check_can_pack(subject, person)
    except Refused as refused:
        return str(refused)
    return ""
