"""组成验收组: the page with its picker."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from records import clock
from tests import factories as people
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


def test_page_of_the_group_shows_who_recuses_themselves_and_takes_nobody_forged():
    moves = moved_to("arrange")
    page = signed_in(moves.d.clerk)
    address = reverse("plan_compose", args=[moves.plan.pk])
    body = page.get(address).content.decode()
    for person in (moves.world.leader, moves.world.member):
        assert f'name="members" value="{person.pk}"' in body
    for person in (moves.d.head, moves.world.responsible):
        assert person.name in body
        assert f'value="{person.pk}"' not in body
    given = {"visit_on": clock.today().isoformat(), "methods": "查资料", "leader": moves.world.leader.pk}
    forged = page.post(address, given | {"members": [moves.world.member.pk, moves.d.head.pk]})
    assert forged.status_code == 422
    assert f"{moves.d.head.name}应当回避（本单位人员）" in forged.content.decode()
    assert f'value="{moves.world.member.pk}" checked' in forged.content.decode()
    assert page.post(address, given | {"members": [moves.world.member.pk]}).status_code == 302
    assert moves.plan.stage == "visit"


def test_page_of_the_group_costs_the_same_whoever_is_offered():
    moves = moved_to("arrange")
    page, address = signed_in(moves.d.clerk), reverse("plan_compose", args=[moves.plan.pk])
    page.get(address)
    with CaptureQueriesContext(connection) as few:
        page.get(address)
    for _each in range(3):
        people.make_person("member")
    with CaptureQueriesContext(connection) as many:
        page.get(address)
    assert len(many) == len(few) == 13
