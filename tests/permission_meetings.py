"""Rows of the permission table: 会务, 表决, 会议记录和纪要, 征求意见, with the places where they are tried."""

from dataclasses import replace

from records import clock
from tests import factories as people
from tests.plans import factories
from units.models import Unit
from workflows.models import (
    AgendaItem,
    ConsultationOpinion,
    ConsultationReply,
    Meeting,
    Observer,
    Resolution,
    Round,
    Speech,
)
from workflows.operations import (
    agenda,
    attending,
    consultations,
    meeting_papers,
    meetings,
    minutes,
    speaking,
    voting,
)

SECRETARY, CHAIR = {"secretary"}, {"chair"}
CONSULTS = {"clerk", "own_clerk", "business_admin"}
ANSWERS = {"liaison", "head"}


# --- places --------------------------------------------------------------------------------------------
def _another(moves):
    """A second plan, of the other unit, waits as well."""
    d = moves.d
    factories.plan_at(
        "meeting",
        replace(d, unit=d.other_unit, liaison=d.other_liaison, head=people.make_person("head", d.other_unit)),
    )


def _listed(moves):
    _another(moves)
    agenda.make_list(moves.world.meeting, _waiting(), by=moves.d.secretary, title="一批")


def _two_items(moves):
    agenda.add_topic(moves.world.meeting, by=moves.d.secretary, title="另一议题")


def _late(moves):
    Meeting.objects.filter(pk=moves.world.meeting.pk).update(agenda_fixed_at=clock.now())
    moves.world.meeting.refresh_from_db()
    agenda.add_topic(moves.world.meeting, by=moves.d.secretary, title="临时议题", reason="时限临近")


def _moved(moves):
    voting.put_motion(moves.item, by=moves.d.chair, motion="approve")


def _away(moves):
    seat = moves.world.meeting.attendances.get(seat__person=moves.d.members[0]).seat
    attending.record_movement(moves.world.meeting, seat, by=moves.d.secretary, kind="left")


def _written(moves):
    _away(moves)
    speaking.write_opinion(moves.item, by=moves.d.members[0], text="书面意见")


def _spoken(moves):
    seat = moves.world.meeting.attendances.first().seat
    speaking.record_speech(moves.item, by=moves.d.secretary, seat=seat, text="发言")
    attending.add_observer(moves.world.meeting, by=moves.d.secretary, name="列席")


def _over(moves):
    meetings.close_meeting(moves.world.meeting, by=moves.d.secretary)
    moves.world.meeting.refresh_from_db()


def _drafted(moves):
    _over(moves)
    minutes.draft_minutes(moves.world.meeting, by=moves.d.secretary)
    minutes.add_resolution(
        moves.item, by=moves.d.secretary, title="报送", unit=moves.d.unit, due=clock.today()
    )


def _sent(moves):
    _drafted(moves)
    minutes.send_minutes(moves.world.meeting, by=moves.d.secretary)


def _issued(moves):
    _sent(moves)
    minutes.confirm_minutes(moves.world.meeting, by=moves.d.chair)


def _asked(moves):
    consultations.start_consultation(
        by=moves.d.clerk, title="考评细则", text="第一条", due=clock.today(), units=[moves.d.unit]
    )


def _answered(moves):
    _asked(moves)
    consultations.answer_consultation(
        ConsultationReply.objects.get(), by=moves.d.liaison, opinions=[{"clause": "一", "text": "建议放宽"}]
    )


def _decided(moves):
    _answered(moves)
    consultations.decide_opinion(ConsultationOpinion.objects.get(), by=moves.d.clerk, decision="adopted")


BETWEEN = {
    "two waiting": ("meeting", _another),
    "listed": ("meeting", _listed),
    "two items": ("tabled", _two_items),
    "late": ("tabled", _late),
    "by hand": ("tabled", _moved),
    "away": ("tabled", _away),
    "opinion written": ("tabled", _written),
    "spoken": ("tabled", _spoken),
    "meeting over": ("executing", _over),
    "minutes drafted": ("executing", _drafted),
    "minutes sent": ("executing", _sent),
    "resolution issued": ("executing", _issued),
    "asked": ("drafting", _asked),
    "consultation answered": ("drafting", _answered),
    "opinions decided": ("drafting", _decided),
}


# --- attempts ------------------------------------------------------------------------------------------
def _waiting():
    return list(Round.objects.filter(closed_at=None, stage__kind="vote").order_by("id"))


def _meeting(c):
    return Meeting.objects.select_related("committee", "presiding__person", "secretary").get(
        pk=c.world.meeting.pk
    )


def _first_listed():
    return AgendaItem.objects.exclude(listed_in=None).order_by("id").first()


def _topic():
    return AgendaItem.objects.filter(kind="topic").latest("id")


def _by_hand(c, by):
    seat = c.seat(c.d.members[0])
    return voting.record_ballots(c.item, by=by, way="hands", choices={seat.pk: "agree"})


def _start(c, by):
    return consultations.start_consultation(
        by=by, title="考评细则", text="第一条", due=clock.today(), units=[Unit.objects.get(pk=c.d.unit.pk)]
    )


def _resolve(c, by):
    return minutes.add_resolution(c.item, by=by, title="报送", unit=c.d.unit, due=clock.today())


TABLE = {
    "two waiting": [
        (agenda.make_list, lambda c, by: agenda.make_list(_meeting(c), _waiting(), by=by, title="一批"), SECRETARY),
    ],
    "listed": [
        (agenda.single_out, lambda c, by: agenda.single_out(_first_listed(), by=by), {"secretary", "chair", "member"}),
    ],
    "two items": [
        (agenda.add_topic, lambda c, by: agenda.add_topic(_meeting(c), by=by, title="议题"), SECRETARY),
        (agenda.note_for_next, lambda c, by: agenda.note_for_next(_meeting(c), by=by, title="议题"), SECRETARY),
        (agenda.move_item, lambda c, by: agenda.move_item(_topic(), by=by, up=True), SECRETARY),
        (agenda.write_brief, lambda c, by: agenda.write_brief(c.item, by=by, to_decide="是否通过"), SECRETARY),
        (
            speaking.record_speech,
            lambda c, by: speaking.record_speech(c.item, by=by, seat=c.seat(c.d.members[0]), text="同意"),
            SECRETARY,
        ),
        (
            attending.record_movement,
            lambda c, by: attending.record_movement(_meeting(c), c.seat(c.d.members[0]), by=by, kind="left"),
            SECRETARY,
        ),
        (attending.add_observer, lambda c, by: attending.add_observer(_meeting(c), by=by, name="列席"), SECRETARY),
        (meeting_papers.send_papers, lambda c, by: meeting_papers.send_papers(_meeting(c), by=by), SECRETARY),
        (meeting_papers.print_papers, lambda c, by: meeting_papers.print_papers(_meeting(c), by=by), SECRETARY),
    ],
    "late": [
        (agenda.consent, lambda c, by: agenda.consent(_topic(), by=by), CHAIR),
    ],
    "away": [
        (speaking.write_opinion, lambda c, by: speaking.write_opinion(c.item, by=by, text="书面意见"), {"member"}),
    ],
    "opinion written": [
        (speaking.read_opinion, lambda c, by: speaking.read_opinion(Speech.objects.get(), by=by), SECRETARY),
    ],
    "spoken": [
        (speaking.remove_speech, lambda c, by: speaking.remove_speech(Speech.objects.get(), by=by), SECRETARY),
        (attending.remove_observer, lambda c, by: attending.remove_observer(Observer.objects.get(), by=by), SECRETARY),
    ],
    "by hand": [
        (voting.record_ballots, _by_hand, SECRETARY),
    ],
    "meeting over": [
        (minutes.draft_minutes, lambda c, by: minutes.draft_minutes(_meeting(c), by=by), SECRETARY),
    ],
    "minutes drafted": [
        (
            minutes.write_decision,
            lambda c, by: minutes.write_decision(c.item, by=by, considered="", decided="通过"),
            SECRETARY,
        ),
        (minutes.add_resolution, _resolve, SECRETARY),
        (
            minutes.remove_resolution,
            lambda c, by: minutes.remove_resolution(Resolution.objects.get(), by=by),
            SECRETARY,
        ),
        (minutes.send_minutes, lambda c, by: minutes.send_minutes(_meeting(c), by=by), SECRETARY),
    ],
    "minutes sent": [
        (minutes.confirm_minutes, lambda c, by: minutes.confirm_minutes(_meeting(c), by=by), CHAIR),
        (minutes.return_minutes, lambda c, by: minutes.return_minutes(_meeting(c), by=by, words="改"), CHAIR),
    ],
    "resolution issued": [
        (
            minutes.finish_resolution,
            lambda c, by: minutes.finish_resolution(Resolution.objects.get(), by=by, result="完成"),
            ANSWERS,
        ),
    ],
    "asked": [
        (consultations.start_consultation, _start, CONSULTS),
        (
            consultations.answer_consultation,
            lambda c, by: consultations.answer_consultation(ConsultationReply.objects.get(), by=by, opinions=[]),
            ANSWERS,
        ),
    ],
    "consultation answered": [
        (
            consultations.decide_opinion,
            lambda c, by: consultations.decide_opinion(ConsultationOpinion.objects.get(), by=by, decision="adopted"),
            CONSULTS,
        ),
    ],
    "opinions decided": [
        (
            consultations.close_consultation,
            lambda c, by: consultations.close_consultation(ConsultationReply.objects.get().consultation, by=by),
            CONSULTS,
        ),
    ],
}  # fmt: skip
