"""到会、离会、列席: pages of the secretary during a meeting."""

from datetime import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records import clock
from records.errors import Refused

from ..forms.meetings import MovementForm, ObserverForm
from ..models import Observer
from ..operations import attending
from ..queries import meetings as queries
from .meetings import attendances, meeting_page


@require_POST
def meeting_movement(request, pk):
    """登记到会、离会."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    places = {place.seat_id: place.seat for place in attendances(row)}
    form = MovementForm(attendances(row), request.POST)
    if form.is_valid():
        data = form.cleaned_data
        at = datetime.combine(clock.today(), data["at"], tzinfo=clock.SHANGHAI)
        seat = places[int(data["seat"])]
        try:
            attending.record_movement(row, seat, by=request.user, kind=data["kind"], at=at)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已登记。"))
            return redirect("meeting", pk)
    return meeting_page(request, row, movement_form=form)


@require_POST
def meeting_observer(request, pk):
    """登记列席."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    form = ObserverForm(request.POST)
    if form.is_valid():
        try:
            attending.add_observer(row, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(refused.field, str(refused))
        else:
            messages.success(request, _("已登记列席。"))
            return redirect("meeting", pk)
    return meeting_page(request, row, observer_form=form)


@require_POST
def meeting_observer_remove(request, pk, observer):
    """撤销列席."""
    row = get_object_or_404(queries.visible_meetings(request.user), pk=pk)
    found = get_object_or_404(Observer.objects.select_related("meeting__committee"), pk=observer, meeting=row)
    attending.remove_observer(found, by=request.user)
    messages.success(request, _("已撤销。"))
    return redirect("meeting", pk)
