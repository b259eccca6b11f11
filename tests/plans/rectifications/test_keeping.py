"""What the ledger keeps beside items: every act leaves the words and the counters right, whoever acted."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from plans.rectifications.enums import Scope, Status
from plans.rectifications.flow import RectificationFlow
from plans.rectifications.lights import PLACES
from plans.rectifications.models import Item, LedgerRow, Measure, Tally
from plans.rectifications.operations import issuing, keeping
from tests.plans.rectifications import factories
from workflows.acts import acting
from workflows.beginnings import starting_many

pytestmark = pytest.mark.django_db


def counted() -> dict[tuple, int]:
    """(unit, scope, place) → n, of every counter that is not nought."""
    return {
        (tally.unit_id, tally.scope, place): n
        for tally in Tally.objects.all()
        for place in PLACES
        if (n := getattr(tally, place))
    }


def says(word: str) -> list[int]:
    return list(LedgerRow.objects.filter(text__says=word).values_list("pk", flat=True))


def change(item, by, **fields):
    with acting(item, by=by) as act:
        act.set(**fields)


def test_an_item_is_counted_where_it_stands_and_moves_with_its_acts():
    world = factories.make_rectifying()
    item = factories.issued(world)
    unit = item.unit_id
    assert counted() == {(unit, "single", "issued"): 1}
    issuing.receive(item, by=world.district.liaison)
    assert counted() == {(unit, "single", "fresh"): 1}
    change(item, world.district.liaison, begun_at=item.process.created)
    assert counted() == {(unit, "single", "working"): 1}
    change(item, world.district.clerk, scope=Scope.COMMON)
    assert counted() == {(unit, "common", "working"): 1}
    factories.issued(world)
    assert counted() == {(unit, "common", "working"): 1, (unit, "single", "issued"): 1}


def test_what_was_closed_late_is_counted_apart():
    world = factories.make_rectifying()
    in_time, late = (factories.item_at(Status.CLOSED, world, problem=f"样例{n}") for n in (1, 2))
    cell = (late.unit_id, "single")
    assert counted() == {(*cell, "closed"): 2}
    change(late, world.district.clerk, late_days=3)
    assert counted() == {(*cell, "closed"): 1, (*cell, "closed_late"): 1}
    apart = import_module("plans.rectifications.migrations.0005_late_closings_counted")
    apart.join(apps, None)  # as it was counted before
    assert counted() == {(*cell, "closed"): 2}
    apart.part(apps, None)
    assert counted() == {(*cell, "closed"): 1, (*cell, "closed_late"): 1}
    change(late, world.district.clerk, scope=Scope.COMMON)  # each row knows its counter
    change(in_time, world.district.clerk, scope=Scope.COMMON)
    assert counted() == {(late.unit_id, "common", "closed"): 1, (late.unit_id, "common", "closed_late"): 1}


def test_an_act_that_fails_leaves_the_counters_alone():
    world = factories.make_rectifying()
    item = factories.item_at(Status.WORKING, world)
    before = counted()
    with pytest.raises(ZeroDivisionError), acting(item, by=world.district.clerk) as act:
        act.set(scope=Scope.COMMON)
        raise ZeroDivisionError
    assert counted() == before


def test_an_item_is_found_by_what_its_acts_wrote_and_no_longer_by_what_they_replaced():
    world = factories.make_rectifying()
    item = factories.item_at(Status.WORKING, world, problem="档案库房潮湿（样例）")
    assert says("档案库房") == [item.pk] and says("民政局") == [item.pk] and says(item.number) == [item.pk]
    change(
        item,
        world.district.liaison,
        person=world.person,
        mechanism="库房巡查制度",
        problem="库房受潮（样例）",
    )
    assert says("巡查制度") == [item.pk] and says(world.person.name) == [item.pk]
    assert says("档案库房潮湿") == [item.pk]  # the title still says it
    change(item, world.district.clerk, title="库房受潮")
    assert says("档案库房潮湿") == []


def test_a_measure_written_in_an_act_is_found_and_its_unit_is_known():
    world = factories.make_rectifying()
    item, other = factories.item_at(Status.WORKING, world), world.district.other_unit
    tagged = LedgerRow.objects.filter(text__tagged=[keeping.helper_tag(other.pk)])
    assert not tagged.exists()
    with acting(item, by=world.district.liaison):
        Measure.objects.create(item=item, line="m1", text="购置除湿设备", unit=other, due=item.due)
    assert says("除湿设备") == [item.pk] and tagged.get().pk == item.pk


def test_a_batch_is_kept_like_each_alone_in_a_number_of_statements_that_does_not_grow():
    world = factories.make_rectifying()

    def begin(n):
        items = [issuing.unsaved(factories.problem(world), by=world.district.clerk) for _each in range(n)]
        for item in items:
            item.number = f"样例-{Item.objects.count()}-{id(item)}"
        with transaction.atomic(), starting_many(items, RectificationFlow.begin, by=world.district.clerk):
            pass
        return [item.pk for item in items]

    begin(1)
    pks = begin(3)
    assert counted() == {(world.district.unit.pk, "single", "issued"): 4}
    assert set(says("群众多次往返")) >= set(pks)
    LedgerRow.objects.filter(pk__in=pks).update(digest="")
    with CaptureQueriesContext(connection) as three:
        keeping.keep(pks)
    LedgerRow.objects.filter(pk__in=pks).update(digest="")
    with CaptureQueriesContext(connection) as one:
        keeping.keep(pks[:1])
    assert len(three) == len(one)


def test_keeping_once_more_changes_nothing():
    item = factories.item_at(Status.WORKING)
    before = counted()
    with CaptureQueriesContext(connection) as captured:
        keeping.keep([item.pk])
    assert counted() == before
    assert len(captured) == 2 and all(query["sql"].startswith("SELECT") for query in captured)


def test_recounting_finds_the_same_and_mends_what_was_wrong():
    world = factories.make_rectifying()
    for place in (Status.ISSUED, Status.WORKING, Status.WORKING):
        factories.item_at(place, world)
    before, found = counted(), says("窗口")
    Tally.objects.update(issued=77)
    LedgerRow.objects.first().delete()
    assert keeping.recount() == 3
    assert (counted(), sorted(says("窗口"))) == (before, sorted(found))
