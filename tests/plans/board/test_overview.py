"""报送情况一览: the figures, who may be urged, and how often."""

import re
from dataclasses import replace

import pytest
from django.urls import reverse

from notifications.models import Notice
from plans.actions.queries import action_overview
from tests import factories as people
from tests.plans import factories
from tests.plans.world import Moves, World
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = pytest.mark.django_db

# unit → how far its plan has come (None: not started) → is it reported, is it with the unit again?
WAYS = {
    "未报": None,
    "起草中": "",
    "初审": "submit agree receive",
    "退回修改": "submit agree receive return",
    "原则同意": "submit agree receive propose table approve_in_principle",
    "实施中": "submit agree receive propose table approve",
}


@pytest.fixture
def world():
    world = World()
    action = world.district.action
    action.units.clear()
    for name, way in WAYS.items():
        unit = people.make_unit(f"样例{name}单位")
        liaison, head = (people.make_person(post, unit) for post in (Post.LIAISON, Post.HEAD))
        action.units.add(unit)
        if way is None:
            continue
        world.district = replace(world.district, unit=unit, liaison=liaison, head=head)
        world.plan = factories.start(world.district)
        for move in way.split():
            Moves(world).make(move)
    return world


def test_figures_count_what_their_names_say(world):
    overview = action_overview(world.district.action)
    figures = {name: overview[name] for name in ("due", "reported", "returned", "missing")}
    assert figures == {"due": 6, "reported": 4, "returned": 1, "missing": 2}
    said = {
        row["unit"].name: (row["reported"], row["drafting"], row["with_unit"]) for row in overview["rows"]
    }
    assert said == {
        "样例未报单位": (False, False, False),
        "样例起草中单位": (False, True, False),
        "样例初审单位": (True, False, False),
        "样例退回修改单位": (True, False, True),
        "样例原则同意单位": (True, False, True),
        "样例实施中单位": (True, False, False),
    }


def test_those_who_have_it_in_hand_are_urged_once_a_day(world):
    clerk, action = signed_in(world.district.clerk), world.district.action
    page = clerk.get(reverse("overview"), {"action": action.pk}).content.decode()
    offered = re.findall(r'name="unit" value="(\d+)"', page)
    in_hand = ("未报", "起草中", "退回修改", "原则同意")
    names = dict(action.units.values_list("pk", "name"))
    assert {names[int(pk)] for pk in offered} == {f"样例{name}单位" for name in in_hand}
    urge = reverse("overview_urge", args=[action.pk])
    for _twice in range(2):
        clerk.post(urge, {"unit": offered})
    assert Notice.objects.filter(event="action.urged").count() == len(in_hand)
    assert clerk.get(reverse("overview"), {"action": action.pk}).content.decode().count("已催1次") == 4
