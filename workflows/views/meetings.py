"""会议 pages of the secretary and the members."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from documents.queries import documents_of
from records import asked, clock
from records.errors import Refused
from units.models import Committee

from .. import rules
from ..enums import MeetingState
from ..forms.meetings import AttendanceForm, MeetingForm, MovementForm, ObserverForm, TopicForm
from ..models import Round
from ..operations import agenda
from ..operations import meetings as operations
from ..queries import meetings as queries
from ..queries.circles import circles_of_meeting
from ..queries.minutes import movements_of


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
    return meeting_page(request, get_object_or_404(queries.visible_meetings(request.user), pk=pk))


@require_POST
def meeting_attendance(request, pk):
    """登记到会."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    form = AttendanceForm(attendances(row), request.POST)
    if form.is_valid():
        try:
            operations.register_attendance(row, by=request.user, presences=form.presences())
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("到会情况已登记。"))
            return redirect("meeting", pk)
    return meeting_page(request, row, attendance_form=form)


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
    reason = request.POST.get("reason", "")
    if rounds and "as_list" in request.POST:
        title = request.POST.get("list_title", "")
        agenda.make_list(row, list(rounds), by=request.user, title=title, reason=reason)
    else:
        for round_ in rounds:
            operations.add_item(row, round_, by=request.user, reason=reason)
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


def attendances(row):
    """The places of a meeting in their order."""
    return row.attendances.select_related("seat__person").order_by("seat__order", "seat_id")


def meeting_page(request, row, *, attendance_form=None, movement_form=None, observer_form=None):
    """The page of a meeting; the forms are those that were typed into and refused."""
    secretary = queries.is_secretary(request.user) and row.state != MeetingState.CLOSED
    now = clock.now().astimezone(clock.SHANGHAI).strftime("%H:%M")
    places = list(attendances(row))
    context = {
        "meeting": row,
        "agenda": queries.agenda(row),
        "attendances": places,
        "observers": row.observers.all(),
        "movements": movements_of(row),
        "secretary": secretary,
        "waiting": queries.waiting_rounds(row.committee_id) if secretary else [],
        "noted": queries.noted_for_next(row) if secretary else [],
        "attendance_form": attendance_form or AttendanceForm(places),
        "movement_form": movement_form or MovementForm(places, initial={"at": now}),
        "observer_form": observer_form or ObserverForm(),
        "topic_form": TopicForm(),
        "papers": documents_of(row.key, circles_of_meeting(request.user, row.key)),
    }
    refused = attendance_form or movement_form or observer_form
    return render(request, "workflows/meeting.html", context, status=422 if refused else 200)
