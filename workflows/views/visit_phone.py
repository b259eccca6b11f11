"""现场核查 on a phone: the page that is kept there, the answers it sends when there is signal, photos, its service worker.

Answers for static/js/visit.js: 200 what stands there now · 409 what another member wrote · 422 {error, field}.
"""

from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from documents.views.serving import served
from records import clock
from records.errors import Refused, Stale

from .. import visit_rules
from ..enums import FindingResult, VisitMethod
from ..forms.visits import AnswerForm
from ..models import Finding
from ..operations import visit_work
from ..operations.acceptance import NEEDS_A_FACT, Sent
from .visit_pages import parts_of, visit_of


@require_GET
def visit_phone(request, pk):
    """现场核查: one line a screen; loaded with signal, used without."""
    found = visit_of(request, pk)
    visit_rules.check_can_record(found, request.user)
    parts = [part for part in parts_of(found) if part.group.concluded_at is None]
    context = {
        "visit": found,
        "parts": parts,
        "lines": sum(len(part.rows) for part in parts),
        "results": FindingResult.choices,
        "methods": VisitMethod.choices,
        "needs_fact": [str(each) for each in NEEDS_A_FACT],
        "drawn": int(clock.now().timestamp() * 1000),
    }
    return render(request, "workflows/visits/phone.html", context)


@require_POST
def visit_answer(request, pk):
    """记录一条核查结果, as the phone sends it; a browser without scripts comes back to the page."""
    found = visit_of(request, pk)
    wants_page = "application/json" not in request.headers.get("Accept", "")
    form = AnswerForm(request.POST, request.FILES)
    if not form.is_valid():
        field, errors = next(iter(form.errors.items()))
        return JsonResponse({"error": errors[0], "field": field}, status=422)
    data = form.cleaned_data
    photo, _name = form.kept("photo")
    sent = Sent(data["key"], base=data["base"], methods=tuple(data["methods"]), photo=photo)
    answer = visit_work.Answer(data["subject"], data["line"], data["result"], data["fact"], sent)
    try:
        stands = visit_work.record_answer(found, answer, by=request.user)
    except Stale as stale:
        told = {**stale.theirs, "who": stale.who, "when": _time(stale.when)}
        return JsonResponse(told, status=409)
    except Refused as refused:
        return JsonResponse({"error": refused.sentence, "field": refused.field or ""}, status=422)
    return redirect("visit_phone", pk) if wants_page else JsonResponse(_stands(stands))


def _stands(finding: Finding) -> dict:
    return {
        "mark": finding.mark,
        "result": finding.result,
        "fact": finding.fact,
        "methods": finding.methods,
        "who": finding.by.name,
        "when": _time(finding.at),
        "at": int(finding.at.timestamp() * 1000),
    }


def _time(moment) -> str:
    return timezone.localtime(moment).strftime("%H:%M")


@require_GET
def visit_photo(request, pk, finding):
    """The photo of one finding, for whoever reads the findings."""
    found = visit_of(request, pk)
    if not found.concluded_at:
        visit_rules.check_reads_findings(found, request.user)
    row = get_object_or_404(
        Finding.objects.select_related("photo"), pk=finding, group__visit=found, photo__isnull=False
    )
    return served(request, row.photo, "", inline=True)


@require_GET
def visit_worker(request):
    """The service worker of the phone page: its address gives it the pages below, and no others."""
    text = Path(finders.find("js/visit-worker.js")).read_text(encoding="utf-8")
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")
