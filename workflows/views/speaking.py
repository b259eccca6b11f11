"""发言、书面意见: what is said on an item."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from units.models import Seat

from ..forms.meetings import OpinionForm, SpeechForm
from ..models import Observer, Speech
from ..operations import speaking
from .item_page import act_on_item, item_or_404


@require_POST
def item_speech(request, pk, item):
    """登记发言."""
    form = SpeechForm(item_or_404(request, pk, item).meeting, request.POST)

    def record(row):
        kind, who = form.who()
        found = (Seat.objects.select_related("person") if kind == "seat" else Observer.objects).get(pk=who)
        speaking.record_speech(row, by=request.user, text=form.cleaned_data["text"], **{kind: found})

    return act_on_item(request, pk, item, "speech_form", form, record, _("发言已登记。"))


@require_POST
def item_speech_remove(request, pk, item, speech):
    """删除发言."""
    speaking.remove_speech(_speech(request, pk, item, speech), by=request.user)
    messages.success(request, _("已删除。"))
    return redirect("meeting_item", pk, item)


@require_POST
def item_opinion(request, pk, item):
    """提出书面意见."""
    form = OpinionForm(request.POST)
    return act_on_item(
        request,
        pk,
        item,
        "opinion_form",
        form,
        lambda row: speaking.write_opinion(row, by=request.user, text=form.cleaned_data["text"]),
        _("书面意见已送会议秘书，会上宣读，不是表决。"),
    )


@require_POST
def item_opinion_read(request, pk, item, speech):
    """宣读书面意见."""
    speaking.read_opinion(_speech(request, pk, item, speech), by=request.user)
    messages.success(request, _("已登记宣读，记入会议记录。"))
    return redirect("meeting_item", pk, item)


def _speech(request, pk, item, speech):
    row = item_or_404(request, pk, item)
    found = get_object_or_404(
        Speech.objects.select_related("seat__person", "observer").filter(item=row), pk=speech
    )
    found.item = row
    return found
