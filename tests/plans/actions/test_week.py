"""本周到期: what is overdue or due by Sunday, for me, my section, my unit."""

import re
from datetime import timedelta

import pytest

from plans.actions.models import Milestone, Task
from plans.actions.queries.week import ME, SECTION, UNIT, week_of
from records import clock, workdays
from tests import factories as people
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from units.enums import Post

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    moves = moved_to("executing")
    far = clock.today() + timedelta(days=60)
    Task.objects.update(due=far, red_on=far + timedelta(days=1), yellow_on=far)
    Milestone.objects.update(due=far)
    return moves


def said(person, scope) -> list[tuple[str, str, str]]:
    return [(each.task.code, each.node, each.light) for each in week_of(person, scope)]


def test_node_and_limit_are_listed_from_overdue_to_sunday(moves):
    sunday = workdays.week_end(clock.today())
    first = moves.tasks().first()
    node = first.milestones.first()
    for due, listed in (
        (sunday + timedelta(days=1), []),
        (sunday, ["yellow"]),
        (clock.today() - timedelta(days=1), ["red"]),
    ):
        Milestone.objects.filter(pk=node.pk).update(due=due)
        assert [light for _code, _name, light in said(moves.d.liaison, UNIT)] == listed
    yesterday = clock.today() - timedelta(days=1)
    Task.objects.filter(pk=first.pk).update(due=yesterday, red_on=clock.today())
    assert said(moves.d.liaison, UNIT) == [(first.code, node.name, "red"), (first.code, "", "red")]


def test_what_is_done_is_not_listed(moves):
    node = moves.tasks().first().milestones.first()
    Milestone.objects.filter(pk=node.pk).update(due=clock.today(), done_on=clock.today())
    assert said(moves.d.liaison, UNIT) == []


def test_me_my_section_my_unit(moves):
    mine = moves.tasks().get(person=moves.world.responsible)
    other = moves.tasks().exclude(pk=mine.pk).get()
    section = people.make_section(moves.d.unit, "综合科")
    Task.objects.filter(pk=other.pk).update(section=section)
    Milestone.objects.update(due=clock.today())
    colleague = people.make_person(Post.MEMBER, moves.d.unit, section=section)
    both = {mine.code, other.code}
    for person, scope, listed in (
        (moves.world.responsible, ME, {mine.code}),
        (colleague, ME, set()),
        (colleague, SECTION, {other.code}),
        (colleague, UNIT, both),
        (moves.d.clerk, UNIT, both),
        (moves.d.other_liaison, UNIT, set()),
    ):
        assert {code for code, _name, _light in said(person, scope)} == listed, (person, scope)


def test_page_opens_with_ones_own_and_the_offices_with_all(moves):
    Milestone.objects.update(due=clock.today())
    for person, label in ((moves.world.responsible, "我负责的"), (moves.d.clerk, "全部单位")):
        page = signed_in(person).get("/tasks/week/").content.decode()
        assert re.search(rf'aria-current="page">{label}<', page)
        assert f"截至{clock.today().isoformat()}" in page
