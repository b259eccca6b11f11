"""误传处置 pages: 报告疑似涉密, the list, the incident sheet, and what two persons do on a written instruction."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from records.errors import Refused, allows, why_not
from records.models import StoredFile

from .. import file_places, misfiled_rules
from ..enums import MisfiledState
from ..forms.misfiled import CarryOutForm, DeclineForm, FileReportForm, OrderForm
from ..models import Misfiled
from ..operations import misfiled as operations
from ..queries import misfiled as queries
from ..queries.trail import lines_of

PAGE = 30


@require_http_methods(["GET", "POST"])
def file_report(request: HttpRequest, digest: str) -> HttpResponse:
    """报告疑似涉密 of a file that the person may see."""
    stored = get_object_or_404(StoredFile, pk=digest)
    if not file_places.may_see(request.user, digest):
        raise Http404
    misfiled_rules.check_can_report_file(request.user)
    form = FileReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        address = request.META.get("REMOTE_ADDR", "")
        incident = operations.report_file(
            stored, by=request.user, words=form.cleaned_data["words"], address=address
        )
        messages.success(request, _("已停止查看和下载，并通知工委办公室。请不要复制、转发，等候通知。"))
        handles = allows(misfiled_rules.check_can_handle_misfiled, request.user)
        return redirect("misfiled", incident.pk) if handles else redirect("file_report", digest)
    context = {"form": form, "stored": stored, "uses": list(file_places.uses_of(digest))}
    return render(request, "workflows/misfiled/report.html", context, status=422 if form.errors else 200)


@require_GET
def misfiled_list(request: HttpRequest) -> HttpResponse:
    """误传处置: every report, what is open first."""
    misfiled_rules.check_can_handle_misfiled(request.user)
    page = Paginator(queries.visible_misfiled(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "workflows/misfiled/list.html", {"page_obj": page})


@require_GET
def misfiled(request: HttpRequest, pk: int) -> HttpResponse:
    """事件单."""
    return _page(request, _visible(request, pk))


@require_POST
def misfiled_order(request: HttpRequest, pk: int) -> HttpResponse:
    """登记书面通知."""
    incident, form = _visible(request, pk), OrderForm(request.POST)
    if form.is_valid() and _done(
        form, lambda: operations.order_misfiled(incident, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("书面通知已登记，请另一人核对执行。"))
        return redirect("misfiled", pk)
    return _page(request, incident, order_form=form)


@require_POST
def misfiled_carry_out(request: HttpRequest, pk: int) -> HttpResponse:
    """核对执行."""
    incident, form = _visible(request, pk), CarryOutForm(request.POST)
    if form.is_valid() and _done(
        form, lambda: operations.carry_out_misfiled(incident, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("已按书面通知执行。"))
        return redirect("misfiled", pk)
    return _page(request, incident, carry_out_form=form)


@require_POST
def misfiled_decline(request: HttpRequest, pk: int) -> HttpResponse:
    """核对不符，退回."""
    incident, form = _visible(request, pk), DeclineForm(request.POST)
    if form.is_valid() and _done(
        form, lambda: operations.decline_misfiled(incident, by=request.user, **form.cleaned_data)
    ):
        messages.success(request, _("已退回，文件仍停止查看。"))
        return redirect("misfiled", pk)
    return _page(request, incident, decline_form=form)


def _done(form, operate) -> bool:
    """Did it happen? A refusal stands on the form."""
    try:
        operate()
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, str(refused))
        return False
    return True


def _visible(request: HttpRequest, pk: int) -> Misfiled:
    return get_object_or_404(queries.visible_misfiled(request.user), pk=pk)


def _page(request: HttpRequest, incident: Misfiled, **forms) -> HttpResponse:
    parties, sheet = queries.uploaders(incident), queries.sheet(incident)
    ordering = incident.state == MisfiledState.HIDDEN
    check = misfiled_rules.check_can_order if ordering else misfiled_rules.check_can_carry_out
    context = {
        "incident": incident,
        "sheet": sheet,
        "trail": lines_of(sheet.trail),
        "next_backup": queries.next_backup(),
        "open": incident.state in operations.OPEN,
        "ordering": ordering,
        "why_not": why_not(check, incident, request.user, uploaders=parties),
        "order_form": OrderForm(),
        "carry_out_form": CarryOutForm(),
        "decline_form": DeclineForm(),
    }
    return render(request, "workflows/misfiled/sheet.html", context | forms, status=422 if forms else 200)
