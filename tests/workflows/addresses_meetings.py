"""Which address of 会议, 议定事项 and 征求意见 answers whom: rows of tests/address_table.py."""

from records import clock
from workflows.models import ConsultationOpinion, ConsultationReply, Observer, Resolution, Speech
from workflows.operations import consultations

FIRST = {"resolutions": "resolution", "consultations": "consultation"}


def table(*, unit, office, committee, meeting, everybody) -> dict:
    """name → (GET, POST without data). The item was announced and the meeting still goes on."""
    consults = {"clerk", "own_clerk", "business_admin"}
    oversees = office | committee
    sees = unit | oversees
    refused = (405, {302: meeting})
    typed = (405, {422: meeting})
    return {
        "meeting_topic": refused,
        "meeting_papers_send": refused,
        "meeting_print": refused,
        "meeting_movement": typed,
        "meeting_observer": typed,
        "meeting_observer_remove": refused,
        "item_move": refused,
        "item_single": refused,
        "item_consent": refused,
        "item_brief": (
            {200: {"secretary"}, 409: meeting - {"secretary"}},
            {200: {"secretary"}, 302: meeting - {"secretary"}},
        ),
        "item_ballots": ({409: meeting}, {302: meeting}),
        "item_speech": typed,
        "item_speech_remove": refused,
        "item_opinion": typed,
        "item_opinion_read": refused,
        "meeting_minutes": ({200: meeting}, 405),
        "minutes_draft": refused,
        "minutes_send": refused,
        "minutes_return": refused,
        "minutes_confirm": refused,
        "minutes_decision": refused,
        "minutes_resolution": typed,
        "minutes_resolution_remove": refused,
        "resolutions": (200, 405),
        "resolution": ({200: sees}, 405),
        "resolution_finish": (
            {200: {"liaison"}, 409: sees - {"liaison"}},
            {422: {"liaison"}, 302: sees - {"liaison"}},
        ),
        "consultations": (200, 405),
        "consultation_new": (
            {200: consults, 409: everybody - consults},
            {200: consults, 302: everybody - consults},
        ),
        "consultation": ({200: sees}, 405),
        "consultation_answer": (405, {422: unit}),
        "consultation_decide": (405, {422: oversees}),
        "consultation_close": (405, {302: sees}),
    }


def given(d, item) -> dict:
    """What the addresses name."""
    observer = Observer.objects.create(meeting=item.meeting, name="列席")
    speech = Speech.objects.create(item=item, observer=observer, text="发言", by=d.secretary, at=clock.now())
    resolution = Resolution.objects.create(
        item=item, unit=d.unit, title="报送", due=clock.today(), issued_at=clock.now()
    )
    asked = consultations.start_consultation(
        by=d.clerk, title="考评细则", text="第一条", due=clock.today(), units=[d.unit]
    )
    reply = ConsultationReply.objects.get(consultation=asked)
    opinion = ConsultationOpinion.objects.create(reply=reply, n=1, text="建议放宽")
    return {
        "observer": observer.pk,
        "speech": speech.pk,
        "resolution": resolution.pk,
        "consultation": asked.pk,
        "opinion": opinion.pk,
    }
