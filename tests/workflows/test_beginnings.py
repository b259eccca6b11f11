"""Many lives begun at once are the same rows as each begun alone, in a number of statements that does not grow."""

import pytest
from django.db import transaction
from viewflow.workflow.models import Process, Task

from plans.rectifications.enums import Status
from plans.rectifications.flow import RectificationFlow
from plans.rectifications.models import Item
from plans.rectifications.operations import issuing
from records import numbers, trail
from records.models import Entry, Fact
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.statements import statements
from units import holders
from workflows.acts import starting
from workflows.beginnings import starting_many
from workflows.models import Assignment

pytestmark = pytest.mark.django_db

OWN = {
    "id",
    "created",
    "started",
    "finished",
    "process_id",
    "subject",
    "digest",
    "data",
    "token",
    "at",
    "since",
    "title",
    "url",
}


def unsaved(world, n: int) -> list[Item]:
    made = [issuing.unsaved(problem(world), by=world.district.clerk) for _each in range(n)]
    for item, number in zip(made, numbers.next_numbers("样例", 2026, n), strict=True):
        item.number = f"样例-{number}"
    return made


def body(act):
    act.record("item.issued", number="1")
    act.record("item.received")
    act.assign("receive", holders.post("liaison", act.subject.unit_id), "请签收", limit_days=2)
    act.fact("item.issued")


def begin(world, items) -> None:
    with transaction.atomic(), starting_many(items, RectificationFlow.begin, by=world.district.clerk) as acts:
        for act in acts:
            body(act)


def rows(item) -> dict[str, list[dict]]:
    """What the beginning of one item wrote, without what is each one's own."""
    found = {
        "process": Process.objects.filter(pk=item.process_id),
        "tasks": Task.objects.filter(process_id=item.process_id).order_by("id"),
        "entries": Entry.objects.filter(subject=item.key).order_by("n"),
        "assignments": Assignment.objects.filter(process_id=item.process_id),
        "facts": Fact.objects.filter(subject=item.key),
    }
    return {
        name: [
            {key: value for key, value in row.items() if key not in OWN and value is not None}
            for row in each.values()
        ]
        for name, each in found.items()
    }


def without_digests(found: dict) -> dict:
    for entry in found["entries"]:
        entry.pop("previous", None)
    return found


def test_a_batch_writes_for_each_what_one_alone_writes():
    world = make_rectifying()
    alone, first, second = unsaved(world, 3)
    with starting(alone, RectificationFlow.begin, by=world.district.clerk) as act:
        body(act)
    begin(world, [first, second])
    wanted = without_digests(rows(alone))
    assert len(wanted["tasks"]) == len(wanted["entries"]) == 2
    for item in (first, second):
        assert without_digests(rows(item)) == wanted
        assert Item.objects.get(pk=item.pk).status == Status.ISSUED
        assert trail.verify(item.key) == []
        begun, step = Task.objects.filter(process_id=item.process_id).order_by("id")
        assert step.data == {"after": begun.pk}


def test_a_life_begun_in_a_batch_goes_on_like_any_other():
    world = make_rectifying()
    items = unsaved(world, 2)
    begin(world, items)
    issuing.receive(items[1], by=world.district.liaison)
    assert Item.objects.get(pk=items[1].pk).status == Status.WORKING
    assert Item.objects.get(pk=items[0].pk).status == Status.ISSUED
    assert trail.verify(items[1].key) == []


def test_a_batch_of_fifty_sends_as_many_statements_as_one_of_ten():
    world = make_rectifying()
    begin(world, unsaved(world, 1))  # the calendar is read once
    ten, fifty = unsaved(world, 10), unsaved(world, 50)
    with statements() as of_ten:
        begin(world, ten)
    with statements() as of_fifty:
        begin(world, fifty)
    tables = (
        "viewflow_process",
        "viewflow_task",  # twice: what began, and the first step
        "rectifications_item",
        "workflows_assignment",
        "records_entry",
        "records_fact",
    )
    assert of_fifty == of_ten
    assert of_ten[: len(tables)] == [f"INSERT {table}" for table in tables]  # then what its app keeps of it


def test_people_are_not_told_one_by_one_from_a_batch():
    world = make_rectifying()
    with pytest.raises(ValueError), transaction.atomic():
        with starting_many(unsaved(world, 2), RectificationFlow.begin, by=world.district.clerk) as acts:
            acts[0].notify([world.district.head], "item.issued", "样例")
    assert Item.objects.count() == 0


def test_nothing_is_left_of_a_batch_that_fails():
    world = make_rectifying()
    before = Process.objects.count(), Entry.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        with starting_many(unsaved(world, 3), RectificationFlow.begin, by=world.district.clerk) as acts:
            body(acts[0])
            raise ZeroDivisionError
    assert (Process.objects.count(), Entry.objects.count()) == before
