"""台账的文件: Excel out, printed presets, and the exported file back in; each made by a worker, with a page that shows how far it is."""

from django.core import signing
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from documents import engine
from documents import queries as papers
from documents.views.serving import served
from records import clock
from records.enums import Circle
from records.errors import BadUpload, Refused
from records.models import StoredFile

from ..forms.ledger import LedgerFileForm
from ..ledger import differences, reading
from ..models import LedgerJob
from ..operations import amending, exporting, printing
from ..queries import snapshots as queries
from ..rules import ledger as rules
from .ledger import page_of

TOKEN, TOKEN_SECONDS = "ledger.import", 3600
LISTED, SHOWN = 30, 200


@require_POST
def export(request):
    """导出Excel: what the list shows, or with `whole` 全量版."""
    page = page_of(request)
    job = exporting.ask_export(
        page.which,
        page.wanted.query,
        page.columns,
        page.order,
        by=request.user,
        whole="whole" in request.POST,
    )
    return redirect("items_job", job.pk)


@require_POST
def print_preset(request):
    """打印 巡察组版 or 领导版."""
    preset = request.POST.get("preset", "")
    if preset not in printing.PRESETS:
        raise Http404
    document = printing.ask_paper(preset, page_of(request).wanted, by=request.user)
    return redirect("items_paper", document.pk)


@require_GET
def paper(request, paper):
    """The printed ledger, as soon as it is ready."""
    document = papers.visible_document(request.user, paper)
    if document is None or document.subject != printing.paper_subject(request.user):
        raise Http404
    context = {"document": document, "missing": engine.available()}
    return render(request, "rectifications/ledger/paper.html", context)


@require_GET
def own_files(request):
    """我的文件: exports, imports and printed ledgers one has asked for."""
    printed = papers.documents_of(printing.paper_subject(request.user), [Circle.UNIT])[:LISTED]
    context = {"jobs": queries.own_jobs(request.user)[:LISTED], "papers": printed, "now": clock.now()}
    return render(request, "rectifications/ledger/files.html", context)


@require_GET
def job(request, file):
    """How far it is, and what came of it."""
    return render(request, "rectifications/ledger/job.html", _job_context(request, file))


@require_GET
def job_status(request, file):
    """The fragment that asks again until the work has ended."""
    return render(request, "rectifications/ledger/job_state.html", _job_context(request, file))


@require_POST
def job_file(request, file):
    """下载: a POST, since it is logged."""
    found = _job(request, file)
    if found.kind != "export" or found.file_id is None:
        raise Refused(_("文件已过期或尚未生成，请重新导出。"))
    exporting.record_download(found, by=request.user)
    return served(request, found.file, found.name)


@require_http_methods(["GET", "POST"])
def amend(request):
    """导入台账: the file, then each changed cell beside what is stored now; nothing is written yet."""
    rules.check_can_read_back(request.user)
    form = LedgerFileForm(request.POST, request.FILES) if request.method == "POST" else LedgerFileForm()
    context = {"form": form}
    if form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            file = reading.read(upload.file, upload.checked.name)
        except BadUpload as refused:
            form.add_error("file", str(refused))
        else:
            found = differences.compare(file, request.user, clock.today())
            stored, name = form.kept()
            token = signing.dumps({"digest": stored.digest, "name": name, "by": request.user.pk}, salt=TOKEN)
            context |= {
                "found": found,
                "lines": found.lines[:SHOWN],
                "bad": found.bad[:SHOWN],
                "name": name,
                "token": token,
            }
    return render(request, "rectifications/ledger/amend.html", context, status=422 if form.errors else 200)


@require_POST
def amend_confirm(request):
    """确认导入: a worker writes it; this answers at once."""
    rules.check_can_read_back(request.user)
    try:
        told = signing.loads(request.POST.get("token", ""), salt=TOKEN, max_age=TOKEN_SECONDS)
    except signing.BadSignature as error:
        raise Refused(_("预览已失效，请重新上传文件。")) from error
    if told["by"] != request.user.pk:
        raise Refused(_("预览已失效，请重新上传文件。"))
    stored = get_object_or_404(StoredFile, pk=told["digest"])
    return redirect("items_job", amending.ask_import(stored, told["name"], by=request.user).pk)


def _job(request, pk) -> LedgerJob:
    return get_object_or_404(queries.own_jobs(request.user), pk=pk)


def _job_context(request, pk) -> dict:
    found = _job(request, pk)
    bad = [differences.Bad(**each) for each in found.result.get("bad", ())][:SHOWN]
    return {"job": found, "bad": bad}
