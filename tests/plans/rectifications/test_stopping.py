"""终止: asked by the office, approved by its head, never by who asked."""

import pytest

from plans.rectifications.enums import Status
from plans.rectifications.operations import stopping
from records import clock, workdays
from records.errors import Refused
from tests import factories as people
from tests.plans.rectifications import closing_ways as ways
from tests.plans.rectifications.closing_ways import fresh
from tests.plans.rectifications.factories import item_at
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def test_stopped_nothing_of_it_waits_for_anybody():
    item = item_at(Status.STOPPED)
    assert not Assignment.objects.filter(subject=item.key, done_at=None).exists()
    assert (item.process.status, item.stops.get().granted) == ("DONE", True)
    assert (item.yellow_on, item.red_on) == (None, None)


def test_refused_the_unit_rectifies_on_with_its_days_given_back(clock_at):
    item = item_at("approve_stop")
    limit = item.limit
    clock_at(workdays.add(clock.today(), 3).date)
    stopping.refuse_stop(item, by=item.world.office_head, reason="问题仍然存在")
    assert (fresh(item).status, fresh(item).limit) == (Status.WORKING, workdays.add(limit, 3).date)
    ways.ask_stop(item.world, fresh(item))


def test_who_asked_does_not_approve():
    item = item_at("planned")
    head = item.world.office_head
    people.give_post(head, Post.OFFICE_CLERK)
    stopping.ask_stop(item, by=head, reason="机构撤销")
    with pytest.raises(Refused, match="申请人不能自己审批"):
        stopping.approve_stop(fresh(item), by=head)


@pytest.mark.parametrize("what", ["ask", "refuse"])
def test_both_say_why(what):
    item = item_at("planned" if what == "ask" else "approve_stop")
    with pytest.raises(Refused) as caught:
        if what == "ask":
            stopping.ask_stop(item, by=item.world.district.clerk, reason=" ")
        else:
            stopping.refuse_stop(item, by=item.world.office_head, reason="")
    assert caught.value.field == "reason"
