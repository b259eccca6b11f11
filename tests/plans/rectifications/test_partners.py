"""牵头与配合: each measure has its unit, which signs, objects, reports; the lead answers, urges, asks the office."""

from datetime import timedelta

import pytest

from notifications.models import Notice
from plans.rectifications.enums import Status
from plans.rectifications.models import Concern
from plans.rectifications.operations import measures, partners, progress
from plans.rectifications.queries import visible_items
from records import clock
from records.errors import Refused
from tests.plans.rectifications.factories import add_partner_measure, fresh_measure, item_at, planned
from units import holders
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    return item_at(Status.WORKING)


def open_kinds(item, line: str = "") -> set[tuple[str, str]]:
    rows = Assignment.objects.filter(subject=item.key, line=line, done_at=None)
    return set(rows.values_list("kind", "holder"))


def test_a_partner_sees_the_item_and_has_its_measure_to_sign_for(item):
    d = item.world.district
    assert not visible_items(d.other_liaison).filter(pk=item.pk).exists()
    measure = add_partner_measure(item.world, item, received=False)
    assert visible_items(d.other_liaison).filter(pk=item.pk).exists()
    assert open_kinds(item, measure.line) == {("measure_receive", holders.post("liaison", d.other_unit.pk))}
    assert Notice.objects.filter(recipient=d.other_liaison, event="item.measure_added").exists()


def test_signing_names_the_units_own_people_and_they_have_it_to_do(item):
    world = item.world
    measure = add_partner_measure(world, item, received=False)
    with pytest.raises(Refused, match="责任人"):
        partners.receive_measure(
            measure, by=world.district.other_liaison, leader=world.other_head, person=None
        )
    with pytest.raises(Refused, match="不是该单位人员"):
        partners.receive_measure(
            measure, by=world.district.other_liaison, leader=world.other_head, person=world.person
        )
    partners.receive_measure(
        measure, by=world.district.other_liaison, leader=world.other_head, person=world.other_person
    )
    assert open_kinds(item, measure.line) == {("measure", holders.person(world.other_person.pk))}
    with pytest.raises(Refused, match="已经签收"):
        partners.receive_measure(
            measure, by=world.district.other_liaison, leader=world.other_head, person=world.other_person
        )


def test_nobody_else_signs_for_a_partner(item):
    world = item.world
    measure = add_partner_measure(world, item, received=False)
    for by in (world.district.liaison, world.other_head, world.district.clerk):
        with pytest.raises(Refused):
            partners.receive_measure(measure, by=by, leader=world.other_head, person=world.other_person)


def test_what_is_excused_is_not_signed_for_until_it_is_asked_for_again(item):
    d = item.world.district
    measure = add_partner_measure(item.world, item, received=False)
    progress.excuse(measure, by=d.clerk, reason="政策调整（样例）")
    people = {"leader": item.world.other_head, "person": item.world.other_person}
    with pytest.raises(Refused, match="免办"):
        partners.receive_measure(fresh_measure(measure), by=d.other_liaison, **people)
    assert fresh_measure(measure).received_on is None


def test_an_objection_goes_to_the_lead_and_back_with_its_answer(item):
    d = item.world.district
    measure = add_partner_measure(item.world, item, received=False)
    with pytest.raises(Refused, match="理由"):
        partners.object_to(measure, by=d.other_liaison, reason=" ")
    concern = partners.object_to(measure, by=d.other_liaison, reason="接口由大数据中心维护（样例）")
    assert open_kinds(item, measure.line) == {("measure_objection", holders.post("liaison", item.unit_id))}
    with pytest.raises(Refused, match="等待牵头单位答复"):
        partners.object_to(fresh_measure(measure), by=d.other_liaison, reason="再说一次")
    with pytest.raises(Refused):
        partners.answer_objection(concern, by=d.clerk, words="样例")
    partners.answer_objection(concern, by=d.liaison, words="由贵单位牵线，按月对接（样例）")
    assert open_kinds(item, measure.line) == {("measure_receive", holders.post("liaison", d.other_unit.pk))}
    with pytest.raises(Refused, match="已经答复"):
        partners.answer_objection(concern, by=d.liaison, words="再答一次")
    assert Concern.objects.get().answer_words == "由贵单位牵线，按月对接（样例）"


def test_an_objection_becomes_pointless_with_its_measure(item):
    d, world = item.world.district, item.world
    measure = add_partner_measure(world, item, received=False)
    concern = partners.object_to(measure, by=d.other_liaison, reason="不在权限内（样例）")
    with pytest.raises(Refused, match="等待牵头单位答复"):
        partners.receive_measure(
            fresh_measure(measure), by=d.other_liaison, leader=world.other_head, person=world.other_person
        )
    own = planned(world, item, text=measure.text)
    measures.change_measure(fresh_measure(measure), by=d.liaison, revision=measure.revision, planned=own)
    concern.refresh_from_db()
    assert concern.answer_words == "改由其他单位承担"
    assert open_kinds(item, measure.line) == {("measure", holders.person(world.person.pk))}
    again = add_partner_measure(world, item, received=False, text="另一项（样例）")
    other = partners.object_to(again, by=d.other_liaison, reason="重复（样例）")
    measures.remove_measure(fresh_measure(again), by=d.liaison)
    other.refresh_from_db()
    assert (other.answer_words, other.measure) == ("措施已撤销", None)
    assert open_kinds(item, again.line) == set()


def test_a_changed_measure_waits_for_the_answer_to_its_objection(item):
    d, world = item.world.district, item.world
    measure = add_partner_measure(world, item, received=False)
    concern = partners.object_to(measure, by=d.other_liaison, reason="时限过紧（样例）")
    changed = planned(
        world, item, text="分两步开放接口（样例）", unit=d.other_unit, leader=None, section=None, person=None
    )
    measures.change_measure(fresh_measure(measure), by=d.liaison, revision=measure.revision, planned=changed)
    assert open_kinds(item, measure.line) == {("measure_objection", holders.post("liaison", item.unit_id))}
    partners.answer_objection(concern, by=d.liaison, words="已调整（样例）")
    assert open_kinds(item, measure.line) == {("measure_receive", holders.post("liaison", d.other_unit.pk))}


def test_the_lead_urges_a_partner_once_a_day(item, clock_at):
    d = item.world.district
    measure = add_partner_measure(item.world, item)
    partners.urge(measure, by=d.liaison)
    with pytest.raises(Refused, match="今天已经催过"):
        partners.urge(fresh_measure(measure), by=d.liaison)
    told = set(Notice.objects.filter(event="item.measure_urged").values_list("recipient", flat=True))
    assert told == {d.other_liaison.pk, item.world.other_person.pk}
    clock_at(clock.today() + timedelta(days=1))
    partners.urge(fresh_measure(measure), by=d.liaison)
    assert Notice.objects.filter(event="item.measure_urged").count() == 4


def test_coordination_waits_for_the_office_and_all_units_read_the_answer(item):
    d = item.world.district
    add_partner_measure(item.world, item)
    concern = partners.ask_coordination(item, by=d.liaison, reason="两单位对接口口径不一致（样例）")
    assert ("item_coordinate", holders.post("office_clerk", d.office.pk)) in open_kinds(item)
    with pytest.raises(Refused, match="已提请协调"):
        partners.ask_coordination(item, by=d.liaison, reason="再提一次")
    for by in (d.liaison, d.other_liaison, item.world.office_head):
        with pytest.raises(Refused):
            partners.answer_coordination(concern, by=by, words="样例")
    partners.answer_coordination(concern, by=d.clerk, words="由样例党校按月提供（样例）")
    told = set(Notice.objects.filter(event="item.coordinated").values_list("recipient", flat=True))
    assert told == {d.liaison.pk, d.other_liaison.pk}
    assert not any(kind == "item_coordinate" for kind, _holder in open_kinds(item))


def test_its_own_unit_appoints_somebody_else(item):
    world = item.world
    measure = add_partner_measure(world, item)
    partners.appoint(
        measure, by=world.district.other_liaison, leader=world.other_head, person=world.district.other_liaison
    )
    assert open_kinds(item, measure.line) == {("measure", holders.person(world.district.other_liaison.pk))}
    with pytest.raises(Refused):
        partners.appoint(
            fresh_measure(measure),
            by=world.district.liaison,
            leader=world.other_head,
            person=world.other_person,
        )
