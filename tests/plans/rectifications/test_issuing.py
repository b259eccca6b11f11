from datetime import timedelta

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.operations import issuing
from records import clock, trail
from records.errors import Refused
from tests.plans.rectifications.factories import item_at, make_rectifying, problem
from units import holders
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def test_issue_gives_numbers_without_gaps_and_the_liaison_has_it_to_receive():
    world = make_rectifying()
    first = issuing.issue(problem(world), by=world.district.clerk)
    with pytest.raises(Refused):
        issuing.issue(problem(world, due=clock.today()), by=world.district.clerk)
    second = issuing.issue(problem(world), by=world.district.clerk)
    year = clock.today().year
    assert [first.number, second.number] == [f"整改-{year}-0001", f"整改-{year}-0002"]
    assert first.status == Status.ISSUED
    waiting = Assignment.objects.get(subject=first.key, done_at=None)
    assert waiting.holder == holders.post("liaison", world.district.unit.pk)
    assert first.number in waiting.title
    assert trail.verify(first.key) == []


def test_receive_starts_the_work_and_a_second_press_is_refused():
    item = item_at(Status.ISSUED)
    liaison = item.world.district.liaison
    issuing.receive(item, by=liaison)
    item.refresh_from_db()
    assert (item.status, item.received_on) == (Status.WORKING, clock.today())
    assert Assignment.objects.get(subject=item.key, done_at=None).due == item.limit
    with pytest.raises(Refused):
        issuing.receive(item, by=liaison)


def test_receive_is_the_leading_units_liaisons_alone():
    item = item_at(Status.ISSUED)
    for person in (item.world.district.other_liaison, item.world.district.clerk, item.world.district.head):
        with pytest.raises(Refused):
            issuing.receive(item, by=person)


def test_the_limit_counts_natural_days_and_its_light_its_own_working_days():
    item = item_at(Status.WORKING, due=clock.today() + timedelta(days=10))
    assert item.limit == clock.today() + timedelta(days=10)
    assert item.red_on == item.limit + timedelta(days=1)
    assert clock.today() < item.yellow_on <= item.limit
