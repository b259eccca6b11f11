"""事项页: what it says, to whom, and at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.rectifications.enums import Status
from plans.rectifications.models import Item
from tests.plans.rectifications.factories import (
    add_measure,
    add_partner_measure,
    give_evidence,
    item_at,
    report,
)
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


def page(person, item) -> str:
    response = signed_in(person).get(reverse("item", args=[item.pk]))
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_reads_as_a_document_with_limits_side_by_side_and_marks():
    item = item_at(Status.WORKING)
    extended = item.due + timedelta(days=14)
    Item.objects.filter(pk=item.pk).update(
        extended_due=extended,
        limit=extended,
        late_days=3,
        late_cause="partner",
        relapse_count=1,
        return_count=2,
    )
    told = page(item.world.district.liaison, item)
    assert item.problem in told and item.standard in told
    assert told.index("原时限") < told.index("延期后时限") < told.index("现时限")
    assert item.due.isoformat() in told and extended.isoformat() in told
    for mark in ("曾逾期3个工作日（配合单位）", "反弹1次", "退回2次"):
        assert mark in told


def test_the_way_has_the_stages_of_the_items_own_chain_only():
    timed = page((item := item_at(Status.WORKING)).world.district.liaison, item)
    immediate = item_at(Status.WORKING, item.world, kind="immediate")
    short = page(item.world.district.liaison, immediate)
    assert "初审" in timed and "审核销号" not in timed
    assert "审核销号" in short and "初审" not in short


def test_other_units_find_no_such_page():
    item = item_at(Status.WORKING)
    response = signed_in(item.world.district.other_liaison).get(reverse("item", args=[item.pk]))
    assert response.status_code == 404


def more(item, n: int) -> None:
    """One more measure, of each unit in turn, with progress and evidence."""
    world, fields = item.world, {"text": f"样例措施{n}"}
    measure = (add_measure if n % 2 else add_partner_measure)(world, item, **fields)
    for percent in (30, 60, 90):
        report(world, measure, percent)
    give_evidence(measure)


@pytest.mark.parametrize(("role", "statements"), [("liaison", 32), ("clerk", 35), ("other_liaison", 33)])
def test_the_page_costs_the_same_with_one_measure_and_with_three(role, statements):
    item = item_at(Status.WORKING)
    add_partner_measure(item.world, item)
    client, address = signed_in(getattr(item.world.district, role)), reverse("item", args=[item.pk])
    found = []
    for n in (1, 2, 3):
        more(item, n)
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            told = client.get(address).content.decode()
        found.append(len(captured))
        assert f"样例措施{n}" in told and "另有更早的1条" in told and "照片.pdf" in told
    assert [found[0], found[2]] == [statements, statements]
