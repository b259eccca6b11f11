"""单位自检: each dead end is named while it is there, with the page that mends it, and gone when it was mended."""

import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from tests.workflows import built
from units.enums import Post
from units.models import Person, Posting
from units.queries import standing
from workflows.operations import posts
from workflows.queries.dead_ends import dead_ends

pytestmark = pytest.mark.django_db


def whole():
    """A district without a dead end."""
    d = built.make_district()
    for unit in (d.unit, d.other_unit):
        people.make_person(Post.MEMBER, unit)
    people.give_post(d.office_head, Post.INTAKE)
    return d


def said(unit_ids=None) -> list[str]:
    return [each.sentence for each in dead_ends(unit_ids)]


def again(person) -> Person:
    return Person.objects.select_related("unit").get(pk=person.pk)


def about(word: str) -> list[str]:
    return [each for each in said() if word in each]


def test_whole_district_has_no_dead_end_and_the_command_says_so():
    whole()
    routes = [each for each in dead_ends() if each.topic == "审批路线"]
    assert [each for each in dead_ends() if each not in routes] == []
    assert all("还没有发布" in each.sentence for each in routes)  # 整改 has no route in this district


def test_unit_without_a_liaison_is_named_until_somebody_is_appointed():
    d = whole()
    Posting.objects.filter(person=d.other_liaison).update(until=clock.today() - timedelta(days=1))
    assert about("样例党校没有联络员")
    posts.appoint(again(d.other_liaison), Post.LIAISON, d.other_unit, by=d.business_admin)
    assert not about("样例党校没有联络员")


def test_unit_whose_liaison_is_its_head_is_named():
    d = whole()
    Posting.objects.filter(unit=d.unit, post=Post.HEAD).update(person=d.liaison)
    assert about("样例民政局的联络员和单位负责人是同一人")


def test_unit_with_one_account_is_named():
    d = whole()
    alone = people.make_unit("样例独一")
    people.make_person(Post.LIAISON, alone)
    assert about("样例独一只有一个账号")
    assert about("样例独一没有单位负责人")
    assert d.unit.name not in "".join(said())


def test_stage_of_a_published_route_that_nobody_holds_is_named():
    d = whole()
    built.publish(d, built.RECEIVE, built.stage("boss", post=Post.OFFICE_HEAD), built.meeting(d))
    assert not about("环节boss")
    Posting.objects.filter(post=Post.OFFICE_HEAD).update(until=clock.today() - timedelta(days=1))
    assert about("“环节boss”")
    assert about("样例工委没有办公室负责人")


def test_duty_without_its_post_is_named():
    whole()
    Posting.objects.filter(post=Post.OFFICE_CLERK).update(until=clock.today() - timedelta(days=1))
    assert about("没有人任工委办公室经办人")


def test_stage_whose_only_person_is_barred_is_named():
    d = whole()
    only = people.make_person(Post.MEMBER, d.office, name="样例独签")
    built.publish(d, built.RECEIVE, built.named("sign", only), built.meeting(d))
    assert not about("应当回避")
    people.give_post(only, Post.MEMBER, d.unit)
    assert [each for each in about("应当回避") if "样例民政局" in each]


def test_person_named_by_a_route_who_left_is_named():
    d = whole()
    only = people.make_person(Post.MEMBER, d.office, name="样例独签")
    built.publish(d, built.RECEIVE, built.named("sign", only, d.clerk), built.meeting(d))
    Posting.objects.filter(person=only).update(until=clock.today() - timedelta(days=1))
    assert about("指定的办理人样例独签")


def test_committee_without_a_chair_is_named():
    d = whole()
    d.committee.seats.filter(role="chair").update(until=clock.today() - timedelta(days=1))
    assert about("没有在任的书记")


def test_delegations_that_run_out_or_give_nothing_are_named():
    d = whole()
    soon = people.make_person(Post.MEMBER, d.unit, name="样例受托")
    made = people.delegate(d.head, soon, until=clock.today() + timedelta(days=3))
    assert about("样例局长对样例受托的委托")
    made.until = clock.today() + timedelta(days=30)
    made.save()
    assert not about("样例受托")
    Posting.objects.filter(person=soon).update(until=clock.today() - timedelta(days=1))
    assert about("样例局长委托的样例受托已离任")


def test_open_work_of_somebody_who_left_is_named_with_the_way_to_hand_it_over():
    moves = moved_to("executing")
    giver = moves.world.responsible
    Person.objects.filter(pk=giver.pk).update(is_active=False)
    found = [each for each in dead_ends() if each.topic == "待办" and "已离任" in each.sentence]
    assert [(each.mend, each.unit_id) for each in found] == [
        (f"/handover/people/{giver.pk}/", moves.d.unit.pk)
    ]


def test_open_work_of_a_post_that_nobody_holds_is_named():
    moves = moved_to("unit_review")
    Posting.objects.filter(unit=moves.d.unit, post=Post.HEAD).update(until=clock.today() - timedelta(days=1))
    assert about("样例民政局单位负责人没有人，1件待办无人办理")


def test_person_without_any_channel_is_named():
    d = whole()
    Person.objects.filter(pk=d.liaison.pk).update(email="")
    assert about("样例联络一个月没有登录，也没有可用的电子邮箱")


def test_a_check_costs_the_same_for_two_units_and_for_five():
    d = whole()
    built.publish(d, built.RECEIVE, built.stage("boss"), built.meeting(d))
    with CaptureQueriesContext(connection) as few:
        dead_ends()
    for _n in range(3):
        people.make_person(Post.LIAISON, people.make_unit())
    with CaptureQueriesContext(connection) as many:
        assert len(dead_ends()) > 3
    assert len(many) == len(few)


# --- who sees it -----------------------------------------------------------------------------------------
def test_head_sees_the_own_unit_and_others_are_refused():
    d = whole()
    Posting.objects.filter(post=Post.LIAISON).update(until=clock.today() - timedelta(days=1))
    page = signed_in(d.head).get("/check/").content.decode()
    assert "样例民政局没有联络员" in page and "样例党校" not in page and "/posts/" not in page
    office = signed_in(d.business_admin).get("/check/").content.decode()
    assert "样例党校没有联络员" in office and f"/units/{d.other_unit.pk}/posts/" in office
    assert signed_in(d.clerk).get("/check/").status_code == 409


def test_command_lists_them_and_fails():
    d = whole()
    Posting.objects.filter(person=d.head).update(until=clock.today() - timedelta(days=1))
    told = io.StringIO()
    with pytest.raises(CommandError, match="dead ends"):
        call_command("check_units", stdout=told)
    assert "样例民政局没有单位负责人" in told.getvalue()


# --- 任免 -------------------------------------------------------------------------------------------------
def test_appointment_counts_from_today_is_told_and_written_down():
    d = whole()
    person = people.make_person(Post.MEMBER, d.unit)
    posts.appoint(person, Post.DEPUTY, d.unit, by=d.business_admin)
    assert standing(again(person)).holds(Post.DEPUTY, d.unit.pk)
    assert person.notices.get().event == "post.appointed"
    assert Entry.objects.get(subject=f"unit:{d.unit.pk}").code == "post.appointed"


@pytest.mark.parametrize(
    ("post", "sentence"),
    [
        (Post.HEAD, "起草和审核不能由同一人办理"),
        (Post.LIAISON, "已任该岗位"),
        (Post.AUDITOR, "不在这里任免"),
        (Post.OFFICE_CLERK, "只在工委设置"),
    ],
)
def test_liaison_is_not_appointed_to(post, sentence):
    d = whole()
    with pytest.raises(Refused, match=sentence):
        posts.appoint(d.liaison, post, d.unit, by=d.business_admin)


def test_somebody_of_another_unit_is_not_appointed():
    d = whole()
    with pytest.raises(Refused, match="不是该单位人员"):
        posts.appoint(d.other_liaison, Post.DEPUTY, d.unit, by=d.business_admin)


def test_post_with_work_that_nobody_else_could_do_does_not_end():
    moves = moved_to("unit_review")
    d = moves.d
    posting = Posting.objects.get(person=d.head, post=Post.HEAD)
    with pytest.raises(Refused, match="还有1件待办"):
        posts.end_post(posting, by=d.business_admin)
    posts.appoint(people.make_person(Post.MEMBER, d.unit), Post.HEAD, d.unit, by=d.business_admin)
    posts.end_post(posting, by=d.business_admin)
    assert Posting.objects.get(pk=posting.pk).until == clock.today()


def test_page_of_a_units_posts_appoints_and_ends():
    d = whole()
    client, address = signed_in(d.business_admin), f"/units/{d.unit.pk}/posts/"
    person = people.make_person(Post.MEMBER, d.unit)
    assert client.post(address, {"person": person.pk, "post": "deputy"}).status_code == 302
    assert client.post(address, {"person": "", "post": "deputy"}).status_code == 422
    posting = Posting.objects.get(person=person, post=Post.DEPUTY)
    assert client.post(f"{address}{posting.pk}/end/").status_code == 302
    assert Posting.objects.get(pk=posting.pk).until == clock.today()
