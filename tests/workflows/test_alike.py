"""同类事项一并表态: one agreement for what waits at the same stage; each is its own act, its own entry, its own verdict."""

from dataclasses import replace

import pytest

from records import trail
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.statements import statements
from tests.test_addresses import signed_in
from tests.workflows import built
from tests.workflows.built import again, named, say, stage
from units.enums import Post
from units.models import Posting
from units.queries import standing
from workflows.answering import open_round
from workflows.models import Asked
from workflows.operations.answering import agree_alike
from workflows.queries.alike import alike

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district(tasks=2)


@pytest.fixture
def expert(district):
    return people.make_person(Post.MEMBER, district.office, name="样例会签")


@pytest.fixture
def plans(district, expert):
    """Of two units, at the same stage of the same route."""
    built.publish(district, built.RECEIVE, named("ask", expert), stage("head"))
    return [one_more(district, unit) for unit in (district.unit, district.other_unit)]


def one_more(district, unit):
    head, liaison = (
        Posting.objects.filter(unit=unit, post=post).first().person for post in (Post.HEAD, Post.LIAISON)
    )
    plan = factories.start(district, unit=unit, liaison=liaison)
    built.report(replace(district, unit=unit, head=head, liaison=liaison), plan)
    return again(plan)


def third(district):
    unit = people.make_unit("样例第三局")
    district.action.units.add(unit)
    for post in (Post.HEAD, Post.DEPUTY, Post.LIAISON):
        people.make_person(post, unit)
    return one_more(district, unit)


def fresh(person):
    return type(person).objects.get(pk=person.pk)


def seen(plan):
    return plan, open_round(plan).pk


def test_one_opinion_for_both_is_an_entry_and_a_verdict_of_each(plans, expert):
    rows = alike(open_round(plans[0]), fresh(expert))
    assert [row.subject for row in rows] == plans
    assert agree_alike([(row.subject, row.round.pk) for row in rows], by=fresh(expert), words="无意见") == []
    for plan in plans:
        entry = Entry.objects.get(subject=plan.key, code="stage.agreed")
        assert (entry.by, entry.params["words"]) == (expert, "无意见")
        assert again(plan).stage == "head" and trail.verify(plan.key) == []


def test_what_cannot_be_done_is_named_and_holds_up_nothing_else(plans, expert):
    first, second = (seen(plan) for plan in plans)
    say(plans[0], fresh(expert))
    refused = agree_alike([first, second], by=fresh(expert))
    assert [title for title, _why in refused] == [str(plans[0])]
    assert again(plans[1]).stage == "head"


def test_a_sitting_that_was_not_looked_at_is_not_agreed_to(plans, expert):
    ((plan, _round), other) = (seen(plan) for plan in plans)
    refused = agree_alike([(plan, other[1])], by=fresh(expert))
    assert "该环节已经变化" in refused[0][1] and not Asked.objects.exclude(answer="").exists()


def test_only_the_same_stage_is_alike_and_only_what_waits_for_the_person(district, plans, expert):
    say(plans[0], fresh(expert))
    assert [row.subject for row in alike(open_round(plans[1]), fresh(expert))] == [plans[1]]
    assert alike(open_round(plans[1]), fresh(district.office_head)) == []


def test_number_of_statements_does_not_grow(district, plans, expert):
    def cost():
        person, round_ = fresh(expert), open_round(plans[0])
        standing(person)
        assert round_.stage.route.code
        with statements() as sent:
            alike(round_, person)
        return len(sent)

    two = cost()
    third(district)
    assert cost() == two


def test_page_agrees_to_what_is_ticked_and_keeps_what_was_typed(plans, expert):
    client, address = signed_in(expert), f"/answer/{plans[0].key}/alike/"
    page = client.get(address).content.decode()
    assert all(plan.title in page for plan in plans)
    assert f'href="{address}"' in client.get(f"/plans/{plans[0].pk}/").content.decode()
    bare = client.post(address, {"words": "均无意见"})
    assert bare.status_code == 422 and "请至少选择一个事项" in bare.content.decode()
    assert "均无意见" in bare.content.decode()
    keys = [f"{plan.key}@{open_round(plan).pk}" for plan in plans]
    answer = client.post(address, {"items": keys, "words": "均无意见"}, follow=True)
    assert "已办理2项" in answer.content.decode()
    assert {again(plan).stage for plan in plans} == {"head"}


def test_what_waits_no_longer_is_refused_whole_and_shown_anew(plans, expert):
    client, address = signed_in(expert), f"/answer/{plans[1].key}/alike/"
    gone, left = (f"{plan.key}@{open_round(plan).pk}" for plan in plans)
    say(plans[0], fresh(expert), "disagree")
    answer = client.post(address, {"items": [gone, left]})
    assert answer.status_code == 422 and again(plans[1]).stage == "ask"
    assert client.post(address, {"items": [left]}).status_code == 302 and again(plans[1]).stage == "head"
