"""拆分: what was chosen goes with its people, its 待办 and its history; the rest stays; nothing moves before it is confirmed."""

import pytest

from plans.actions.models import Plan, Task
from plans.actions.operations import submission
from plans.rectifications.models import Item, Measure
from plans.rectifications.operations import partners
from plans.rectifications.queries import visible_items
from plans.rectifications.rules import is_of_its_units as of_items
from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    issued,
    item_at,
    make_rectifying,
)
from tests.plans.world import moved_to
from tests.statements import statements
from tests.test_addresses import signed_in
from units.enums import Post
from units.models import Delegation, Person, Posting
from units.queries import people_with, standing
from workflows.answering import check_outside
from workflows.models import Assignment
from workflows.operations import unit_split
from workflows.queries import recusal
from workflows.queries.unit_split import in_hand, parts

pytestmark = pytest.mark.django_db
BASIS = "示委编〔2026〕9号"


def again(row):
    return type(row).objects.get(pk=row.pk)


def split(d, unit, goes, *, appoints=None, seen="", by=None):
    """`goes`: {a thing or a person: the unit}."""
    named = {
        (f"person:{each.pk}" if isinstance(each, Person) else each): again(to) for each, to in goes.items()
    }
    return unit_split.split_unit(
        again(unit),
        by=again(by or d.business_admin),
        basis=BASIS,
        goes=named,
        appoints=appoints or {},
        seen=seen or in_hand(again(unit)).mark,
    )


def with_people(plan, to) -> dict:
    """The plan and whoever has something of it to do."""
    load = next(each for each in in_hand(again(plan.unit)).loads if each.key == plan.key)
    return {plan.key: to} | dict.fromkeys(load.people, to)


def new_bureau():
    """A unit with a head and a 联络员 of its own."""
    unit = people.make_unit("样例新局")
    return (
        unit,
        people.make_person(Post.HEAD, unit, name="样例新局长"),
        people.make_person(Post.LIAISON, unit),
    )


def open_holders(key: str) -> set[str]:
    return set(Assignment.objects.filter(subject=key, done_at=None).values_list("holder", flat=True))


def test_plan_goes_with_what_waits_for_it_and_keeps_what_was_written():
    moves = moved_to("unit_review")
    d, plan = moves.d, moves.plan
    to, head, _liaison = new_bureau()
    title, entries = plan.title, Entry.objects.filter(subject=plan.key).count()
    due = Assignment.objects.get(subject=plan.key, done_at=None).due
    split(d, d.unit, with_people(plan, to))
    moved = Plan.objects.get(pk=plan.pk)
    assert (moved.unit, moved.title) == (to, title)
    waiting = Assignment.objects.get(subject=plan.key, done_at=None)
    assert (waiting.holder, waiting.unit, waiting.due) == (f"post:head:{to.pk}", to, due)
    last = Entry.objects.filter(subject=plan.key).latest("n")
    assert (last.n, last.code, last.params["former"], last.params["words"]) == (
        entries + 1,
        "work.carried",
        "样例民政局",
        BASIS,
    )
    assert trail.verify(plan.key) == []
    with pytest.raises(Refused):
        submission.agree(moved, by=again(d.head))
    submission.agree(moved, by=again(head))
    assert Plan.objects.get(pk=plan.pk).status == "reviewing"


def test_action_asks_the_other_unit_and_once_more_the_one_that_stays():
    moves = moved_to("unit_review")
    d, (to, *_both) = moves.d, new_bureau()
    split(d, d.unit, with_people(moves.plan, to))
    assert set(d.action.units.values_list("pk", flat=True)) >= {d.unit.pk, to.pk}
    assert not Plan.objects.filter(unit=d.unit).exists()


def test_people_take_their_posts_along_and_stay_written_as_lately_of_the_unit():
    moves = moved_to("executing")
    d, world = moves.d, moves.world
    to, *_both = new_bureau()
    quiet = people.make_person(unit=d.unit, section=d.section)
    split(d, d.unit, {world.deputy: to, quiet: to})
    deputy = again(world.deputy)
    assert deputy.unit == to and standing(deputy).holds(Post.DEPUTY, to.pk)
    assert not standing(deputy).belongs_to(d.unit.pk)
    assert again(quiet).section.unit == to and again(quiet).section.name == d.section.name
    grounds = recusal.grounds(moves.plan)
    assert grounds[deputy.pk] == grounds[quiet.pk] == "近一年曾在该单位任职"


def test_whoever_is_left_behind_or_came_along_judges_nothing_of_it():
    """The former unit did part of the work, the new one does the rest."""
    moves = moved_to("executing")
    d = moves.d
    to, head, _liaison = new_bureau()
    split(d, d.unit, with_people(moves.plan, to))
    assert moves.plan.came_from == [d.unit.pk]
    grounds = recusal.grounds(moves.plan)
    assert grounds[d.head.pk] == "原承办单位人员" and grounds[head.pk] == "本单位人员"
    clerk = people.make_person(Post.OFFICE_HEAD, d.office)
    people.give_post(clerk, Post.MEMBER, d.unit)
    with pytest.raises(Refused, match="不能审核本单位的事项"):
        check_outside(again(moves.plan), again(clerk))


def test_item_goes_with_its_measures_and_its_number():
    world = make_rectifying()
    d = world.district
    item = item_at("working", world)
    own = add_measure(world, item)
    partner = add_partner_measure(world, item)
    to, _head, liaison = new_bureau()
    number = item.number
    split(d, d.unit, {item.key: to, world.deputy: to, world.person: to})
    moved = Item.objects.get(pk=item.pk)
    assert (moved.unit, moved.number) == (to, number)
    assert Measure.objects.get(pk=own.pk).unit == to
    assert Measure.objects.get(pk=partner.pk).unit == d.other_unit
    assert not [each for each in open_holders(item.key) if each.endswith(f":{d.unit.pk}")]
    assert not Assignment.objects.filter(subject=item.key, unit=d.unit, done_at=None).exists()
    assert visible_items(again(liaison)).filter(pk=item.pk).exists()
    assert not visible_items(again(d.liaison)).filter(pk=item.pk).exists()
    assert moved.ledger_row.tally.unit_id == to.pk
    page = signed_in(d.clerk).get(f"/items/{item.pk}/").content.decode()
    assert "原单位样例民政局" in page and number in page


def test_measure_for_another_unit_goes_alone():
    world = make_rectifying()
    d = world.district
    item = item_at("working", world)
    partner = add_partner_measure(world, item, received=False)
    to, head, liaison = new_bureau()
    split(d, d.other_unit, {f"measure:{partner.pk}": to})
    assert Measure.objects.get(pk=partner.pk).unit == to and again(item).unit == d.unit
    waiting = Assignment.objects.get(subject=item.key, line=partner.line, done_at=None)
    assert (waiting.holder, waiting.unit) == (f"post:liaison:{to.pk}", d.unit)
    measure = Measure.objects.get(pk=partner.pk)
    partners.receive_measure(measure, by=again(liaison), leader=again(head), person=again(liaison))
    assert Measure.objects.get(pk=partner.pk).received_on == clock.today()
    clerk = people.make_person(Post.OFFICE_CLERK, d.office)
    people.give_post(clerk, Post.MEMBER, to)
    assert of_items(again(item), again(clerk))


def test_nobody_is_parted_from_their_work():
    """A responsible person and the work go together; 工作交接 comes first where they do not."""
    moves = moved_to("executing")
    d, world = moves.d, moves.world
    to, *_both = new_bureau()
    before = list(Posting.objects.order_by("pk").values_list())
    for goes in ({moves.plan.key: to}, {world.responsible: to}):
        with pytest.raises(unit_split.CannotGo) as refused:
            split(d, d.unit, goes)
        assert "先办理工作交接" in str(list(refused.value.rows.values()))
    assert before == list(Posting.objects.order_by("pk").values_list())
    Task.objects.filter(plan=moves.plan).update(done_on=clock.today())
    split(d, d.unit, {moves.plan.key: to})
    assert Plan.objects.get(pk=moves.plan.pk).unit == to


def test_unit_with_a_plan_of_the_action_takes_no_second_one():
    moves = moved_to("unit_review")
    d = moves.d
    to, *_both = new_bureau()
    Plan.objects.create(
        action=d.action,
        unit=to,
        drafter=d.liaison,
        started_at=clock.now(),
        title="样例方案",
        status="drafting",
    )
    with pytest.raises(unit_split.CannotGo) as refused:
        split(d, d.unit, with_people(moves.plan, to))
    assert refused.value.rows == {moves.plan.key: "样例新局在该行动中已有实施方案"}


def test_what_stands_on_an_agenda_goes_after_the_meeting():
    moves = moved_to("tabled")
    d, plan = moves.d, moves.plan
    to, *_both = new_bureau()
    with pytest.raises(unit_split.CannotGo) as refused:
        split(d, d.unit, with_people(plan, to))
    assert "已列入会议议题" in refused.value.rows[plan.key]


def test_no_unit_is_left_without_who_writes_and_who_signs():
    world = make_rectifying()
    d = world.district
    item, other = issued(world), issued(world)
    empty = people.make_unit("样例空局")
    with pytest.raises(Refused, match="样例空局将没有单位负责人"):
        split(d, d.unit, {item.key: empty})
    with pytest.raises(Refused, match="样例民政局将没有单位负责人"):
        split(d, d.unit, {item.key: d.other_unit, d.head: d.other_unit})
    both = {("head", empty.pk): world.deputy, ("liaison", empty.pk): world.deputy}
    with pytest.raises(Refused, match="不能同时任联络员和单位负责人"):
        split(d, d.unit, {item.key: empty, world.deputy: empty}, appoints=both)
    named = {("head", empty.pk): world.deputy, ("liaison", empty.pk): world.person}
    split(d, d.unit, {item.key: empty, world.deputy: empty, world.person: empty}, appoints=named)
    assert list(people_with(Post.HEAD, empty.pk)) == [world.deputy]
    assert list(people_with(Post.LIAISON, empty.pk)) == [world.person]
    assert again(other).unit == d.unit and again(item).unit == empty


def test_delegation_between_people_who_part_ends_and_both_are_told():
    moves = moved_to("executing")
    d, world = moves.d, moves.world
    to, *_both = new_bureau()
    people.delegate(d.head, world.deputy)
    colleague = people.make_person(Post.DEPUTY, d.unit)
    people.delegate(colleague, world.deputy)
    split(d, d.unit, {world.deputy: to, colleague: to})
    assert Delegation.objects.get(principal=d.head).revoked_at is not None
    assert Delegation.objects.get(principal=colleague).revoked_at is None
    for person in (d.head, world.deputy):
        assert person.notices.filter(event="delegation.ended").count() == 1


def test_units_read_of_it_and_only_the_business_admin_does_it():
    world = make_rectifying()
    d = world.district
    item, (to, _head, liaison) = issued(world), new_bureau()
    for by in (d.head, d.clerk):
        with pytest.raises(Refused, match="只有工委业务管理员"):
            split(d, d.unit, {item.key: to}, by=by)
    split(d, d.unit, {item.key: to})
    for unit in (d.unit, to):
        entry = Entry.objects.get(subject=f"unit:{unit.pk}", code="unit.split")
        assert (entry.params["basis"], entry.params["matters"]) == (BASIS, 1)
    assert liaison.notices.get(event="unit.split").text.startswith("样例民政局的部分工作由样例新局承接")


def test_what_changed_since_the_preview_is_shown_anew():
    world = make_rectifying()
    d = world.district
    item, (to, *_both) = issued(world), new_bureau()
    seen = in_hand(d.unit).mark
    issued(world)
    with pytest.raises(unit_split.HasChanged):
        split(d, d.unit, {item.key: to}, seen=seen)
    assert again(item).unit == d.unit


def test_office_a_merged_unit_and_one_itself_take_nothing():
    world = make_rectifying()
    d = world.district
    item = issued(world)
    gone = people.make_unit(successor=d.other_unit)
    for to in (d.office, gone, d.unit):
        with pytest.raises(Refused, match="不能承接"):
            split(d, d.unit, {item.key: to})
    with pytest.raises(Refused, match="不能拆分"):
        split(d, gone, {"item:0": d.unit})
    with pytest.raises(Refused, match="至少选择一项"):
        split(d, d.unit, {})


def test_preview_costs_the_same_for_any_number_of_matters():
    world = make_rectifying()
    to, *_both = new_bureau()
    sent = []
    for _each in range(2):
        issued(world)
        unit = again(world.district.unit)
        with statements() as counted:
            has = in_hand(unit)
            parts(has, {load.key: to for load in has.loads})
        sent.append(len(counted))
        issued(world)
    assert sent[0] == sent[1]


def test_page_previews_moves_nothing_before_it_is_confirmed_and_keeps_what_was_chosen():
    world = make_rectifying()
    d = world.district
    item, stays = issued(world), issued(world)
    to, *_both = new_bureau()
    client, address = signed_in(d.business_admin), f"/units/{d.unit.pk}/split/"
    assert "下一步：逐项选择" in client.get(address).content.decode()
    page = client.get(address, {"into1": to.pk})
    assert item.number in page.content.decode() and "留在本单位" in page.content.decode()
    data = {"into1": to.pk, f"row-item-{item.pk}": to.pk, "seen": page.context["has"].mark}
    bare = client.post(address, data)
    assert bare.status_code == 422 and f'value="{to.pk}" selected' in bare.content.decode()
    preview = client.post(address, data | {"basis": BASIS}).content.decode()
    assert "确认拆分" in preview and "整改事项 1" in preview and again(item).unit == d.unit
    parted = client.post(address, data | {"basis": BASIS, f"row-person-{d.head.pk}": to.pk, "confirm": "1"})
    assert parted.status_code == 422 and "将没有单位负责人" in parted.content.decode()
    assert client.post(address, data | {"basis": BASIS, "confirm": "1"}).status_code == 302
    assert again(item).unit == to and again(stays).unit == d.unit
    assert signed_in(d.head).get(address).status_code == 409
    assert f"/units/{d.unit.pk}/split/" in client.get(f"/units/{d.unit.pk}/change/").content.decode()
