"""回避: who must not judge, preset from the start, lifted only by the secretary, with a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse

from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.workflows.sittings import sitting
from units import holders
from units.enums import Post
from units.models import Seat
from workflows.enums import Choice, Motion
from workflows.models import Assignment, Recusal
from workflows.operations import meetings, voting
from workflows.queries import recusal

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return factories.make_district()


def member_of(unit, district, **fields):
    """A member of the committee who is of `unit`."""
    person = people.make_person(Post.DEPUTY, unit, **fields)
    people.give_seat(district.committee, person, order=40)
    district.members.append(person)
    return person


def trail(plan, code):
    return list(Entry.objects.filter(subject=plan.key, code=code).order_by("n"))


# --- the grounds ---------------------------------------------------------------------------------------
def test_grounds_are_the_unit_whoever_was_there_within_a_year_and_the_parties(district):
    plan = factories.plan_at("meeting", district)
    today, elsewhere = clock.today(), people.make_unit()
    moved_in = people.make_person(unit=plan.unit)
    second_post = people.give_post(people.make_person(unit=elsewhere), Post.SECTION_LEAD, plan.unit).person
    left = people.make_person(unit=elsewhere)
    people.give_post(left, Post.DEPUTY, plan.unit, until=today - timedelta(days=300))
    long_gone = people.make_person(unit=elsewhere)
    people.give_post(long_gone, Post.DEPUTY, plan.unit, until=today - timedelta(days=400))
    responsible = people.make_person(unit=elsewhere)
    task = plan.tasks.first()
    task.person = responsible
    task.save()
    found = recusal.grounds(plan)
    assert found[moved_in.pk] == found[second_post.pk] == found[district.head.pk] == "本单位人员"
    assert found[left.pk] == "近一年曾在该单位任职"
    assert found[responsible.pk] == found[district.liaison.pk] == "承办人"
    assert long_gone.pk not in found
    assert district.chair.pk not in found


# --- preset --------------------------------------------------------------------------------------------
def test_member_of_the_unit_is_recused_from_the_start(district):
    member = member_of(district.unit, district, name="样例本单位委员")
    s = sitting(seats=9, present=9, district=district)
    assert [each.seat.person for each in Recusal.objects.filter(item=s.item)] == [member]
    told = trail(s.plan, "agenda.recused")[0]
    assert (told.params["name"], told.params["words"]) == ("样例本单位委员", "本单位人员")
    s.move()
    assert not Assignment.objects.filter(kind="vote", holder=holders.person(member.pk)).exists()
    with pytest.raises(Refused, match="回避"):
        voting.cast(s.item, by=member, choice=Choice.AGREE)
    assert (s.count()["entitled"], s.count()["present"], s.count()["recused"]) == (9, 8, 1)


def test_nobody_else_is_recused(district):
    s = sitting(seats=9, present=9, district=district)
    assert not Recusal.objects.filter(item=s.item).exists()


# --- lifted --------------------------------------------------------------------------------------------
def test_lifting_takes_a_reason_and_lets_the_member_vote(district):
    member = member_of(district.unit, district)
    s = sitting(seats=9, present=9, district=district)
    with pytest.raises(Refused, match="撤销回避的理由"):
        meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason=" ")
    meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="挂职，不参与该方案")
    assert trail(s.plan, "agenda.recusal_lifted")[0].params["words"] == "挂职，不参与该方案"
    s.move()
    assert voting.cast(s.item, by=member, choice=Choice.DISAGREE).choice == Choice.DISAGREE
    kept = Recusal.objects.get(item=s.item)
    assert (kept.reason, kept.lifted_reason) == ("本单位人员", "挂职，不参与该方案")


def test_lifted_twice_is_one_effect(district):
    member = member_of(district.unit, district)
    s = sitting(seats=9, present=9, district=district)
    meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="挂职")
    with pytest.raises(Refused, match="没有登记回避"):
        meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="挂职")
    assert len(trail(s.plan, "agenda.recusal_lifted")) == 1


def test_a_party_to_the_matter_stays_recused(district):
    member = member_of(people.make_unit(), district, name="样例承办委员")
    plan = factories.plan_at("meeting", district)
    plan.tasks.update(person=member)
    s = sitting(seats=9, present=9, district=district, plan=plan)
    with pytest.raises(Refused, match="样例承办委员是本议题的承办人"):
        meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="核实")


def test_lifting_is_over_when_the_motion_is_put(district):
    member = member_of(district.unit, district)
    s = sitting(seats=9, present=9, district=district)
    s.move(Motion.APPROVE)
    with pytest.raises(Refused, match="已提请表决"):
        meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="挂职")


def test_recused_again_after_lifting_and_not_twice(district):
    member = member_of(district.unit, district)
    s = sitting(seats=9, present=9, district=district)
    meetings.lift_recusal(s.item, s.seat(member), by=s.secretary, reason="挂职")
    meetings.recuse(s.item, s.seat(member), by=s.secretary, reason="本人申报")
    with pytest.raises(Refused, match="已登记回避"):
        meetings.recuse(s.item, s.seat(member), by=s.secretary, reason="本人申报")
    kept = Recusal.objects.get(item=s.item)
    assert (kept.reason, kept.lifted_at, kept.lifted_reason) == ("本人申报", None, "")


# --- the page ------------------------------------------------------------------------------------------
def test_page_offers_the_secretary_alone_to_lift(district, client):
    member = member_of(district.unit, district, name="样例本单位委员")
    s = sitting(seats=9, present=9, district=district)
    page, address = (
        reverse(name, args=[s.meeting.pk, s.item.pk]) for name in ("meeting_item", "item_lift_recusal")
    )
    client.force_login(s.chair)
    body = client.get(page).content.decode()
    assert "本单位人员" in body
    assert address not in body
    client.force_login(s.secretary)
    assert address in client.get(page).content.decode()
    seat = s.seat(member).pk
    marked = "秘密★10年 挂职"  # what was typed stays where it was typed
    refused = client.post(address, {"seat": seat, "reason": marked})
    assert refused.status_code == 422
    assert marked in refused.content.decode()
    assert client.post(address, {"seat": seat, "reason": "挂职"}).status_code == 302
    after = client.get(page).content.decode()
    assert "已撤销回避" in after
    assert address not in after
    offered = client.get(page).context["recusal_form"].fields["seat"].choices
    assert (seat, "样例本单位委员") in offered
    assert Seat.objects.count() == len(offered)
