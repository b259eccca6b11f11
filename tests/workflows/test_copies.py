"""抄送、已阅、催办: a copy widens nothing, and nobody is urged twice on one day."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import reported, stage
from units import holders
from units.enums import Post
from workflows.models import Assignment, Copy
from workflows.operations.copies import mark_copy_read, send_copy
from workflows.operations.urging import urge_holders
from workflows.queries.circles import readable_entries

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture
def plan(district):
    return reported(district, stage("head"))


def again(person):
    return type(person).objects.get(pk=person.pk)


def test_copy_is_read_once_and_the_sender_sees_it(district, plan):
    assert send_copy(plan, by=district.clerk, people=[district.leader], words="请阅") == 1
    copy = Copy.objects.get()
    assert (copy.recipient, copy.words, copy.read_at) == (district.leader, "请阅", None)
    page = signed_in(district.leader).get(reverse("copies")).content.decode()
    assert plan.title in page
    assert signed_in(district.leader).post(reverse("copy_read", args=[copy.pk])).status_code == 302
    copy.refresh_from_db()
    assert copy.read_at
    with pytest.raises(Refused, match="已标记已阅"):
        mark_copy_read(copy, by=district.leader)
    codes = {each.code for each in readable_entries(built.again(plan), again(district.clerk))}
    assert {"copy.sent", "copy.read"} <= codes
    unit = {each.code for each in readable_entries(built.again(plan), again(district.liaison))}
    assert not unit & {"copy.sent", "copy.read"}
    assert trail.verify(plan.key) == []


def test_copy_widens_nothing(district, plan):
    stranger = people.make_person(Post.DEPUTY, people.make_unit(), name="样例外单位")
    for other in (stranger, district.liaison, district.other_liaison):
        with pytest.raises(Refused, match="知悉范围"):
            send_copy(plan, by=district.clerk, people=[again(other)])
    with pytest.raises(Refused, match="知悉范围"):
        send_copy(plan, by=again(district.liaison), people=[again(district.clerk)])
    own = people.make_person(Post.MEMBER, district.unit)
    send_copy(plan, by=again(district.liaison), people=[own])
    assert Entry.objects.get(code="copy.sent_in_unit").circle == "unit"


def test_a_copy_to_many_costs_no_statement_a_person(district, plan):
    d = district
    others = [again(each) for each in (*d.members, d.leader, d.office_head, d.secretary)]
    with CaptureQueriesContext(connection) as one:
        send_copy(plan, by=again(d.clerk), people=[again(d.chair)])
    with CaptureQueriesContext(connection) as many:
        assert send_copy(built.again(plan), by=again(d.clerk), people=others) == len(others)
    assert len(many) <= len(one)


def test_unread_copy_is_not_sent_twice_and_another_cannot_read_it(district, plan):
    send_copy(plan, by=district.clerk, people=[district.leader])
    with pytest.raises(Refused, match="已有本事项的待阅抄送"):
        send_copy(plan, by=district.clerk, people=[district.leader])
    copy = Copy.objects.get()
    with pytest.raises(Refused, match="本人"):
        mark_copy_read(copy, by=district.clerk)
    assert signed_in(district.clerk).post(reverse("copy_read", args=[copy.pk])).status_code == 404


def test_urged_holders_are_told_once_a_working_day(district, plan):
    assert urge_holders(plan, by=district.clerk, words="会议在即") == 1
    notice = district.office_head.notices.get(event="holders.urged")
    assert plan.title in notice.text
    with pytest.raises(Refused, match="今天已经催办过"):
        urge_holders(plan, by=district.secretary)
    with clock.at(clock.now() + timedelta(days=7)):
        urge_holders(built.again(plan), by=again(district.secretary))


@pytest.mark.parametrize("post", [Post.HEAD, Post.DEPUTY])
def test_for_a_leader_of_the_unit_the_liaison_is_urged(district, plan, post):
    leader = people.make_person(post, district.unit)
    waiting = Assignment.objects.filter(process=plan.process, done_at=None)
    waiting.update(holder=holders.post(post, district.unit.pk))
    urge_holders(built.again(plan), by=district.clerk)
    assert district.liaison.notices.filter(event="holders.urged").exists()
    assert not leader.notices.filter(event="holders.urged").exists()


def test_a_leader_of_the_office_is_urged_by_a_colleague(district, plan):
    leader = people.make_person(Post.DEPUTY, district.office)
    waiting = Assignment.objects.filter(process=plan.process, done_at=None)
    waiting.update(holder=holders.post(Post.DEPUTY, district.office.pk))
    urge_holders(built.again(plan), by=district.clerk)
    assert leader.notices.filter(event="holders.urged").exists()


def test_unit_urges_only_what_is_late_and_reads_that_it_did(district, plan):
    with pytest.raises(Refused, match="没有需要催办的人"):
        urge_holders(plan, by=again(district.liaison))
    yesterday = clock.today().fromordinal(clock.today().toordinal() - 1)
    Assignment.objects.filter(process=plan.process, done_at=None).update(due=yesterday)
    urge_holders(plan, by=again(district.liaison), words="请支持")
    assert "holders.urged" in {
        each.code for each in readable_entries(built.again(plan), again(district.liaison))
    }


@pytest.mark.parametrize("who", ["other_liaison", "unit_deputy"])
def test_nobody_else_urges(district, plan, who):
    with pytest.raises(Refused, match="可以催办"):
        urge_holders(plan, by=getattr(district, who))


def test_pages_of_copy_and_urging(district, plan):
    client = signed_in(district.clerk)
    assert client.post(reverse("urge", args=[plan.key]), {"words": ""}).status_code == 302
    address = reverse("copy_send", args=[plan.key])
    page = client.post(address, {"words": "请阅"})
    assert page.status_code == 422
    assert "请选择抄送对象" in page.content.decode()
    assert client.post(address, {"people": [district.leader.pk], "words": "请阅"}).status_code == 302
