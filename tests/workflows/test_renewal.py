"""换届: from a day on others sit. What was opened keeps its members, what is still to be held takes the new ones."""

from datetime import timedelta

import pytest

from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from tests.workflows.sittings import sitting
from units import holders
from units.enums import Post
from units.models import Person
from units.queries import seats_on
from workflows import routes
from workflows.models import AgendaItem, Assignment, Meeting
from workflows.operations import meetings, voting
from workflows.operations.renewal import renew_committee

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def another(d, n: int = 3) -> list:
    """People who could sit next."""
    return [people.make_person(Post.MEMBER, d.office, name=f"样例新任{k}") for k in range(n)]


def renew(d, members, *, since=None, by=None, term="第三届"):
    return renew_committee(
        d.committee,
        by=by or d.business_admin,
        since=since or clock.today() + DAY,
        term=term,
        chair=members[0],
        members=members,
    )


def planned(d, days: int, place: str) -> Meeting:
    made = meetings.plan_meeting(
        d.committee, by=d.secretary, held_on=clock.today() + timedelta(days=days), place=place
    )
    return Meeting.objects.get(pk=made.pk)


def members_of(meeting) -> set[str]:
    return set(meeting.attendances.values_list("seat__person__name", flat=True))


def test_others_sit_from_that_day_on_and_papers_of_before_keep_the_old():
    d = factories.make_district()
    old = {seat.person.name for seat in seats_on(d.committee)}
    new = another(d)
    renew(d, new)
    today, tomorrow = clock.today(), clock.today() + DAY
    assert {seat.person.name for seat in seats_on(d.committee, today)} == old
    seated = seats_on(d.committee, tomorrow)
    assert [(seat.person.name, seat.role, seat.term) for seat in seated] == [
        ("样例新任0", "chair", "第三届"),
        ("样例新任1", "member", "第三届"),
        ("样例新任2", "member", "第三届"),
    ]
    assert Entry.objects.get(subject=f"committee:{d.committee.pk}").code == "committee.renewed"
    assert new[1].notices.get().text == f"{tomorrow.isoformat()}起，您任样例工委委员会第三届委员"
    assert d.members[0].notices.get(event="committee.renewed").text.endswith(f"任期至{today.isoformat()}")


def test_meeting_that_was_opened_keeps_its_members_and_decides_with_them(clock_at):
    s = sitting(seats=3, present=3)
    s.move()
    renew(s.district, another(s.district))
    clock_at(clock.now() + DAY)
    for person in [*s.voters, s.chair]:
        voting.cast(s.item, by=Person.objects.get(pk=person.pk), choice="agree")
    assert voting.announce(s.item, by=s.chair) == "approved"
    assert signed_in(s.voters[0]).get(f"/meetings/{s.meeting.pk}/").status_code == 200
    newcomer = seats_on(s.district.committee)[0].person
    with pytest.raises(Refused):
        voting.cast(s.item, by=newcomer, choice="agree")


def test_meeting_before_the_day_keeps_and_one_after_it_takes_the_new_members():
    d = factories.make_district()
    before, after = planned(d, 1, "甲"), planned(d, 9, "乙")
    old, new = members_of(before), another(d)
    renew(d, new, since=clock.today() + timedelta(days=5))
    assert members_of(before) == old
    assert members_of(after) == {person.name for person in new}
    after.refresh_from_db()
    assert after.presiding.person == new[0]
    assert Entry.objects.filter(subject=after.key, code="meeting.reseated").count() == 1
    assert trail.verify(after.key) == []


def test_matter_on_an_agenda_has_its_recusals_found_anew_and_fresh_ballots(clock_at):
    moves = moved_to("meeting")
    d = moves.d
    meeting = planned(d, 9, "乙")
    item = meetings.add_item(meeting, routes.current(moves.plan.process_id), by=d.secretary)
    new = another(d, 5)
    people.give_post(new[4], Post.MEMBER, d.unit)
    renew(d, new)
    assert [each.seat.person for each in item.recusals.select_related("seat__person")] == [new[4]]
    clock_at(clock.now() + timedelta(days=9))
    meeting.refresh_from_db()
    meetings.open_meeting(meeting, by=d.secretary)
    item = AgendaItem.objects.get(pk=item.pk)
    voting.put_motion(item, by=Person.objects.get(pk=new[0].pk), motion="approve")
    with pytest.raises(Refused):
        voting.cast(item, by=Person.objects.get(pk=d.members[0].pk), choice="agree")
    for person in [*new[1:4], new[0]]:
        voting.cast(item, by=Person.objects.get(pk=person.pk), choice="agree")
    assert voting.announce(item, by=Person.objects.get(pk=new[0].pk)) == "approved"
    assert trail.verify(moves.plan.key) == []


def test_what_a_member_who_stays_said_of_themselves_stays():
    moves = moved_to("meeting")
    d = moves.d
    meeting = planned(d, 9, "乙")
    item = meetings.add_item(meeting, routes.current(moves.plan.process_id), by=d.secretary)
    staying, away = d.members[0], d.members[1]
    seats = {each.seat.person_id: each.seat for each in meeting.attendances.select_related("seat")}
    meetings.recuse(item, seats[staying.pk], by=d.secretary, reason="亲属")
    meetings.register_attendance(meeting, by=d.secretary, presences={seats[away.pk].pk: ("leave", "出差")})
    renew(d, [*another(d), staying, away])
    (recusal,) = item.recusals.select_related("seat")
    assert (recusal.seat.person, recusal.reason, recusal.seat.term) == (staying, "亲属", "第三届")
    kept = meeting.attendances.get(seat__person=away)
    assert (kept.presence, kept.reason, kept.seat.term) == ("leave", "出差", "第三届")


def test_what_waits_for_the_chair_goes_to_the_new_one_when_the_term_begins_today():
    moves = moved_to("confirming")
    d, new = moves.d, another(moves.d)
    renew(d, new, since=clock.today())
    waiting = Assignment.objects.filter(kind="confirm", done_at=None).values_list("holder", flat=True)
    assert list(waiting) == [holders.person(new[0].pk)]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"term": " "}, "请填写届次"),
        ({"since": -1}, "不能早于今天"),
        ({"people": 2}, "至少3人"),
    ],
)
def test_what_is_missing_is_said(wrong, sentence):
    d = factories.make_district()
    since = clock.today() + timedelta(days=wrong.get("since", 1))
    with pytest.raises(Refused, match=sentence):
        renew(d, another(d, wrong.get("people", 3)), since=since, term=wrong.get("term", "第三届"))


def test_a_second_renewal_waits_until_the_first_is_in_force():
    d = factories.make_district()
    renew(d, another(d))
    with pytest.raises(Refused, match="尚未生效"):
        renew(d, another(d), since=clock.today() + timedelta(days=3))


def test_only_the_business_admin_renews():
    d = factories.make_district()
    for by in (d.chair, d.secretary, d.head):
        with pytest.raises(Refused):
            renew(d, another(d), by=by)


def test_page_previews_before_it_renews():
    d = factories.make_district()
    planned(d, 9, "乙")
    new, client = another(d), signed_in(d.business_admin)
    address = f"/committees/{d.committee.pk}/"
    data = {
        "since": (clock.today() + DAY).isoformat(),
        "term": "第三届",
        "chair": new[0].pk,
        "members": [person.pk for person in new],
    }
    preview = client.post(address, data).content.decode()
    assert "改由新委员参加、回避重新核对的会议" in preview and "确认换届" in preview
    assert {seat.person for seat in seats_on(d.committee, clock.today() + DAY)}.isdisjoint(new)
    assert client.post(address, data | {"confirm": "1"}).status_code == 302
    assert "样例新任1" in client.get(address).content.decode()
    missing = client.post(address, {"since": "", "term": "第三届"})
    assert missing.status_code == 422
    assert signed_in(d.clerk).get(address).status_code == 409
