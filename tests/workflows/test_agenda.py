"""议程: order, topics of the committee's own, what is added late, lists and what is taken out of them."""

from dataclasses import replace

import pytest
from django.urls import reverse

from plans.actions.enums import Status
from plans.actions.models import Plan
from records import clock, outbox
from records.errors import Refused
from records.models import Entry, Outbox
from tests import factories as people
from tests.plans import factories
from tests.workflows.sittings import sitting
from workflows import routes
from workflows.enums import AgendaKind, Choice, Outcome
from workflows.models import AgendaItem, Assignment, Recusal
from workflows.operations import agenda, meeting_papers, meetings, settling, voting
from workflows.queries import meetings as reading

pytestmark = pytest.mark.django_db


def another(district):
    """The same district, where one more unit reports."""
    unit = people.make_unit()
    district.action.units.add(unit)
    return replace(
        district,
        unit=unit,
        liaison=people.make_person("liaison", unit),
        head=people.make_person("head", unit),
    )


def waiting(district, number: int) -> list[Plan]:
    return [factories.plan_at("meeting", another(district)) for _each in range(number)]


def planned(district, **given):
    return meetings.plan_meeting(
        district.committee, by=district.secretary, held_on=clock.today(), place="样例会议室", **given
    )


def rounds(plans):
    return [routes.current(plan.process_id) for plan in plans]


@pytest.fixture
def district():
    return factories.make_district()


def settle_all():
    """What the worker does with the rows of the outbox."""
    for row in Outbox.objects.filter(kind=settling.SETTLE).order_by("key"):
        settling.settle(row.payload)


def order(meeting):
    return [row["item"].pk for row in reading.agenda(meeting)]


# --- order, topics -------------------------------------------------------------------------------------
def test_items_change_places_and_not_past_the_ends(district):
    meeting = planned(district)
    first, second, third = (
        agenda.add_topic(meeting, by=district.secretary, title=f"议题{n}") for n in "甲乙丙"
    )
    agenda.move_item(third, by=district.secretary, up=True)
    assert order(meeting) == [first.pk, third.pk, second.pk]
    agenda.move_item(first, by=district.secretary, up=False)
    assert order(meeting) == [third.pk, first.pk, second.pk]
    for item, up in ((third, True), (second, False)):
        with pytest.raises(Refused, match="最前或最后"):
            agenda.move_item(item, by=district.secretary, up=up)
    with pytest.raises(Refused, match="会议秘书"):
        agenda.move_item(first, by=district.chair, up=True)


def test_topic_of_the_committees_own_is_voted_on_like_a_matter():
    s = sitting(seats=3, present=3)
    topic = agenda.add_topic(s.meeting, by=s.secretary, title="样例工作要点", reason="上级来文")
    agenda.consent(topic, by=s.chair)
    voting.put_motion(topic, by=s.chair, motion="approve")
    assert Assignment.objects.filter(subject=s.meeting.key, kind="vote", done_at=None).count() == 3
    for person in [*s.voters, s.chair]:
        voting.cast(topic, by=person, choice=Choice.AGREE)
    assert voting.announce(topic, by=s.chair) == Outcome.APPROVED
    topic.refresh_from_db()
    assert (topic.entitled, topic.attended, topic.agreed) == (3, 3, 3)
    assert not Assignment.objects.filter(subject=s.meeting.key, done_at=None).exists()
    assert s.again().status == Status.REVIEWING  # the plan of the same meeting did not move


# --- 临时议题 (S3) ---------------------------------------------------------------------------------------
def test_what_comes_after_the_agenda_was_sent_needs_a_reason_and_the_chairs_consent(district):
    meeting = planned(district)
    (early, late) = waiting(district, 2)
    meetings.add_item(meeting, routes.current(early.process_id), by=district.secretary)
    meeting_papers.send_papers(meeting, by=district.secretary)
    meeting.refresh_from_db()
    round_ = routes.current(late.process_id)
    with pytest.raises(Refused, match="写明理由"):
        meetings.add_item(meeting, round_, by=district.secretary)
    item = meetings.add_item(meeting, round_, by=district.secretary, reason="时限临近")
    meetings.open_meeting(meeting, by=district.secretary)
    item.refresh_from_db()
    with pytest.raises(Refused, match="主持人先同意"):
        voting.put_motion(item, by=district.chair, motion="approve")
    for person in (district.secretary, district.members[0]):
        with pytest.raises(Refused, match="主持人"):
            agenda.consent(item, by=person)
    agenda.consent(item, by=district.chair)
    with pytest.raises(Refused, match="不需要"):
        agenda.consent(item, by=district.chair)
    item.refresh_from_db()
    voting.put_motion(item, by=district.chair, motion="approve")
    assert Entry.objects.get(subject=late.key, code="agenda.tabled").params["reason"] == "时限临近"


def test_major_matter_is_not_added_late_but_noted_for_the_next_meeting():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="重大事项不得临时动议"):
        agenda.add_topic(s.meeting, by=s.secretary, title="修订考评细则", major=True, reason="有委员提出")
    noted = agenda.note_for_next(s.meeting, by=s.secretary, title="修订考评细则")
    assert (noted.outcome, noted.kind) == (Outcome.DEFERRED, AgendaKind.TOPIC)
    with pytest.raises(Refused, match="已宣布结果"):
        voting.put_motion(noted, by=s.chair, motion="approve")
    following = planned(s.district, n=9)
    assert reading.noted_for_next(following) == ["修订考评细则"]
    agenda.add_topic(following, by=s.secretary, title="修订考评细则", major=True)
    assert reading.noted_for_next(following) == []


def test_brief_says_what_is_to_be_decided_and_stands_still_after_the_result():
    s = sitting(seats=3, present=3)
    with pytest.raises(Refused, match="要定什么"):
        agenda.write_brief(s.item, by=s.secretary, to_decide=" ")
    agenda.write_brief(s.item, by=s.secretary, to_decide="是否批准", differences="一处")
    s.item.refresh_from_db()
    assert (s.item.to_decide, s.item.differences) == ("是否批准", "一处")
    voting.defer(s.item, by=s.chair, reason="再议")
    with pytest.raises(Refused, match="已有结果"):
        agenda.write_brief(s.item, by=s.secretary, to_decide="是否批准")


# --- 列表议题 --------------------------------------------------------------------------------------------
def listed(district, number: int):
    """An open meeting with a list of `number` plans."""
    meeting = planned(district)
    plans = waiting(district, number)
    as_one = agenda.make_list(meeting, rounds(plans), by=district.secretary, title="样例方案一批")
    meetings.open_meeting(meeting, by=district.secretary)
    as_one.refresh_from_db()
    return meeting, as_one, plans


def vote(district, item, choice=Choice.AGREE):
    item = AgendaItem.objects.select_related("meeting").get(pk=item.pk)
    voting.put_motion(item, by=district.chair, motion="approve")
    for person in [*district.members, district.chair]:
        voting.cast(item, by=person, choice=choice)
    return item


def test_list_is_one_vote_and_each_plan_gets_its_own_entry_naming_it(district):
    _meeting, as_one, plans = listed(district, 4)
    item = vote(district, as_one)
    voting.announce(item, by=district.chair, summary="同意")
    assert {Plan.objects.get(pk=plan.pk).status for plan in plans} == {Status.REVIEWING}
    settle_all()
    settle_all()  # a worker that was killed comes again
    for plan in plans:
        assert Plan.objects.get(pk=plan.pk).status == Status.EXECUTING
        (entry,) = Entry.objects.filter(subject=plan.key, code="vote.announced")
        assert (entry.by_id, entry.params["listed_in"]) == (district.chair.pk, "样例方案一批")
        assert "agree" not in entry.params
    assert {row.agreed for row in as_one.listed.all()} == {3}


def test_outbox_knows_what_moves_the_matters_of_a_list(district):
    from project.effects import EFFECTS

    _meeting, as_one, plans = listed(district, 2)
    voting.announce(vote(district, as_one), by=district.chair)
    assert outbox.drain("default", EFFECTS) >= 2
    assert {Plan.objects.get(pk=plan.pk).status for plan in plans} == {Status.EXECUTING}


def test_any_member_takes_a_plan_out_and_it_is_voted_on_first(district):
    meeting, as_one, plans = listed(district, 3)
    alone = as_one.listed.get(round__process_id=plans[1].process_id)
    for person in (district.clerk, district.liaison):
        with pytest.raises(Refused):
            agenda.single_out(alone, by=person)
    agenda.single_out(alone, by=district.members[0])
    assert order(meeting) == [alone.pk, as_one.pk]
    as_one = AgendaItem.objects.select_related("meeting").get(pk=as_one.pk)
    with pytest.raises(Refused, match="单列的事项应当先表决"):
        voting.put_motion(as_one, by=district.chair, motion="approve")
    voting.announce(vote(district, alone), by=district.chair)
    assert Plan.objects.get(pk=plans[1].pk).status == Status.EXECUTING
    voting.announce(vote(district, as_one), by=district.chair)
    settle_all()
    assert as_one.listed.count() == 2
    with pytest.raises(Refused, match="不在列表议题"):
        agenda.single_out(alone, by=district.members[0])


def test_matter_of_a_list_is_neither_moved_nor_deferred_by_itself(district):
    _meeting, as_one, plans = listed(district, 2)
    row = as_one.listed.first()
    for act in (
        lambda: voting.put_motion(row, by=district.chair, motion="approve"),
        lambda: voting.defer(row, by=district.chair, reason="再议"),
        lambda: meetings.recuse(row, row.meeting.presiding, by=district.secretary, reason="亲属"),
    ):
        with pytest.raises(Refused, match="单列"):
            act()
    vote(district, as_one)
    with pytest.raises(Refused, match="不能再单列"):
        agenda.single_out(row, by=district.members[0])
    with pytest.raises(Refused, match="已提请表决"):
        meetings.remove_item(row, by=district.secretary)


def test_plan_for_which_a_member_recuses_is_never_in_a_list(district):
    plans = waiting(district, 3)
    people.give_post(district.members[0], "member", plans[0].unit)
    meeting = planned(district)
    as_one = agenda.make_list(meeting, rounds(plans), by=district.secretary, title="一批")
    alone = AgendaItem.objects.get(round__process_id=plans[0].process_id)
    assert (alone.listed_in_id, alone.singled_from_id) == (None, as_one.pk)
    assert Recusal.objects.filter(item=alone).exists()
    assert as_one.listed.count() == 2


def test_deferred_list_leaves_every_plan_waiting_for_another_meeting(district):
    meeting, as_one, plans = listed(district, 2)
    voting.defer(AgendaItem.objects.get(pk=as_one.pk), by=district.chair, reason="材料不齐")
    settle_all()
    assert {Plan.objects.get(pk=plan.pk).stage for plan in plans} == {"meeting"}
    assert len(reading.waiting_rounds(district.committee.pk)) == 2
    meetings.close_meeting(meeting, by=district.secretary)


def test_removed_list_and_closed_meeting_give_the_plans_back(district):
    meeting, as_one, _plans = listed(district, 2)
    meetings.remove_item(
        AgendaItem.objects.select_related("meeting__committee").get(pk=as_one.pk), by=district.secretary
    )
    assert not AgendaItem.objects.exists()
    plans = [each for each, _plan in reading.waiting_rounds(district.committee.pk)]
    assert len(plans) == 2
    agenda.make_list(meeting, plans, by=district.secretary, title="一批", reason="补齐材料后重列")
    meetings.close_meeting(meeting, by=district.secretary)
    assert not AgendaItem.objects.exists()


def test_list_needs_a_name_and_two_matters(district):
    meeting = planned(district)
    plans = waiting(district, 2)
    with pytest.raises(Refused, match="名称"):
        agenda.make_list(meeting, rounds(plans), by=district.secretary, title=" ")
    with pytest.raises(Refused, match="至少"):
        agenda.make_list(meeting, rounds(plans[:1]), by=district.secretary, title="一批")


# --- pages ---------------------------------------------------------------------------------------------
def test_page_of_a_meeting_makes_a_list_orders_it_and_sends_it_out(district, client):

    meeting = planned(district)
    plans = waiting(district, 2)
    client.force_login(district.secretary)
    chosen = [round_.pk for round_ in rounds(plans)]
    added = reverse("meeting_item_add", args=[meeting.pk])
    client.post(added, {"round": chosen, "as_list": "1", "list_title": "样例方案一批"})
    client.post(reverse("meeting_topic", args=[meeting.pk]), {"title": "样例要点"})
    topic = AgendaItem.objects.get(kind=AgendaKind.TOPIC)
    client.post(reverse("item_move", args=[meeting.pk, topic.pk]), {"to": "up"})
    page = client.get(reverse("meeting", args=[meeting.pk])).content.decode()
    assert page.index("样例要点") < page.index("样例方案一批")
    assert "2项一并表决" in page
    sent = client.post(reverse("meeting_papers_send", args=[meeting.pk]), follow=True)
    assert "提前2个工作日" in sent.content.decode()
    as_one = AgendaItem.objects.get(kind=AgendaKind.LIST)
    client.force_login(district.members[0])
    listed_page = client.get(reverse("meeting_item", args=[meeting.pk, as_one.pk])).content.decode()
    assert all(plan.unit.short_name in listed_page for plan in plans)
    single = reverse("item_single", args=[meeting.pk, as_one.listed.first().pk])
    assert single in listed_page
    client.post(single)
    assert as_one.listed.count() == 1


def test_chair_consents_on_the_page_of_a_late_item_and_puts_it_to_the_vote(district, client):

    s = sitting(seats=3, present=3, district=district)
    topic = agenda.add_topic(s.meeting, by=s.secretary, title="临时事项", reason="上级来文")
    address = reverse("meeting_item", args=[s.meeting.pk, topic.pk])
    client.force_login(s.chair)
    assert "上级来文" in client.get(address).content.decode()
    client.post(reverse("item_consent", args=[s.meeting.pk, topic.pk]))
    page = client.get(address).content.decode()
    assert "提请表决" in page and 'name="modifications"' not in page
    moved = client.post(
        reverse("item_motion", args=[s.meeting.pk, topic.pk]), {"motion": "approve", "secret": "on"}
    )
    assert moved.status_code == 302
    topic.refresh_from_db()
    assert (topic.motion, topic.secret) == ("approve", True)
