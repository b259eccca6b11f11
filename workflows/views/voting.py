"""表决 pages: one item on one screen, for the secretary's desk and for a member's thumb."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from records import asked
from records.errors import Refused, allows
from units.models import Seat

from .. import rules, subjects
from ..enums import Verdict
from ..forms.meetings import (
    AnnounceForm,
    BallotForm,
    LiftRecusalForm,
    MotionForm,
    ReasonForm,
    RecusalForm,
)
from ..operations import meetings, voting
from ..queries import meetings as queries
from ..queries.room import count


@require_GET
def meeting_item(request, pk, item):
    """One item: what is decided, who votes, the reader's own ballot."""
    return _page(request, _item(request, pk, item))


@require_POST
def item_motion(request, pk, item):
    """提请表决."""
    form = MotionForm(request.POST, motions=_motions(_item(request, pk, item)))
    return _act(
        request,
        pk,
        item,
        "motion_form",
        form,
        lambda row: voting.put_motion(
            row, by=request.user, motion=form.cleaned_data["motion"], modifications=form.asked()
        ),
        _("已提请表决。"),
    )


@require_POST
def item_vote(request, pk, item):
    """表决."""
    form = BallotForm(request.POST)
    return _act(
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
    return _act(
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
    return _act(
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
    row = _item(request, pk, item)
    form = RecusalForm(_not_recused(row), request.POST)
    return _act(
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
    return _act(
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
    row = _item(request, pk, item)
    seat = get_object_or_404(Seat.objects.select_related("person"), pk=asked.number(request.POST.get("seat")))
    voting.record_not_voted(row, seat, by=request.user)
    messages.success(request, _("%(name)s已登记为未表决。") % {"name": seat.person.name})
    return redirect("meeting_item", pk, item)


def _item(request, pk, item):
    return get_object_or_404(queries.visible_items(request.user), pk=item, meeting_id=pk)


def _not_recused(row):
    """The seats of the meeting that may still be recused."""
    recused = {each.seat_id for each in row.recusals.all() if each.lifted_at is None}
    places = row.meeting.attendances.select_related("seat__person")
    return [place.seat for place in places if place.seat_id not in recused]


def _motions(row) -> tuple[str, ...]:
    return subjects.kind_of(row.round.subject).motions


def _act(request, pk, item, name, form, operation, said):
    """Do `operation` when the form is whole; a refusal stands on the form, with what was typed."""
    row = _item(request, pk, item)
    if form.is_valid():
        try:
            operation(row)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("meeting_item", pk, item)
    return _page(request, row, status=422, **{name: form})


def _page(request, row, *, status=200, **forms):
    person = request.user
    subject = subjects.subject_of(row.round.subject)
    view = queries.item_view(row, person)
    secretary = queries.is_secretary(person)
    context = {
        "item": row,
        "meeting": row.meeting,
        "subject": subject,
        "subject_url": subjects.kind_of(row.round.subject).url(subject),
        "view": view,
        "secretary": secretary,
        "recusals": _recusals(row, subject, person, forms.get("lift_form")),
        "modifications": row.round.opinions.filter(kind="modification"),
        "may_move": allows(rules.check_can_put_motion, row, person),
        "may_vote": allows(rules.check_can_cast, row, person),
        "may_announce": allows(rules.check_can_announce, row, person),
        "presides": allows(rules.check_presides, row, person),
        "carried": count(row)["verdict"] == Verdict.CARRIED
        if allows(rules.check_can_announce, row, person)
        else None,
        "waits_for": _waits_for(row, person),
        "motion_form": MotionForm(initial={"motion": "approve"}, motions=_motions(row)),
        "ballot_form": BallotForm(),
        "announce_form": AnnounceForm(),
        "defer_form": ReasonForm(),
        "recusal_form": RecusalForm(_not_recused(row)),
        **forms,
    }
    return render(request, "workflows/meeting_item.html", context, status=status)


def _recusals(row, subject, person, typed) -> list:
    """Each recusal with the form that lifts it, when this reader may. `typed` is one that was refused."""
    found = list(row.recusals.all())
    parties = subjects.kind_of(subject.key).parties(subject) if found else set()
    rows = []
    for each in found:
        form = None
        if each.lifted_at is None and allows(
            rules.check_can_lift_recusal, row, each.seat, person, parties=parties
        ):
            ours = typed is not None and typed.data.get("seat") == str(each.seat_id)
            form = (
                typed
                if ours
                else LiftRecusalForm(initial={"seat": each.seat_id}, auto_id=f"lift_{each.pk}_%s")
            )
        rows.append((each, form))
    return rows


def _waits_for(row, person) -> str:
    """Why this reader has nothing to press, in one sentence."""
    if row.announced_at:
        return ""
    try:
        rules.check_can_cast(row, person)
    except Refused as refused:
        return str(refused)
    return ""
