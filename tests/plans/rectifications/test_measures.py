"""制定措施: what a measure cannot do without, to whom it goes, what may no longer be changed."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.models import Measure
from plans.rectifications.operations import measures
from plans.rectifications.operations.planned import FIELDS, Planned
from plans.rectifications.queries import measures as queries
from records import clock, trail
from records.errors import Refused, Stale
from tests import factories as people
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    fresh_measure,
    item_at,
    planned,
)
from units import holders
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def open_for(item, line: str) -> Assignment:
    return Assignment.objects.get(subject=item.key, line=line, done_at=None)


def test_an_own_measure_waits_for_its_person_until_its_own_limit():
    item = item_at(Status.WORKING)
    due = clock.today() + timedelta(days=20)
    measure = add_measure(item.world, item, due=due)
    waiting = open_for(item, measure.line)
    assert (waiting.holder, waiting.due) == (holders.person(item.world.person.pk), due)
    assert waiting.url == f"/items/{item.pk}/measures/{measure.pk}/"
    assert measure.red_on == due + timedelta(days=1)
    item.refresh_from_db()
    assert (item.leader, item.person) == (item.world.deputy, item.world.person)
    assert trail.verify(item.key) == []


def test_the_item_goes_with_the_measure_it_took_its_people_from_until_it_has_its_own():
    item = item_at(Status.WORKING)
    liaison, other = item.world.district.liaison, people.make_person(unit=item.unit)
    measure = add_measure(item.world, item)
    change(measure, liaison, person=other)
    item.refresh_from_db()
    assert (item.leader, item.person) == (item.world.deputy, other)
    measures.appoint(item, by=liaison, leader=item.world.deputy, section=None, person=item.world.person)
    change(measure, liaison, person=people.make_person(unit=item.unit))
    item.refresh_from_db()
    assert item.person == item.world.person


def change(measure, by, **fields) -> None:
    now = fresh_measure(measure)
    kept = {name: getattr(now, name) for name in FIELDS}
    measures.change_measure(now, by=by, revision=now.revision, planned=Planned(**kept | fields))


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("text", {"text": " "}),
        ("leader", {"leader": None}),
        ("person", {"person": None}),
        ("due", {"due": clock.today() - timedelta(days=1)}),
        ("due", {"due": clock.today() + timedelta(days=900)}),
        ("starts", {"starts": clock.today() + timedelta(days=800)}),
    ],
)
def test_what_is_missing_or_impossible_is_told_at_its_field_and_nothing_is_written(field, wrong):
    item = item_at(Status.WORKING)
    with pytest.raises(Refused) as refused:
        add_measure(item.world, item, **wrong)
    assert refused.value.field == field
    assert not Measure.objects.exists()


def test_people_of_another_unit_are_not_responsible_here():
    item = item_at(Status.WORKING)
    with pytest.raises(Refused, match="不是该单位人员"):
        add_measure(item.world, item, person=item.world.other_person)


def test_the_same_measure_twice_is_one():
    item = item_at("planned")
    with pytest.raises(Refused, match="已有相同的措施"):
        add_measure(item.world, item)
    assert item.measures.count() == 1


def test_a_measure_changed_meanwhile_is_not_overwritten_and_both_texts_are_handed_back():
    item = item_at("planned")
    mine = theirs = item.measures.get()
    by = item.world.district.liaison
    revision = mine.revision
    measures.change_measure(
        fresh_measure(theirs), by=by, revision=revision, planned=planned(item.world, item, text="甲改的")
    )
    with pytest.raises(Stale) as stale:
        measures.change_measure(
            fresh_measure(mine), by=by, revision=revision, planned=planned(item.world, item, text="乙改的")
        )
    assert (stale.value.mine["text"], stale.value.theirs["text"]) == ("乙改的", "甲改的")
    assert by.name in str(stale.value)
    assert item.measures.get().text == "甲改的"
    measures.change_measure(
        fresh_measure(mine),
        by=by,
        revision=stale.value.revision,
        planned=planned(item.world, item, text="乙改的"),
    )
    assert item.measures.get().text == "乙改的"


def test_a_changed_person_has_it_and_the_former_one_no_more():
    item = item_at("planned")
    measure = fresh_measure(item.measures.get())
    changed = planned(item.world, item, person=item.world.deputy)
    measures.change_measure(
        measure, by=item.world.district.liaison, revision=measure.revision, planned=changed
    )
    assert open_for(item, measure.line).holder == holders.person(item.world.deputy.pk)


def test_a_partner_signs_again_for_what_was_changed_but_not_for_its_own_people():
    item = item_at(Status.WORKING)
    measure = add_partner_measure(item.world, item)
    by, other = item.world.district.liaison, item.world.district.other_unit
    people = {"unit": other, "leader": measure.leader, "section": None, "person": measure.person}
    same = planned(item.world, item, text=measure.text, starts=clock.today(), **people)
    measures.change_measure(measure, by=by, revision=measure.revision, planned=same)
    assert fresh_measure(measure).received_on
    other_text = planned(item.world, item, text="改为每日更新接口（样例）", starts=clock.today(), **people)
    measures.change_measure(
        fresh_measure(measure), by=by, revision=fresh_measure(measure).revision, planned=other_text
    )
    assert fresh_measure(measure).received_on is None
    assert open_for(item, measure.line).kind == "measure_receive"


def test_a_measure_with_progress_is_not_removed_and_one_without_leaves_no_gap():
    item = item_at("reported")
    first = fresh_measure(item.measures.get())
    second = add_measure(item.world, item, text="第二项（样例）")
    third = add_measure(item.world, item, text="第三项（样例）")
    by = item.world.district.liaison
    with pytest.raises(Refused, match="免办"):
        measures.remove_measure(first, by=by)
    measures.remove_measure(fresh_measure(second), by=by)
    assert list(item.measures.values_list("order", "text")) == [(1, first.text), (2, third.text)]
    assert not Assignment.objects.filter(line=second.line, done_at=None).exists()


def test_order_moves_by_one_and_stops_at_the_ends():
    item = item_at("planned")
    first, second = item.measures.get(), add_measure(item.world, item, text="第二项（样例）")
    by = item.world.district.liaison
    for up, expected in ((True, [second.pk, first.pk]), (True, [second.pk, first.pk])):
        measures.move_measure(fresh_measure(second), by=by, up=up)
        assert list(item.measures.values_list("pk", flat=True)) == expected
    assert list(item.measures.values_list("order", flat=True)) == [1, 2]


def test_a_late_measure_keeps_its_limit(clock_at):
    item = item_at(Status.WORKING)
    measure = fresh_measure(add_measure(item.world, item, due=clock.today() + timedelta(days=3)))
    clock_at(clock.today() + timedelta(days=10))
    later = planned(item.world, item, due=clock.today() + timedelta(days=5))
    with pytest.raises(Refused, match="已逾期"):
        measures.change_measure(
            measure, by=item.world.district.liaison, revision=measure.revision, planned=later
        )


def test_after_the_limit_new_measures_wait_for_a_new_limit(clock_at):
    item = item_at(Status.WORKING, due=clock.today() + timedelta(days=5))
    clock_at(clock.today() + timedelta(days=9))
    with pytest.raises(Refused, match="逾期说明"):
        add_measure(item.world, item, due=clock.today() + timedelta(days=1))


def test_a_standard_that_cannot_be_checked_is_a_hint_and_no_block():
    item = item_at(Status.WORKING)
    vague = add_measure(item.world, item, standard="进一步提升服务水平")
    exact = add_measure(item.world, item, text="另一项（样例）", standard="11月30日前公布31个事项")
    assert queries.doubt_of(vague) == "完成标准无法核对"
    assert queries.doubt_of(exact) == ""


def test_only_the_leading_units_liaison_plans():
    item = item_at(Status.WORKING)
    d = item.world.district
    for by in (d.other_liaison, d.clerk, item.world.person, d.head):
        with pytest.raises(Refused):
            measures.add_measure(item, by=by, planned=planned(item.world, item))
