"""会务: numbers, the agenda, who is there, and what may not change while a vote runs."""

import re
from datetime import date

import pytest
from django.urls import reverse

from records import trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.workflows.sittings import sitting
from workflows import routes
from workflows.enums import Choice, MeetingState, Presence
from workflows.models import AgendaItem, Meeting
from workflows.operations import meetings, voting
from workflows.queries import meetings as reading

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 26)


@pytest.fixture
def district():
    return factories.make_district()


def planned(district, **fields):
    given = {"by": district.secretary, "held_on": DAY, "place": "样例会议室"} | fields
    return meetings.plan_meeting(district.committee, **given)


def test_meetings_of_a_year_are_numbered_one_after_the_other(district):
    asked = [{}, {"place": "样例二楼"}, {"n": 8}, {"place": "样例三楼"}]
    assert [planned(district, **fields).n for fields in asked] == [1, 2, 8, 9]
    assert planned(district, held_on=date(2027, 1, 5)).n == 1


def test_a_second_click_makes_no_second_meeting(district):
    planned(district)
    with pytest.raises(Refused, match="第1次会议"):
        planned(district)
    assert Meeting.objects.count() == 1


def test_number_is_given_once(district):
    planned(district, n=8)
    with pytest.raises(Refused, match="第8次会议已存在"):
        planned(district, n=8)
    assert Meeting.objects.count() == 1


def test_expected_are_the_members_in_office_that_day(district):
    people.give_seat(district.committee, people.make_person(), order=8, until=date(2026, 11, 25))
    people.give_seat(district.committee, people.make_person(), order=9, since=date(2026, 11, 27))
    gone = people.give_seat(district.committee, people.make_person(is_active=False), order=10)
    meeting = planned(district)
    seats = set(meeting.attendances.values_list("seat_id", flat=True))
    assert len(seats) == 3
    assert gone.pk not in seats


def test_somebody_else_presides_only_when_a_member(district):
    member = district.committee.seats.get(person=district.members[0])
    assert planned(district, presiding=member).presiding == member
    stranger = people.give_seat(people.make_committee(district.office, members=1), people.make_person())
    with pytest.raises(Refused, match="主持人"):
        planned(district, presiding=stranger)


def test_meeting_needs_a_place_and_somebody_to_preside(district):
    with pytest.raises(Refused, match="地点"):
        planned(district, place=" ")
    district.committee.seats.update(role="member")
    with pytest.raises(Refused, match="主持人"):
        planned(district)


@pytest.mark.parametrize("who", ["clerk", "chair", "liaison", "head", "records_clerk", "business_admin"])
def test_only_the_secretary_prepares_meetings(district, who):
    with pytest.raises(Refused, match="会议秘书"):
        planned(district, by=getattr(district, who))


def test_leave_needs_a_reason_and_presence_is_one_of_three(district):
    meeting = planned(district)
    seat = meeting.attendances.first().seat_id
    for given, words in (((Presence.LEAVE, " "), "请假事由"), (("online", ""), "请选择")):
        with pytest.raises(Refused, match=words):
            meetings.register_attendance(meeting, by=district.secretary, presences={seat: given})
    assert set(meeting.attendances.values_list("presence", flat=True)) == {Presence.PRESENT}


def test_the_reason_belongs_to_a_leave_alone(district):
    meeting = planned(district)
    seat = meeting.attendances.first().seat_id
    for given, kept in (((Presence.LEAVE, "外出"), "外出"), ((Presence.PRESENT, "外出"), "")):
        meetings.register_attendance(meeting, by=district.secretary, presences={seat: given})
        assert meeting.attendances.get(seat=seat).reason == kept


def test_page_of_attendance_says_at_the_seat_what_is_missing(district, client):
    meeting = planned(district)
    seats = [each.seat_id for each in meeting.attendances.all()]
    client.force_login(district.secretary)
    typed = {f"presence_{seat}": "present" for seat in seats} | {f"presence_{seats[1]}": "leave"}
    address = reverse("meeting_attendance", args=[meeting.pk])
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert list(refused.context["attendance_form"].errors) == [f"reason_{seats[1]}"]
    assert re.search(rf'name="presence_{seats[1]}" value="leave"[^>]* checked', refused.content.decode())
    assert client.post(address, typed | {f"reason_{seats[1]}": "外出"}).status_code == 302
    assert meeting.attendances.get(seat=seats[1]).presence == Presence.LEAVE


def test_attendance_stands_still_while_a_vote_runs():
    s = sitting(seats=3, present=3)
    s.move()
    absent = {s.seat(s.voters[0]).pk: (Presence.ABSENT, "")}
    with pytest.raises(Refused, match="正在表决"):
        meetings.register_attendance(s.meeting, by=s.secretary, presences=absent)
    s.cast(Choice.AGREE, Choice.AGREE, Choice.AGREE)
    voting.announce(s.item, by=s.chair)
    meetings.register_attendance(s.meeting, by=s.secretary, presences=absent)
    s.item.refresh_from_db()
    assert s.item.present == 3  # 实到 is per item


def test_plan_is_on_one_agenda_at_a_time(district):
    plan = factories.plan_at("meeting", district)
    first, second = planned(district), planned(district, place="样例二楼")
    round_ = routes.current(plan.process_id)
    item = meetings.add_item(first, round_, by=district.secretary)
    with pytest.raises(Refused, match="已列入"):
        meetings.add_item(second, round_, by=district.secretary)
    meetings.remove_item(item, by=district.secretary)
    assert meetings.add_item(second, round_, by=district.secretary).meeting == second


def test_only_what_waits_for_this_committee_comes_onto_the_agenda(district):
    plan = factories.plan_at("first_review", district)
    meeting = planned(district)
    with pytest.raises(Refused, match="不在待上会"):
        meetings.add_item(meeting, routes.current(plan.process_id), by=district.secretary)
    other = people.make_committee(district.office, members=3)
    waiting = factories.plan_at("meeting", district_of_another_plan(district))
    elsewhere = meetings.plan_meeting(other, by=district.secretary, held_on=DAY, place="样例会议室")
    with pytest.raises(Refused, match="其他委员会"):
        meetings.add_item(elsewhere, routes.current(waiting.process_id), by=district.secretary)


def district_of_another_plan(district):
    """The same district, where the second unit reports."""
    from dataclasses import replace

    return replace(
        district,
        unit=district.other_unit,
        liaison=district.other_liaison,
        head=people.make_person("head", district.other_unit),
    )


def test_item_that_is_being_voted_on_is_not_removed():
    s = sitting(seats=3, present=3)
    s.move()
    with pytest.raises(Refused, match="已提请表决"):
        meetings.remove_item(s.item, by=s.secretary)
    assert AgendaItem.objects.filter(pk=s.item.pk).exists()


def test_no_motion_before_the_meeting_is_open(district):
    plan = factories.plan_at("meeting", district)
    meeting = planned(district)
    item = meetings.add_item(meeting, routes.current(plan.process_id), by=district.secretary)
    with pytest.raises(Refused, match="尚未开始"):
        voting.put_motion(item, by=district.chair, motion="approve")


def test_opening_twice_is_recorded_once(district):
    meeting = planned(district)
    meetings.open_meeting(meeting, by=district.secretary)
    meetings.open_meeting(meeting, by=district.secretary)
    assert Entry.objects.filter(subject=meeting.key, code="meeting.opened").count() == 1


def test_closing_gives_undecided_items_back_and_ends_all_changes():
    s = sitting(seats=3, present=3)
    meetings.close_meeting(s.meeting, by=s.secretary)
    assert not AgendaItem.objects.exists()
    assert [round_.subject for round_, _plan in reading.waiting_rounds(s.district.committee.pk)] == [
        s.plan.key
    ]
    s.meeting.refresh_from_db()
    assert s.meeting.state == MeetingState.CLOSED
    with pytest.raises(Refused, match="会议已结束"):
        meetings.add_item(s.meeting, routes.current(s.plan.process_id), by=s.secretary)
    with pytest.raises(Refused, match="会议已结束"):
        meetings.close_meeting(s.meeting, by=s.secretary)


def test_meeting_is_not_closed_over_an_open_vote():
    s = sitting(seats=3, present=3)
    s.move()
    with pytest.raises(Refused, match="没有宣布结果"):
        meetings.close_meeting(s.meeting, by=s.secretary)


def test_meetings_are_seen_by_members_and_the_secretary_alone():
    s = sitting(seats=3, present=3)
    district = s.district
    for person in (s.secretary, s.chair, *s.voters):
        assert list(reading.visible_meetings(person)) == [s.meeting]
        assert list(reading.visible_items(person)) == [s.item]
    for person in (
        district.clerk,
        district.records_clerk,
        district.liaison,
        district.head,
        district.other_liaison,
    ):
        assert not reading.visible_meetings(person)
        assert not reading.visible_items(person)


def test_trail_of_a_meeting_is_whole():
    s = sitting(seats=3, present=2)
    meetings.close_meeting(s.meeting, by=s.secretary)
    codes = list(Entry.objects.filter(subject=s.meeting.key).order_by("n").values_list("code", flat=True))
    assert codes == ["meeting.planned", "meeting.attended", "meeting.opened", "meeting.closed"]
    assert trail.verify(s.meeting.key) == []
    assert set(Entry.objects.filter(subject=s.meeting.key).values_list("circle", flat=True)) == {"meeting"}


def test_item_is_removed_once():
    s = sitting(seats=3, present=3)
    meetings.remove_item(AgendaItem.objects.get(pk=s.item.pk), by=s.secretary)
    with pytest.raises(Refused, match="已移出"):
        meetings.remove_item(s.item, by=s.secretary)
    assert Entry.objects.filter(subject=s.plan.key, code="agenda.untabled").count() == 1


def test_deferred_item_stays_in_its_meeting():
    s = sitting(seats=3, present=3)
    old_tab = AgendaItem.objects.get(pk=s.item.pk)
    voting.defer(s.item, by=s.chair, reason="再议")
    with pytest.raises(Refused, match="不能移出"):
        meetings.remove_item(old_tab, by=s.secretary)
    with pytest.raises(Refused, match="宣布结果"):
        meetings.recuse(old_tab, s.seat(s.voters[0]), by=s.secretary, reason="亲属")
    assert AgendaItem.objects.filter(pk=s.item.pk).exists()
