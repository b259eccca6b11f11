"""Nobody judges what they did: the doer, the own unit, through a delegation, or twice the same closing."""

import pytest

from plans.rectifications import chain
from plans.rectifications.models import Item
from plans.rectifications.operations import acceptance, closing
from records import clock
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import add_partner_measure, finish, item_at
from units.enums import Post
from workflows.models import Assignment, Round

pytestmark = pytest.mark.django_db


def refused(match: str, doing, *args, **kwargs):
    with pytest.raises(Refused, match=match):
        doing(*args, **kwargs)


# --- 单位负责人确认 (S2) ---------------------------------------------------------------------------
def test_a_delegate_confirms_with_both_names():
    item = item_at(chain.CONFIRM)
    d = item.world.district
    delegate = people.make_person(Post.MEMBER, d.unit, name="样例代签")
    people.delegate(d.head, delegate)
    closing.pass_on(item, by=delegate, words="同意")
    entry = Entry.objects.get(subject=item.key, code="item.unit_confirmed")
    round_ = Round.objects.get(process_id=item.process_id, stage__code=chain.CONFIRM)
    done = Assignment.objects.get(subject=item.key, kind="stage", done_by=delegate)
    assert {entry.on_behalf_of, round_.on_behalf_of, done.on_behalf_of} == {d.head}


def test_a_delegate_who_is_the_responsible_leader_cannot_confirm_for_the_head():
    item = item_at(chain.CONFIRM)
    world = item.world
    assert item.leader == world.deputy
    people.delegate(world.district.head, world.deputy)
    refused(
        "样例副局长同志是该事项责任领导，不能代签，请使用线下签批或另行委托",
        closing.pass_on,
        item,
        by=world.deputy,
    )
    assert fresh(item).stage == chain.CONFIRM


def test_a_delegate_who_did_a_measure_cannot_confirm_for_the_head():
    item = item_at(chain.CONFIRM)
    people.delegate(item.world.district.head, item.world.person)
    refused("不能代签", closing.pass_on, item, by=item.world.person)


def test_the_head_in_person_confirms_also_as_responsible_leader():
    item = item_at(chain.CONFIRM)
    Item.objects.filter(pk=item.pk).update(leader=item.world.district.head)
    ways.confirm(item.world, fresh(item))


def test_who_applied_does_not_confirm():
    item = item_at(chain.CONFIRM)
    liaison = item.world.district.liaison
    people.give_post(liaison, Post.HEAD)
    refused("申请人不能代为签批", closing.pass_on, item, by=liaison)


# --- 工委 ------------------------------------------------------------------------------------------
def test_a_clerk_who_also_belongs_to_a_unit_concerned_does_not_review():
    item = item_at("confirmed")
    world = item.world
    finish(world, add_partner_measure(world, fresh(item)))
    ways.apply(world, fresh(item))
    ways.walk(world, item, chain.FIRST_REVIEW)
    for unit in (world.district.unit, world.district.other_unit):
        clerk = people.make_person(Post.OFFICE_CLERK, world.district.office)
        people.give_post(clerk, Post.MEMBER, unit)
        refused("本单位", closing.pass_on, fresh(item), by=clerk)
    ways.audit(world, fresh(item))


def test_who_reported_and_moved_to_the_office_since_does_not_review():
    item = item_at(chain.FIRST_REVIEW)
    office, person = item.world.district.office, item.world.person
    person.postings.all().delete()
    type(person).objects.filter(pk=person.pk).update(unit=office)
    person.refresh_from_db()
    people.give_post(person, Post.OFFICE_CLERK, office)
    refused("应当回避", closing.pass_on, item, by=person)


@pytest.mark.parametrize("stage", [chain.RECHECK, chain.DECIDE])
def test_who_looked_first_does_not_decide_at_a_later_stage(stage):
    ways_there = {chain.RECHECK: {"major": True}, chain.DECIDE: {}}
    item = item_at(stage, **ways_there[stage])
    clerk = item.world.district.clerk
    people.give_post(clerk, {chain.RECHECK: Post.OFFICE_HEAD, chain.DECIDE: Post.DEPUTY}[stage])
    refused("不能再由您复核或审定", closing.pass_on, item, by=clerk)


def test_who_accepted_does_not_decide():
    item = item_at(chain.DECIDE)
    leader = ways.group(item.world)[0]
    people.give_post(leader, Post.DEPUTY, item.world.district.office)
    refused("参加了本次验收", closing.pass_on, item, by=leader)


def test_a_delegate_decides_for_the_leader_but_not_when_the_principal_could_not():
    item = item_at(chain.DECIDE)
    world = item.world
    delegate = people.make_person(Post.MEMBER, world.district.office, name="样例受托")
    people.delegate(world.in_charge, delegate)
    posting = people.give_post(world.in_charge, Post.MEMBER, world.district.unit)
    refused("本单位", closing.pass_on, item, by=delegate)
    posting.delete()
    delegate.__dict__.pop("_standings", None)
    closing.pass_on(item, by=delegate)
    assert Entry.objects.get(subject=item.key, code="item.decided").on_behalf_of == world.in_charge


# --- 验收 ------------------------------------------------------------------------------------------
def compose(item, person, by=None):
    leader = ways.group(item.world)[0]
    return acceptance.compose_group(
        item,
        by=by or item.world.district.clerk,
        leader=leader,
        members=[person],
        visit_on=clock.today(),
        methods=["查资料"],
    )


def test_an_acceptor_is_of_none_of_the_units_concerned():
    item = item_at("confirmed")
    world = item.world
    finish(world, add_partner_measure(world, fresh(item)))
    ways.apply(world, fresh(item))
    ways.walk(world, item, chain.ARRANGE)
    d = world.district
    for unit in (d.unit, d.other_unit):
        refused("应当回避", compose, fresh_of(item), people.make_person(Post.MEMBER, unit))


def fresh_of(item):
    found = fresh(item)
    found.world = item.world
    return found


def test_an_acceptor_is_not_the_doer_through_a_delegation():
    item = item_at(chain.ARRANGE)
    stranger = people.make_person(Post.MEMBER, people.make_unit("样例档案馆"), name="样例受托人")
    people.delegate(item.world.district.head, stranger)
    refused("应当回避（正受该单位人员委托）", compose, item, stranger)


def test_an_acceptor_did_not_do_it_before_moving_to_another_unit():
    item = item_at(chain.ARRANGE)
    person, elsewhere = item.world.person, people.make_unit("样例信访局")
    person.postings.all().delete()
    type(person).objects.filter(pk=person.pk).update(unit=elsewhere)
    person.refresh_from_db()
    people.give_post(person, Post.MEMBER, elsewhere)
    refused("承办人", compose, item, person)


def test_nobody_accepts_for_a_member_of_the_group():
    item = item_at(chain.VISIT)
    delegate = people.make_person(Post.MEMBER, people.make_unit("样例档案馆"))
    people.delegate(ways.group(item.world)[0], delegate)
    refused("只有验收组成员", acceptance.record_finding, item, "", by=delegate, result="met", fact="")


def test_a_member_who_comes_to_a_unit_concerned_after_composing_stops():
    item = item_at(chain.VISIT)
    member = ways.group(item.world)[1]
    people.give_post(member, Post.MEMBER, item.world.district.unit)
    refused("应当回避", acceptance.record_finding, item, "", by=member, result="met", fact="")


def test_those_who_may_not_accept_are_not_offered():
    from workflows.queries.acceptance import offered

    item = item_at(chain.ARRANGE)
    d = item.world.district
    stranger, delegate = (people.make_person(Post.MEMBER, people.make_unit()) for _each in range(2))
    people.delegate(d.head, delegate)
    technical = people.make_person(Post.AUDITOR, d.office)
    free = {each.person for each in offered(item) if not each.ground}
    assert stranger in free
    assert not free & {d.liaison, d.head, item.world.person, item.world.deputy, delegate, technical}
