"""暂停、恢复: nothing happens while a matter rests, and what was left of each limit is left afterwards."""

from datetime import timedelta

import pytest
from django.urls import reverse

from records import clock, trail, workdays
from records.errors import Refused
from tests import factories as people
from tests.plans import factories
from tests.plans.rectifications.factories import item_at, make_rectifying
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import named, reported, say, stage, waiting
from units.enums import Post
from workflows import routes
from workflows.models import Assignment, Pause
from workflows.operations.handover import barred_rows
from workflows.operations.pausing import pause, resume
from workflows.pausing import waits_at_rest
from workflows.queries.circles import readable_entries
from workflows.queries.handover import held_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture
def asked(district):
    return [people.make_person(Post.MEMBER, district.office, name=f"样例会签{n}") for n in range(2)]


@pytest.fixture
def plan(district, asked):
    return reported(district, named("all", *asked), stage("head"))


def again(person):
    return type(person).objects.get(pk=person.pk)


def test_nothing_happens_while_it_rests_and_the_unit_reads_why(district, asked, plan):
    say(plan, asked[0])
    pause(plan, by=district.clerk, reason="等待上级文件")
    assert waiting(plan) == [f"post:office_clerk:{district.office.pk}"]
    assert built.again(plan).label == "环节all（已暂停）"
    with pytest.raises(Refused, match="已暂停"):
        say(plan, asked[1])
    read = {each.code: each for each in readable_entries(built.again(plan), again(district.liaison))}
    assert read["process.paused"].params["words"] == "等待上级文件"
    resume(plan, by=district.clerk)
    assert built.again(plan).label == "环节all"
    say(plan, asked[1])
    assert built.again(plan).stage == "head"
    assert trail.verify(plan.key) == []


def test_as_many_working_days_are_left_as_before(district, asked, plan):
    before = Assignment.objects.get(holder=f"person:{asked[0].pk}", done_at=None)
    left = workdays.between(clock.today(), before.due)
    pause(plan, by=district.clerk, reason="等待上级文件")
    before.refresh_from_db()
    assert (before.outcome, before.done_by) == ("lapsed", None)
    with clock.at(clock.now() + timedelta(days=20)):
        resume(plan, by=again(district.clerk))
        now = Assignment.objects.get(holder=f"person:{asked[0].pk}", done_at=None)
        assert workdays.between(clock.today(), now.due) == left
        assert (now.what, now.title) == (before.what, before.title)


def test_only_the_office_pauses_once_and_with_a_reason(district, asked, plan):
    for who in (district.liaison, district.secretary, asked[0], district.chair):
        with pytest.raises(Refused, match="只有工委办公室经办人"):
            pause(plan, by=again(who), reason="x")
    with pytest.raises(Refused, match="原因"):
        pause(plan, by=district.clerk, reason=" ")
    with pytest.raises(Refused, match="没有暂停"):
        resume(plan, by=district.clerk)
    pause(plan, by=district.clerk, reason="等待上级文件")
    with pytest.raises(Refused, match="已暂停"):
        pause(plan, by=district.business_admin, reason="x")
    assert Pause.objects.count() == 1


def test_what_is_being_drafted_or_on_an_agenda_is_not_paused(district):
    with pytest.raises(Refused, match="只有审批环节中"):
        pause(factories.start(district), by=district.clerk, reason="x")


def test_pages_pause_and_resume(district, asked, plan):
    client = signed_in(district.clerk)
    page = client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert reverse("pause", args=[plan.key]) in page
    assert client.post(reverse("pause", args=[plan.key]), {"reason": ""}).status_code == 422
    assert client.post(reverse("pause", args=[plan.key]), {"reason": "等待上级文件"}).status_code == 302
    page = client.get(reverse("plan", args=[plan.pk])).content.decode()
    assert reverse("resume", args=[plan.key]) in page
    assert reverse("pause", args=[plan.key]) not in page
    assert client.post(reverse("resume", args=[plan.key]), {"words": ""}).status_code == 302


def test_what_rests_is_not_handed_over_and_its_post_is_not_left_empty(district, asked, plan):
    pause(plan, by=district.clerk, reason="等待上级文件")
    groups = held_by(again(asked[0]), again(district.business_admin))
    (held,) = [row for group in groups for row in group.rows if row.subjects == (plan.key,)]
    barred = barred_rows([held], {held.key: people.make_person(Post.MEMBER, district.office)})
    assert "已暂停" in barred[held.key]
    assert waits_at_rest(f"person:{asked[0].pk}") == 1
    resume(plan, by=again(district.clerk))
    assert waits_at_rest(f"person:{asked[0].pk}") == 0


def test_what_is_done_beside_the_route_keeps_its_own_limit(district):
    item = item_at("approve", make_rectifying(district))
    clerk, work = item.world.district.clerk, Assignment.objects.filter(process=item.process, done_at=None)
    before = {each.line: (each.due, each.starts) for each in work.exclude(line="")}
    assert before
    round_ = routes.current(item.process_id)
    left = workdays.between(clock.today(), round_.due)
    pause(item, by=clerk, reason="等待来源单位")
    with clock.at(clock.now() + timedelta(days=20)):
        resume(item, by=again(clerk))
        assert {each.line: (each.due, each.starts) for each in work.exclude(line="")} == before
        assert workdays.between(clock.today(), routes.current(item.process_id).due) == left
