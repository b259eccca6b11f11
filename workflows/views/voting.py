"""表决 pages: one item on one screen, for the secretary's desk and for a member's thumb."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked
from records.errors import Refused
from units.models import Seat

from .. import rules
from ..forms.meetings import (
    AnnounceForm,
    BallotForm,
    BallotsForm,
    LiftRecusalForm,
    MotionForm,
    ReasonForm,
    RecusalForm,
)
from ..operations import meetings, voting
from ..queries.room import room
from .item_page import act_on_item, item_or_404, item_page, motions_of, not_recused


@require_GET
def meeting_item(request, pk, item):
    """One item: what is decided, who votes, the reader's own ballot."""
    return item_page(request, item_or_404(request, pk, item))


@require_POST
def item_motion(request, pk, item):
    """提请表决."""
    form = MotionForm(request.POST, motions=motions_of(item_or_404(request, pk, item)))
    return act_on_item(
        request,
        pk,
        item,
        "motion_form",
        form,
        lambda row: voting.put_motion(
            row,
            by=request.user,
            motion=form.cleaned_data["motion"],
            modifications=form.asked(),
            secret=form.cleaned_data["secret"],
        ),
        _("已提请表决。"),
    )


@require_POST
def item_vote(request, pk, item):
    """表决."""
    form = BallotForm(request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "ballot_form",
        form,
        lambda row: voting.cast(row, by=request.user, **form.cleaned_data),
        _("您的表决已记录，不能更改。结果由主持人宣布。"),
    )


@require_POST
def item_announce(request, pk, item):
    """宣布结果."""
    form = AnnounceForm(request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "announce_form",
        form,
        lambda row: voting.announce(row, by=request.user, **form.cleaned_data),
        _("结果已宣布。"),
    )


@require_POST
def item_defer(request, pk, item):
    """暂缓审议."""
    form = ReasonForm(request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "defer_form",
        form,
        lambda row: voting.defer(row, by=request.user, **form.cleaned_data),
        _("已暂缓审议，该事项退回待上会。"),
    )


@require_POST
def item_recuse(request, pk, item):
    """登记回避."""
    row = item_or_404(request, pk, item)
    form = RecusalForm(not_recused(row), request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "recusal_form",
        form,
        lambda row: meetings.recuse(
            row,
            Seat.objects.select_related("person").get(pk=form.cleaned_data["seat"]),
            by=request.user,
            reason=form.cleaned_data["reason"],
        ),
        _("回避已登记。"),
    )


@require_POST
def item_lift_recusal(request, pk, item):
    """撤销回避."""
    form = LiftRecusalForm(request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "lift_form",
        form,
        lambda row: meetings.lift_recusal(
            row,
            get_object_or_404(Seat.objects.select_related("person"), pk=form.cleaned_data["seat"]),
            by=request.user,
            reason=form.cleaned_data["reason"],
        ),
        _("回避已撤销，该委员参加本议题表决。"),
    )


@require_POST
def item_not_voted(request, pk, item):
    """登记未表决."""
    row = item_or_404(request, pk, item)
    seat = get_object_or_404(Seat.objects.select_related("person"), pk=asked.number(request.POST.get("seat")))
    voting.record_not_voted(row, seat, by=request.user)
    messages.success(request, _("%(name)s已登记为未表决。") % {"name": seat.person.name})
    return redirect("meeting_item", pk, item)


def item_ballots(request, pk, item):
    """登记举手表决、登记表决登记表: the members who have not voted on their own, each with a choice."""
    row = item_or_404(request, pk, item)
    rules.check_can_hold_meetings(request.user)
    here = room(row)
    if not here.is_voting or here.outcome or not here.waiting:
        raise Refused(_("该议题不在表决中，或者到会委员都已表决。"))
    places = row.meeting.attendances.select_related("seat__person").order_by("seat__order", "seat_id")
    waiting = [place.seat for place in places if place.seat_id in here.waiting]
    form = BallotsForm(waiting, request.POST or None, presiding=here.presiding_id, secret=here.secret)
    if request.method == "POST" and form.is_valid():
        try:
            voting.record_ballots(row, by=request.user, **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("表决已登记。结果由主持人宣布。"))
            return redirect("meeting_item", pk, item)
    status = 422 if form.is_bound else 200
    return render(request, "workflows/item_ballots.html", {"item": row, "form": form}, status=status)
