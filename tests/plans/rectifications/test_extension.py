"""延期: before the limit, signed, granted by whoever may extend; the limit that was set first stays."""

from datetime import timedelta

import pytest

from plans.rectifications import chain
from plans.rectifications.enums import Status
from plans.rectifications.models import Extension, Item
from plans.rectifications.operations import extension
from plans.rectifications.operations.limits import RECTIFY
from records import clock, workdays
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import add_measure, item_at
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def grant(item, **fields):
    told = {"limit": item.extensions.get(answered_at=None).new_limit} | fields
    extension.grant_extension(fresh(item), by=item.world.district.clerk, **told)


def test_granted_the_new_limit_counts_and_the_first_one_stays_beside_it():
    item = item_at(chain.APPROVE)
    first, asked = item.due, item.extensions.get().new_limit
    grant(item)
    now = fresh(item)
    assert (now.status, now.due, now.extended_due, now.limit) == (Status.WORKING, first, asked, asked)
    assert (now.extension_count, now.red_on) == (1, asked + timedelta(days=1))
    assert Assignment.objects.get(subject=item.key, kind=RECTIFY, done_at=None).due == asked
    kept = item.extensions.get()
    assert (kept.granted, kept.old_limit, kept.granted_limit) == (True, first, asked)


def test_the_office_may_grant_another_day_than_was_asked_for():
    item = item_at(chain.APPROVE)
    other = item.limit + timedelta(days=10)
    grant(item, limit=other, words="先延10天")
    assert fresh(item).limit == other
    assert item.extensions.get().new_limit > other


@pytest.mark.parametrize("days", [0, -3])
def test_what_is_asked_for_lies_after_the_limit_in_force(days):
    item = item_at("planned")
    with pytest.raises(Refused, match="须晚于现时限") as caught:
        ways.ask_extension(item.world, item, new_limit=item.limit + timedelta(days=days))
    assert caught.value.field == "new_limit"
    assert not Extension.objects.exists()


@pytest.mark.parametrize("field", ["reason", "progress"])
def test_it_says_why_and_how_far_it_is(field):
    item = item_at("planned")
    with pytest.raises(Refused) as caught:
        ways.ask_extension(item.world, item, **{field: " "})
    assert caught.value.field == field


def test_on_the_day_of_the_limit_it_may_still_be_asked_for_a_day_later_it_leads_to_the_explanation(clock_at):
    item = item_at("planned")
    clock_at(item.limit + timedelta(days=1))
    with pytest.raises(Refused, match="请提交逾期说明"):
        ways.ask_extension(item.world, fresh(item))
    clock_at(item.limit)
    ways.ask_extension(item.world, fresh(item))
    assert fresh(item).status == Status.EXTENDING


def test_no_more_often_than_the_setting_says(settings):
    item = item_at("extended")
    with pytest.raises(Refused, match="已延期1次"):
        ways.ask_extension(item.world, item)
    settings.EXTENSIONS_PER_ITEM = 2
    ways.ask_extension(item.world, item)
    assert fresh(item).status == Status.EXTENDING


def test_refused_the_limit_stays_and_the_days_are_given_back(clock_at):
    item = item_at(chain.APPROVE)
    limit = item.limit
    clock_at(workdays.add(clock.today(), 4).date)
    with pytest.raises(Refused, match="须写明理由"):
        extension.refuse_extension(item, by=item.world.district.clerk, reason="")
    extension.refuse_extension(item, by=item.world.district.clerk, reason="理由不充分")
    now = fresh(item)
    assert (now.status, now.extended_due, now.extension_count) == (Status.WORKING, None, 0)
    assert now.limit == workdays.add(limit, 4).date
    assert item.extensions.get().granted is False


def test_of_a_limit_the_source_set_the_office_records_the_sources_consent():
    item = item_at(chain.CONSENT)
    for told, field in (
        ({}, "consent_number"),
        ({"consent_number": "样审〔2026〕3号"}, "consent_on"),
        (
            {"consent_number": "样审〔2026〕3号", "consent_on": clock.today() + timedelta(days=1)},
            "consent_on",
        ),
    ):
        with pytest.raises(Refused) as caught:
            grant(item, **told)
        assert caught.value.field == field
    grant(item, consent_number="样审〔2026〕3号", consent_on=clock.today())
    kept = item.extensions.get()
    assert (kept.consent_number, kept.consent_on) == ("样审〔2026〕3号", clock.today())


def test_where_the_unit_itself_sets_limits_its_leaders_signature_grants_it():
    item = item_at("extension unsigned", source="self")
    asked = item.extensions.get().new_limit
    ways.sign_extension(item.world, item)
    now = fresh(item)
    assert (now.status, now.limit, now.extension_count) == (Status.WORKING, asked, 1)


def test_the_unit_takes_it_back_until_its_leader_has_signed():
    item = item_at("extension unsigned")
    liaison = item.world.district.liaison
    extension.withdraw_extension(item, by=liaison, reason="能按期完成")
    assert (fresh(item).status, item.extensions.get().granted) == (Status.WORKING, False)
    ways.ask_extension(item.world, fresh(item))
    ways.sign_extension(item.world, fresh(item))
    with pytest.raises(Refused, match="不能撤回"):
        extension.withdraw_extension(fresh(item), by=liaison)


@pytest.mark.parametrize("how", ["withdraw", "decline"])
def test_the_days_that_the_own_head_held_it_are_not_given_back(how, clock_at):
    item = item_at("extension unsigned")
    limit, d = item.limit, item.world.district
    clock_at(workdays.add(clock.today(), 6).date)
    if how == "withdraw":
        extension.withdraw_extension(item, by=d.liaison, reason="能按期完成")
    else:
        extension.decline_extension(item, by=d.head, reason="应按期完成")
    assert fresh(item).limit == limit


def test_what_came_back_may_be_extended_anew():
    item = item_at("confirmed")
    world = item.world
    Item.objects.filter(pk=item.pk).update(extension_count=1)
    ways.close(world, fresh(item))
    ways.relapse(world, fresh(item))
    ways.ask_extension(world, fresh(item))
    ways.sign_extension(world, fresh(item))
    item.world = world
    grant(item)
    with pytest.raises(Refused, match="已延期1次"):
        ways.ask_extension(world, fresh(item))


def test_a_delegate_of_the_clerk_answers_with_both_names_and_the_conflict_of_either_counts():
    item = item_at(chain.APPROVE)
    d = item.world.district
    other = people.make_person(Post.MEMBER, d.office)
    people.delegate(d.clerk, other)
    grant_as = {"limit": item.extensions.get(answered_at=None).new_limit, "by": other}
    leader = item.leader_id
    Item.objects.filter(pk=item.pk).update(leader=d.clerk)  # a party to it, in whose place the other acts
    with pytest.raises(Refused, match="不能办理本单位的事项"):
        extension.grant_extension(fresh(item), **grant_as)
    Item.objects.filter(pk=item.pk).update(leader=leader)
    extension.grant_extension(fresh(item), **grant_as)
    entry = Entry.objects.get(subject=item.key, code="item.extended")
    assert (entry.by, entry.on_behalf_of) == (other, d.clerk)


def test_the_days_that_the_office_held_it_are_given_back_and_no_others(clock_at):
    item = item_at("extension unsigned")
    limit = item.limit
    clock_at(workdays.add(clock.today(), 6).date)  # with the unit's own head
    ways.sign_extension(item.world, fresh(item))
    clock_at(workdays.add(clock.today(), 3).date)
    extension.refuse_extension(fresh(item), by=item.world.district.clerk, reason="应按期完成")
    assert fresh(item).limit == workdays.add(limit, 3).date


def test_the_leaders_no_stays_in_the_house():
    item = item_at("extension unsigned")
    extension.decline_extension(item, by=item.world.district.head, reason="应按期完成")
    assert (fresh(item).status, fresh(item).extension_count) == (Status.WORKING, 0)
    assert Entry.objects.get(subject=item.key, code="item.extension_declined").circle == "unit"


def test_a_delegate_signs_with_both_names_but_not_the_responsible_leader():
    item = item_at("extension unsigned")
    world = item.world
    people.delegate(world.district.head, world.deputy)
    with pytest.raises(Refused, match="责任领导，不能代签"):
        extension.sign_extension(item, by=world.deputy)
    other = people.make_person(Post.MEMBER, world.district.unit)
    people.delegate(world.district.head, other)
    extension.sign_extension(item, by=other)
    signed = Entry.objects.get(subject=item.key, code="item.extension_signed")
    assert (signed.by, signed.on_behalf_of) == (other, world.district.head)


def test_a_clerk_of_a_unit_concerned_does_not_grant_it():
    item = item_at(chain.APPROVE)
    clerk = people.make_person(Post.OFFICE_CLERK, item.world.district.office)
    people.give_post(clerk, Post.MEMBER, item.world.district.unit)
    with pytest.raises(Refused, match="本单位"):
        extension.grant_extension(item, by=clerk, limit=item.limit + timedelta(days=5))


# --- 措施 ------------------------------------------------------------------------------------------
def test_what_ran_until_the_old_limit_runs_until_the_new_one_and_what_was_late_stays_late(clock_at):
    item = item_at("planned")
    world, old = item.world, item.limit
    early = add_measure(world, fresh(item), text="较早的一项（样例）", due=clock.today() + timedelta(days=3))
    clock_at(old)
    ways.ask_extension(world, fresh(item))
    ways.sign_extension(world, fresh(item))
    clock_at(old + timedelta(days=3))
    ways.grant_extension(world, fresh(item))
    now = fresh(item)
    first = now.measures.get(order=1)
    assert (first.due, first.red_on) == (now.limit, now.limit + timedelta(days=1))
    waiting = Assignment.objects.get(subject=item.key, line=first.line, done_at=None)
    assert waiting.due == now.limit
    assert now.measures.get(line=early.line).due == early.due


def test_refused_a_measure_is_not_later_than_its_item(clock_at):
    item = item_at("planned")
    old = item.limit
    clock_at(old)
    ways.ask_extension(item.world, fresh(item))
    ways.sign_extension(item.world, fresh(item))
    clock_at(workdays.add(old, 3).date)
    extension.refuse_extension(fresh(item), by=item.world.district.clerk, reason="应按期")
    now = fresh(item)
    assert now.limit == workdays.add(old, 3).date
    assert now.measures.get().due == now.limit
