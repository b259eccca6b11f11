"""看板: figures are those of the lists behind them; the average; what waits for the committee this week."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from plans.actions.models import Task
from plans.board import drawing
from plans.board.queries import figures
from plans.board.queries.decisions import decisions_of_the_week
from records import clock
from tests import factories as people
from tests.plans import factories
from tests.plans.world import Moves, World, moved_to
from tests.test_addresses import signed_in
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def links(page: str) -> dict[str, int]:
    """address → the number that opens it."""
    found = re.findall(r'<a href="(/(?:tasks|plans)/\?[^"]+)">(?:<b class="num">)?(\d+)<', page)
    return {address.replace("&amp;", "&"): int(n) for address, n in found}


def rows(page: str) -> int:
    return len(re.findall(r'<a data-row href="/tasks/\d+/"|<th scope="row"><a href="/plans/\d+/"', page))


def test_every_number_opens_as_long_a_list():
    moves = moved_to("executing")
    Task.objects.filter(pk=moves.tasks().first().pk).update(red_on=clock.today())
    clerk = signed_in(moves.d.clerk)
    found = links(clerk.get("/board/").content.decode())
    assert len(found) >= 4  # by status, two lights of all, two of the unit
    for address, n in found.items():
        assert rows(clerk.get(address).content.decode()) == n, address


def test_figures_say_until_when():
    page = signed_in(moved_to("executing").d.clerk).get("/board/").content.decode()
    assert f"截至{clock.today().isoformat()}" in page


def test_curve_adds_up_and_ends_today(clock_at):
    moves = moved_to("executing")
    today = clock.today()
    first, last = moves.tasks()
    Task.objects.filter(pk=first.pk).update(starts=date(today.year, 1, 1), due=today, done_on=today)
    Task.objects.filter(pk=last.pk).update(due=today + timedelta(days=70))
    curve = figures.task_figures(moves.plan.action).curve()
    assert curve[0].month == today.replace(day=1) and (curve[0].planned, curve[0].actual) == (1, 1)
    assert (curve[-1].planned, curve[-1].actual) == (2, None)


def test_lights_are_counted_as_the_list_counts_them():
    moves = moved_to("executing")
    Task.objects.filter(pk=moves.tasks().first().pk).update(red_on=clock.today())
    tasks = figures.task_figures(moves.plan.action)
    assert dict(tasks.by_light()) == {"red": 1, "yellow": 0, "grey": 1, "green": 0, "blue": 0}
    assert figures.task_figures(moves.plan.action, unit_ids=[moves.d.other_unit.pk]).n == 0


def running_units(n: int) -> World:
    world = World()
    for each in range(n):
        if each:
            unit = people.make_unit()
            liaison, head = (people.make_person(post, unit) for post in (Post.LIAISON, Post.HEAD))
            world.district.action.units.add(unit)
            world.district = replace(world.district, unit=unit, liaison=liaison, head=head)
            world.plan = factories.start(world.district)
        for move in "submit agree receive propose table approve".split():
            Moves(world).make(move)
    return world


@pytest.mark.parametrize(("units", "shown"), [(4, False), (5, True)])
def test_average_is_shown_from_five_units_on(units, shown):
    world = running_units(units)
    page = signed_in(world.district.liaison).get("/board/").content.decode()
    assert ("全区平均</th>" in page) is shown
    assert ("暂不显示全区平均" in page) is not shown


def test_this_week_lists_what_waits_for_the_office_and_the_chair_but_no_ballot():
    moves = moved_to("first_review")
    clerk = signed_in(moves.d.clerk)
    waiting = Assignment.objects.get(process=moves.plan.process_id, done_at=None)
    Assignment.objects.filter(pk=waiting.pk).update(due=clock.today() + timedelta(days=30))
    assert "本周没有到期的事项" in clerk.get("/board/").content.decode()
    Assignment.objects.filter(pk=waiting.pk).update(due=clock.today(), red_on=clock.today())
    assert waiting.url in clerk.get("/board/").content.decode()
    of_member = {"holder": f"person:{moves.d.chair.pk}", "due": clock.today()}
    for kind, listed in {"vote": 0, "execute": 0, "confirm": 1}.items():
        Assignment.objects.filter(pk=waiting.pk).update(kind=kind, **of_member)
        assert len(decisions_of_the_week()) == listed, kind


def test_what_waits_for_a_unit_is_not_the_committees():
    moves = moved_to("revising")
    Assignment.objects.filter(process=moves.plan.process_id, done_at=None).update(due=clock.today())
    assert list(decisions_of_the_week()) == []


def test_bar_is_as_wide_as_its_parts():
    parts = drawing.bar([("red", 1), ("yellow", 0), ("blue", 3)], width=400)
    assert [(part.name, part.x, part.width) for part in parts] == [("red", 0, 100), ("blue", 100, 300)]


def test_line_ends_where_its_numbers_do():
    drawn = drawing.curves(["01", "02", "03"], [[1, 2, 4], [1, 3, None]])
    assert [len(line.split()) for line in drawn.lines] == [3, 2]
    assert drawn.lines[0].split()[-1] == f"{drawn.right}.0,12.0"
    assert drawing.curves(["01"], [[0], [None]]).lines == [f"{drawn.left}.0,192.0", ""]


def test_no_place_is_awarded():
    page = signed_in(moved_to("executing").d.clerk).get("/board/").content.decode()
    assert "按单位名称排列，不排名次" in page
