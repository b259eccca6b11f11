"""S3. 会议临时增加议题: 第8次会议, an agenda of 4 sent beforehand, 应到9 实到6; in the room two more are proposed."""

from datetime import datetime, timedelta

import pytest

from records import clock
from records.errors import Refused
from tests import factories as people
from tests.plans import factories
from tests.test_addresses import signed_in
from tests.workflows.test_minutes import paper
from workflows import routes
from workflows.enums import Choice, Motion, Outcome, Presence, Verdict
from workflows.models import AgendaItem
from workflows.operations import agenda, attending, meeting_papers, meetings, minutes, speaking, voting
from workflows.queries.room import count

pytestmark = pytest.mark.django_db
EXTENSION, RULES = "整改-2026-0047延期", "修订考评细则"
TOPICS = ("民主生活会安排", "党费使用计划", "培训计划")


def at(hour: int, minute: int, *, day: int = 24):
    return clock.at(datetime(2026, 9, day, hour, minute, tzinfo=clock.SHANGHAI))


def again(item) -> AgendaItem:
    return AgendaItem.objects.select_related("meeting").get(pk=item.pk)


class Eighth:
    """The meeting of 2026-09-24 at 10:00, its four items decided, before anybody proposes anything."""

    def __init__(self):
        with at(9, 0, day=21):
            d = self.d = factories.make_district()
            for order in range(6):
                member = people.make_person(unit=d.office, name=f"样例委员{order + 10}")
                people.give_seat(d.committee, member, order=order + 10)
                d.members.append(member)
            plan = factories.plan_at("meeting", d)
        with at(9, 0, day=22):
            self.meeting = meetings.plan_meeting(
                d.committee, by=d.secretary, held_on=datetime(2026, 9, 24).date(), place="样例会议室", n=8
            )
            self.plan_item = meetings.add_item(self.meeting, routes.current(plan.process_id), by=d.secretary)
            topics = [agenda.add_topic(self.meeting, by=d.secretary, title=each) for each in TOPICS]
            self.four = [self.plan_item, *topics]
            meeting_papers.send_papers(self.meeting, by=d.secretary)
            self.meeting.refresh_from_db()
        with at(10, 0):
            self.seats = [
                each.seat
                for each in self.meeting.attendances.select_related("seat__person").order_by("seat__order")
            ]
            away = {seat.pk: (Presence.LEAVE, "外出") for seat in self.seats[6:]}
            meetings.register_attendance(self.meeting, by=d.secretary, presences=away)
            meetings.open_meeting(self.meeting, by=d.secretary)
            self.meeting.refresh_from_db()
        with at(10, 10):
            speaking.record_speech(
                self.plan_item, by=d.secretary, seat=self.seats[1], text="建议明确第一季度的节点"
            )
            for item in self.four:
                self.vote(item, *[Choice.AGREE] * 6)
                voting.announce(item, by=d.chair)

    def vote(self, item, *choices):
        """The members in the room in their order, the chair last."""
        voting.put_motion(item, by=self.d.chair, motion=Motion.APPROVE)
        here = [seat.person for seat in self.seats[1:6] if self.is_here(seat)]
        for person, choice in zip([*here, self.d.chair], choices, strict=True):
            voting.cast(item, by=person, choice=choice)

    def is_here(self, seat) -> bool:
        return self.meeting.attendances.get(seat=seat).here


@pytest.fixture
def m():
    return Eighth()


def test_agenda_of_four_was_sent_two_days_before_to_nine_of_whom_six_came(m):
    assert m.meeting.n == 8 and m.meeting.agenda_fixed_at.astimezone(clock.SHANGHAI).day == 22
    counted = count(again(m.plan_item))
    assert (counted["entitled"], counted["present"]) == (9, 6)


def test_rules_of_assessment_are_a_major_matter_and_wait_for_the_next_meeting(m):
    """(b) 重大事项不得临时动议, noted for next time."""
    with at(10, 30):
        with pytest.raises(Refused, match="重大事项不得临时动议"):
            agenda.add_topic(m.meeting, by=m.d.secretary, title=RULES, major=True, reason="领导要求")
        client = signed_in(m.d.secretary)
        sent = {"title": RULES, "major": "on", "reason": "领导要求"}
        page = client.post(f"/meetings/{m.meeting.pk}/topics/", sent, follow=True)
        assert "重大事项不得临时动议" in page.content.decode()
        assert not AgendaItem.objects.filter(title=RULES).exists()
        noted = agenda.note_for_next(m.meeting, by=m.d.secretary, title=RULES)
        assert (noted.outcome, noted.summary) == (Outcome.DEFERRED, agenda.NEXT_TIME)
        with pytest.raises(Refused, match="已宣布结果"):
            voting.put_motion(noted, by=m.d.chair, motion=Motion.APPROVE)


def added(m):
    """A member leaves at 10:40; then (a) is added, with the chair's consent and a reason."""
    with at(10, 40):
        attending.record_movement(m.meeting, m.seats[5], by=m.d.secretary, kind="left")
    with at(10, 45):
        with pytest.raises(Refused):
            agenda.add_topic(m.meeting, by=m.d.secretary, title=EXTENSION)  # no reason
        item = agenda.add_topic(
            m.meeting, by=m.d.secretary, title=EXTENSION, reason="时限9月30日到期，等不到下次会议"
        )
        with pytest.raises(Refused, match="请主持人先同意列入"):
            voting.put_motion(item, by=m.d.chair, motion=Motion.APPROVE)
        with pytest.raises(Refused, match="只有本次会议主持人"):
            agenda.consent(item, by=m.d.secretary)
        agenda.consent(item, by=m.d.chair)
    return again(item)


def test_extension_is_added_with_consent_and_reason_and_may_be_held_by_five(m):
    item = added(m)
    counted = count(item)
    assert (counted["entitled"], counted["present"]) == (9, 5)  # 5 > 4.5: it may be held
    assert item.ad_hoc_reason and item.consented_at


def test_four_of_five_do_not_carry_it_and_the_chair_defers(m):
    """5 同意 are needed; 4 同意 1 弃权 are not enough."""
    item = added(m)
    with at(10, 50):
        m.vote(item, *[Choice.AGREE] * 3, Choice.ABSTAIN, Choice.AGREE)
        counted = count(again(item))
        assert (counted["agree"], counted["abstain"], counted["disagree"]) == (4, 1, 0)
        assert counted["verdict"] == Verdict.NOT_CARRIED
        with pytest.raises(Refused, match="表决未获通过"):
            voting.announce(again(item), by=m.d.chair)
        voting.defer(again(item), by=m.d.chair, reason="请单位补充说明")
    assert again(item).outcome == Outcome.DEFERRED


def test_five_of_five_would_have_carried_it(m):
    item = added(m)
    with at(10, 50):
        m.vote(item, *[Choice.AGREE] * 5)
        assert voting.announce(again(item), by=m.d.chair) == Outcome.APPROVED


def test_items_before_the_member_left_keep_six_in_the_room(m):
    added(m)
    for item in m.four:
        kept = again(item)
        assert (kept.entitled, kept.attended, kept.present, kept.agreed) == (9, 6, 6, 6), item


def test_record_has_times_and_speakers_minutes_only_decisions_and_the_extract_its_own_item(m):
    item = added(m)
    with at(10, 50):
        speaking.record_speech(item, by=m.d.secretary, seat=m.seats[2], text="材料还不充分")
        m.vote(item, *[Choice.AGREE] * 3, Choice.ABSTAIN, Choice.AGREE)
        voting.defer(again(item), by=m.d.chair, reason="请单位补充说明")
        agenda.note_for_next(m.meeting, by=m.d.secretary, title=RULES)
    with at(11, 30):
        meetings.close_meeting(m.meeting, by=m.d.secretary)
        minutes.draft_minutes(m.meeting, by=m.d.secretary)
        minutes.send_minutes(m.meeting, by=m.d.secretary)
        minutes.confirm_minutes(m.meeting, by=m.d.chair)
    record, whole, extract = map(paper, ("meeting_record", "meeting_minutes", "minutes_extract"))
    speakers, said = (m.seats[1].person.name, m.seats[2].person.name), ("第一季度的节点", "材料还不充分")
    for words in (*speakers, *said, "10:40", EXTENSION):
        assert words in record
    for words in (*said, "弃权：", "10:40"):
        assert words not in whole and words not in extract
    for words in (*TOPICS, EXTENSION, "暂缓审议", RULES):
        assert words in whole
        assert words not in extract
    assert "样例民政局" in extract and "审议通过" in extract


def test_a_time_before_the_last_announcement_is_refused_so_that_no_vote_changes_its_room(m):
    with at(10, 40), pytest.raises(Refused, match="时间不能早于"):
        before = clock.now() - timedelta(minutes=35)
        attending.record_movement(m.meeting, m.seats[5], by=m.d.secretary, kind="left", at=before)
