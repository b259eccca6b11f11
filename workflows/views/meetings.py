"""会议 pages of the secretary and the members."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked
from records.errors import Refused
from units.models import Committee

from .. import rules
from ..forms.meetings import AttendanceForm, MeetingForm
from ..models import Round
from ..operations import meetings as operations
from ..queries import meetings as queries


@require_GET
def meetings(request):
    """会议: the list."""
    page = Paginator(queries.meetings_page(request.user), 30).get_page(request.GET.get("page"))
    return render(
        request,
        "workflows/meetings.html",
        {"page_obj": page, "is_secretary": queries.is_secretary(request.user)},
    )


def meeting_new(request):
    """新建会议."""
    rules.check_can_hold_meetings(request.user)
    committee = Committee.objects.order_by("id").first()
    form = MeetingForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = operations.plan_meeting(committee, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("会议已建立，请登记到会情况并列入议题。"))
            return redirect("meeting", meeting.pk)
    return render(request, "workflows/meeting_new.html", {"form": form, "committee": committee})


@require_GET
def meeting(request, pk):
    """One meeting: attendance, agenda, what waits."""
    return _meeting_page(request, get_object_or_404(queries.visible_meetings(request.user), pk=pk))


@require_POST
def meeting_attendance(request, pk):
    """登记到会."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    form = AttendanceForm(_attendances(row), request.POST)
    if form.is_valid():
        try:
            operations.register_attendance(row, by=request.user, presences=form.presences())
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("到会情况已登记。"))
            return redirect("meeting", pk)
    return _meeting_page(request, row, attendance_form=form)


@require_POST
def meeting_open(request, pk):
    """宣布开会."""
    operations.open_meeting(get_object_or_404(queries.visible_meetings(request.user), pk=pk), by=request.user)
    return redirect("meeting", pk)


@require_POST
def meeting_close(request, pk):
    """会议结束."""
    operations.close_meeting(
        get_object_or_404(queries.visible_meetings(request.user), pk=pk), by=request.user
    )
    messages.success(request, _("会议已结束，未宣布结果的议题已退回待上会。"))
    return redirect("meeting", pk)


@require_POST
def meeting_item_add(request, pk):
    """列入议题: one or several waiting matters."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    chosen = asked.numbers(request.POST.getlist("round"))
    rounds = Round.objects.select_related("stage").filter(pk__in=chosen)
    for round_ in rounds:
        operations.add_item(row, round_, by=request.user)
    if rounds:
        messages.success(request, _("已列入%(n)d项议题。") % {"n": len(rounds)})
    else:
        messages.warning(request, _("请先勾选要列入议题的事项。"))
    return redirect("meeting", pk)


@require_POST
def meeting_item_remove(request, pk, item):
    """移出议题."""
    row = get_object_or_404(queries.visible_items(request.user), pk=item, meeting_id=pk)
    operations.remove_item(row, by=request.user)
    messages.success(request, _("已移出议题，退回待上会。"))
    return redirect("meeting", pk)


def _attendances(row):
    return row.attendances.select_related("seat__person").order_by("seat__order", "seat_id")


def _meeting_page(request, row, *, attendance_form=None):
    secretary = queries.is_secretary(request.user)
    context = {
        "meeting": row,
        "agenda": queries.agenda(row),
        "attendances": _attendances(row),
        "secretary": secretary and row.state != "closed",
        "waiting": queries.waiting_rounds(row.committee_id) if secretary and row.state != "closed" else [],
        "attendance_form": attendance_form or AttendanceForm(_attendances(row)),
    }
    return render(request, "workflows/meeting.html", context, status=422 if attendance_form else 200)
