"""到会、离会、列席: the quorum of each item is computed from who is really there."""

from datetime import timedelta

import pytest

from records import clock
from records.errors import Refused
from tests.workflows.sittings import sitting
from workflows.enums import Choice, MovementKind, Outcome, Presence, Verdict
from workflows.models import AgendaItem
from workflows.operations import agenda, attending, speaking, voting

pytestmark = pytest.mark.django_db
LEFT, ARRIVED = MovementKind.LEFT, MovementKind.ARRIVED


def topic_of(s, title):
    item = agenda.add_topic(s.meeting, by=s.secretary, title=title, reason="会上提出")
    agenda.consent(item, by=s.chair)
    return item


def test_member_who_leaves_counts_for_the_items_before_and_not_for_those_after(clock_at):
    """S3: 应到9 实到6; one leaves; 实到5, 4 同意 1 弃权 are not enough, and the first item keeps its 6."""
    s = sitting(seats=9, present=6)
    s.move()
    s.cast(*[Choice.AGREE] * 6)
    voting.announce(s.item, by=s.chair)
    clock_at(clock.now() + timedelta(minutes=20))
    attending.record_movement(s.meeting, s.seat(s.voters[4]), by=s.secretary, kind=LEFT)
    added = topic_of(s, "某项延期")
    voting.put_motion(added, by=s.chair, motion="approve")
    with pytest.raises(Refused, match="离会"):
        voting.cast(added, by=s.voters[4], choice=Choice.AGREE)
    for person in s.voters[:3]:
        voting.cast(added, by=person, choice=Choice.AGREE)
    voting.cast(added, by=s.voters[3], choice=Choice.ABSTAIN)
    voting.cast(added, by=s.chair, choice=Choice.AGREE)
    with pytest.raises(Refused, match="未获通过"):
        voting.announce(added, by=s.chair)
    voting.announce(added, by=s.chair, outcome=Outcome.REJECTED, summary="同意未过应到会半数")
    s.item.refresh_from_db()
    added.refresh_from_db()
    assert (s.item.attended, added.attended, added.agreed, added.abstained) == (6, 5, 4, 1)


def test_late_arrival_votes_on_what_comes_after():
    s = sitting(seats=9, present=4)
    late = s.seats[8]
    with pytest.raises(Refused, match="法定人数"):
        s.move()
    attending.record_movement(s.meeting, late, by=s.secretary, kind=ARRIVED)
    assert s.meeting.attendances.get(seat=late).presence == Presence.PRESENT
    s.move()
    voting.cast(s.item, by=late.person, choice=Choice.AGREE)
    assert s.count()["attended"] == 5


def test_nobody_comes_or_goes_while_a_vote_runs():
    s = sitting(seats=3, present=3)
    s.move()
    for kind in (LEFT, ARRIVED):
        with pytest.raises(Refused, match="正在表决"):
            attending.record_movement(s.meeting, s.seat(s.voters[0]), by=s.secretary, kind=kind)


def test_movement_lies_in_the_meeting_and_not_before_its_last_vote(clock_at):
    s = sitting(seats=3, present=3)
    opened = clock.now()
    clock_at(opened + timedelta(minutes=30))
    s.move()
    s.cast(Choice.AGREE, Choice.AGREE, Choice.AGREE)
    voting.announce(s.item, by=s.chair)
    clock_at(opened + timedelta(minutes=60))
    seat = s.seat(s.voters[0])
    for at, words in (
        (opened - timedelta(minutes=5), "不能早于"),
        (opened + timedelta(minutes=10), "不能早于"),
        (opened + timedelta(minutes=90), "不能晚于现在"),
    ):
        with pytest.raises(Refused, match=words):
            attending.record_movement(s.meeting, seat, by=s.secretary, kind=LEFT, at=at)
    moment = opened + timedelta(minutes=40)
    attending.record_movement(s.meeting, seat, by=s.secretary, kind=LEFT, at=moment)
    with pytest.raises(Refused, match="已在会场或已离会"):
        attending.record_movement(s.meeting, seat, by=s.secretary, kind=LEFT)
    with pytest.raises(Refused, match="不能早于"):
        attending.record_movement(
            s.meeting, seat, by=s.secretary, kind=ARRIVED, at=moment - timedelta(minutes=1)
        )


def test_chair_who_left_puts_no_motion():
    s = sitting(seats=3, present=3)
    attending.record_movement(s.meeting, s.seats[0], by=s.secretary, kind=LEFT)
    with pytest.raises(Refused, match="主持人没有登记到会"):
        s.move()


def test_only_the_secretary_records():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="会议秘书"):
        attending.record_movement(s.meeting, s.seats[1], by=s.chair, kind=LEFT)
    with pytest.raises(Refused, match="到会或离会"):
        attending.record_movement(s.meeting, s.seats[1], by=s.secretary, kind="away")


def test_observers_speak_and_never_vote():
    s = sitting(seats=3, present=3)
    observer = attending.add_observer(s.meeting, by=s.secretary, name="样例列席", post="区民政局")
    with pytest.raises(Refused, match="已登记列席"):
        attending.add_observer(s.meeting, by=s.secretary, name="样例列席", post="区民政局")
    speaking.record_speech(s.item, by=s.secretary, observer=observer, text="补充说明")
    with pytest.raises(Refused, match="发言记录"):
        attending.remove_observer(observer, by=s.secretary)
    other = attending.add_observer(s.meeting, by=s.secretary, name="误登")
    attending.remove_observer(other, by=s.secretary)
    assert list(s.meeting.observers.values_list("name", flat=True)) == ["样例列席"]
    assert s.count()["entitled"] == 3


# --- 发言、书面意见 --------------------------------------------------------------------------------------
def test_written_opinion_of_an_absent_member_is_read_out_and_is_no_vote():
    s = sitting(seats=9, present=7)
    away = s.seats[8].person
    with pytest.raises(Refused, match="会上发言"):
        speaking.write_opinion(s.item, by=s.voters[0], text="同意")
    with pytest.raises(Refused, match="不是本次会议的委员"):
        speaking.write_opinion(s.item, by=s.district.clerk, text="同意")
    speaking.write_opinion(s.item, by=away, text="建议同意")
    speech = speaking.write_opinion(s.item, by=away, text="建议同意，注意时限")
    assert [each.text for each in s.item.speeches.all()] == ["建议同意，注意时限"]
    speaking.read_opinion(speech, by=s.secretary)
    with pytest.raises(Refused, match="已经宣读"):
        speaking.read_opinion(speech, by=s.secretary)
    with pytest.raises(Refused, match="已经宣读"):
        speaking.write_opinion(s.item, by=away, text="改口")
    with pytest.raises(Refused, match="不能删除"):
        speaking.remove_speech(speech, by=s.secretary)
    s.move()
    assert s.count()["agree"] == 0
    assert s.count()["verdict"] == Verdict.PENDING


def test_speech_is_recorded_by_the_secretary_and_taken_back_until_the_minutes_are_sent():
    s = sitting(seats=3, present=3)
    seat = s.seat(s.voters[0])
    for by in (s.chair, s.voters[0]):
        with pytest.raises(Refused, match="会议秘书"):
            speaking.record_speech(s.item, by=by, seat=seat, text="同意")
    with pytest.raises(Refused, match="发言人"):
        speaking.record_speech(s.item, by=s.secretary, text="同意")
    speech = speaking.record_speech(s.item, by=s.secretary, seat=seat, text="同意")
    speaking.remove_speech(speech, by=s.secretary)
    assert not AgendaItem.objects.get(pk=s.item.pk).speeches.exists()
