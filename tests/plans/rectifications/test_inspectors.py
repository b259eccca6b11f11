"""督查组人员: they bring problems in and see what they gave out, and nothing else of the committee's work."""

from datetime import timedelta

import pytest
from django.urls import reverse

from plans.actions.queries import visible_plans
from plans.rectifications import queries
from plans.rectifications.operations import intake, issuing
from plans.rectifications.queries.intake import visible_jobs
from records import clock
from records.errors import Refused
from tests import factories as people
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import confirmed, row, work
from units.enums import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_rectifying()


@pytest.fixture
def inspector(world):
    return people.make_person(Post.INSPECTOR, world.district.office)


def test_they_see_what_they_gave_out_and_nothing_else(world, inspector, client):
    others = issuing.enter(problem(world, problem="经办人录入的问题（样例）"), by=world.district.clerk)
    own = issuing.enter(problem(world, problem="督查组录入的问题（样例）"), by=inspector)
    assert list(queries.visible_items(inspector)) == [own]
    assert not visible_plans(inspector).exists()
    client.force_login(inspector)
    page = client.get(reverse("items")).content.decode()
    assert own.number in page
    assert others.number not in page
    for way_in in ("item_new", "problems_import", "problems_paste"):
        assert f'href="{reverse(way_in)}"' in page
    assert client.get(reverse("item", args=[own.pk])).status_code == 200
    assert client.get(reverse("item", args=[others.pk])).status_code == 404


def test_a_job_is_seen_and_resumed_by_whoever_confirmed_it(world, inspector):
    theirs = confirmed(world, 1)
    own = intake.confirm([row(world, 2)], by=inspector, name="督查问题.xlsx", key="inspection")
    assert list(visible_jobs(inspector)) == [own]
    for job in (theirs, own):
        intake.break_off(job.pk, "disk")
        job.refresh_from_db()
    with pytest.raises(Refused, match="只能继续办理本人的"):
        intake.resume(theirs, by=inspector)
    intake.resume(own, by=inspector)
    work()
    own.refresh_from_db()
    assert own.finished_at
    assert [item.issued_by for item in queries.visible_items(inspector)] == [inspector]


def test_they_lose_it_all_with_their_post(world):
    yesterday = clock.today() - timedelta(days=1)
    former = people.make_person(None, world.district.office)
    people.give_post(former, Post.INSPECTOR, world.district.office, until=yesterday)
    with pytest.raises(Refused, match="可以新增问题"):
        issuing.rules.check_can_enter(former)
