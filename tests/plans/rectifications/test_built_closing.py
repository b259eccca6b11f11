"""整改销号 on a built route: the stages put between those of the chain are asked by the same engine as those of a plan."""

from dataclasses import replace

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.models import Item
from plans.rectifications.operations.routes import CLOSING
from records import trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at, make_rectifying
from tests.workflows import built
from tests.workflows.built import named, stage
from units.enums import Post
from workflows import routes
from workflows.enums import Refusal, StageKind, StagePlace
from workflows.models import Asked
from workflows.operations.answering import give_answer
from workflows.queries.routes import rows_in_force

pytestmark = pytest.mark.django_db


def world_with(*built_rows, after: str = "unit_confirm"):
    """A district whose closing route has these stages after the one named."""
    world = make_rectifying()
    people.make_person(Post.DEPUTY, world.district.other_unit, name="样例副校长")
    rows = []
    for row in rows_in_force(CLOSING):
        rows.append(row)
        if row.code == after:
            rows += [each(world) if callable(each) else each for each in built_rows]
    built.publish(world.district, *rows, code=CLOSING)
    return world


def applied(world, **fields) -> Item:
    item = item_at("confirmed", world, **fields)
    ways.apply(world, item)
    ways.confirm(world, fresh(item))
    return fresh(item)


def say(item, by, answer="agree", words="理由"):
    return give_answer(fresh(item), by=by, answer=answer, words=words)


def test_stage_in_the_chain_is_asked_and_passed():
    world = world_with(stage("look"))
    item = applied(world)
    assert item.stage == "look"
    say(item, world.office_head)
    assert fresh(item).stage == "first_review"
    assert ways.walk(world, item).status == Status.CLOSED
    assert not trail.verify(item.key)


def test_refusal_gives_the_closing_back_with_its_reason():
    world = world_with(stage("look"))
    item = applied(world)
    say(item, world.office_head, "disagree", "佐证不足")
    item = fresh(item)
    assert (item.status, item.return_count) == (Status.WORKING, 1)
    assert Entry.objects.get(subject=item.key, code="item.returned").params["words"] == "佐证不足"


def test_refusal_sends_back_to_the_first_review_of_the_chain():
    world = world_with(
        stage(
            "look",
            refusal=Refusal.STAGE,
            refusal_stage="first_review",
            condition={"kind": ["timed"], "source": ["research"]},
        ),
        after="first_review",
    )
    item = applied(world)
    ways.audit(world, item)
    say(item, world.office_head, "disagree", "再核一次")
    assert fresh(item).stage == "first_review"


def test_leader_in_charge_of_the_item_is_asked_in_person():
    world = world_with(stage("own", post="", place=StagePlace.LEADER), after="unit_confirm")
    item = applied(world)
    assert Asked.objects.get(round__stage__code="own").holder == f"person:{item.leader_id}"
    say(item, item.leader)
    assert fresh(item).stage == "first_review"


def test_last_stage_that_was_built_closes_the_item():
    world = world_with(stage("last", post=Post.DEPUTY), after="at_source")
    item = ways.walk(world, applied(world), "last")
    say(item, world.in_charge)
    assert fresh(item).status == Status.CLOSED


def test_countersignature_keeps_every_word_and_the_unit_reads_none():
    ours = {"source": ["research"]}  # where the unit itself closes, nobody would decide after it
    world = world_with(
        lambda world: named(
            "hear", world.district.clerk, world.office_head, kind=StageKind.CONSULT, condition=ours
        )
    )
    item = applied(world)
    say(item, world.office_head, "disagree", "内部看法")
    assert fresh(item).stage == "hear"
    say(item, world.district.clerk)
    assert fresh(item).stage == "first_review"
    assert Entry.objects.get(code="stage.disagreed").circle == "internal"


def test_who_is_responsible_for_the_item_does_not_answer_outside_the_unit():
    world = world_with(stage("look"))
    item = applied(world)
    Item.objects.filter(pk=item.pk).update(person=world.office_head)
    with pytest.raises(Refused, match="承办人"):
        say(item, world.office_head)


def test_item_that_is_being_closed_keeps_its_route():
    world = make_rectifying()
    item = applied(world)
    begun = item.route_id
    built.publish(
        world.district,
        *(replace(row, limit_days=row.limit_days + 1) for row in rows_in_force(CLOSING)),
        code=CLOSING,
    )
    assert fresh(item).route_id == begun != routes.published(CLOSING).pk
