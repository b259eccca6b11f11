"""The page of one item of an agenda, as the secretary's desk and a member's thumb need it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from records.errors import Refused, allows

from .. import rules, subjects
from ..enums import MeetingState, Verdict
from ..forms.meetings import (
    AnnounceForm,
    BallotForm,
    LiftRecusalForm,
    MotionForm,
    OpinionForm,
    ReasonForm,
    RecusalForm,
    SpeechForm,
)
from ..queries import meetings as queries
from ..queries.minutes import listed_rows, speeches_of
from ..queries.room import count


def item_or_404(request, pk, item):
    """One item of a meeting the reader may see."""
    return get_object_or_404(queries.visible_items(request.user), pk=item, meeting_id=pk)


def not_recused(row):
    """The seats of the meeting that may still be recused."""
    recused = {each.seat_id for each in row.recusals.all() if each.lifted_at is None}
    places = row.meeting.attendances.select_related("seat__person")
    return [place.seat for place in places if place.seat_id not in recused]


def motions_of(row) -> tuple[str, ...]:
    """What the chair may put to the vote on it."""
    return subjects.kind_of(subjects.key_of_item(row)).motions


def act_on_item(request, pk, item, name, form, operation, said):
    """Do `operation` when the form is whole; a refusal stands on the form, with what was typed."""
    row = item_or_404(request, pk, item)
    if form.is_valid():
        try:
            operation(row)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("meeting_item", pk, item)
    return item_page(request, row, status=422, **{name: form})


def item_page(request, row, *, status=200, **forms):
    """The page; `forms` are those that were typed into and refused."""
    person = request.user
    subject = subjects.of_item(row)
    view = queries.item_view(row, person)
    secretary = queries.is_secretary(person)
    context = {
        "item": row,
        "meeting": row.meeting,
        "subject": subject,
        "subject_url": subjects.kind_of(subject.key).url(subject) if row.round_id else "",
        "title": subject.title if row.round_id else row.title,
        "view": view,
        "secretary": secretary,
        "recusals": _recusals(row, subject, person, forms.get("lift_form")),
        "modifications": row.round.opinions.filter(kind="modification") if row.round_id else [],
        "listed": listed_rows(row),
        "speeches": speeches_of(row, person, secretary=secretary),
        "in_session": row.meeting.state == MeetingState.OPEN,
        "may_consent": allows(rules.check_can_consent, row, person),
        "may_write_opinion": allows(rules.check_can_write_opinion, row, person),
        "may_record_speech": secretary and allows(rules.check_can_record_speech, row.meeting, person),
        "may_single_out": allows(rules.check_can_single_out, row, person),
        "may_single": allows(rules.check_may_single_out_of, row, person),
        "may_move": allows(rules.check_can_put_motion, row, person),
        "may_vote": allows(rules.check_can_cast, row, person),
        "may_announce": allows(rules.check_can_announce, row, person),
        "presides": allows(rules.check_presides, row, person),
        "carried": count(row)["verdict"] == Verdict.CARRIED
        if allows(rules.check_can_announce, row, person)
        else None,
        "waits_for": _waits_for(row, person),
        "motion_form": MotionForm(initial={"motion": "approve"}, motions=motions_of(row)),
        "ballot_form": BallotForm(),
        "announce_form": AnnounceForm(),
        "defer_form": ReasonForm(),
        "recusal_form": RecusalForm(not_recused(row)),
        "speech_form": SpeechForm(row.meeting),
        "opinion_form": OpinionForm(),
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
