"""作战图: which light stands in which cell, what is behind it, who sees whom, and what the wall asks."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions.models import Milestone, Task
from plans.actions.operations import execution
from plans.board.queries.months import item_months, node_light, plan_months
from plans.board.queries.stages import stage_rows
from records import clock, workdays
from tests import factories as people
from tests.plans.cast import cast
from tests.plans.world import World, moved_to
from tests.test_addresses import signed_in
from units.models import Unit
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
MAP = "/battle-map/"


def cells(plan) -> list[tuple[str, str]]:
    (row,) = stage_rows(plan.action, [plan.unit], own=frozenset())
    return [(cell.light, cell.word) for cell in row.cells]


@pytest.mark.parametrize(
    ("place", "here", "word"),
    [("first_review", 1, "初审"), ("revising", 1, "退回修改"), ("executing", 2, "0/2"), ("visit", 3, "验收中"),
     ("signing", 4, "待签字盖章")],
)  # fmt: skip
def test_what_is_behind_is_blue_and_what_is_ahead_is_grey(place, here, word):
    found = cells(moved_to(place).plan)
    assert [light for light, _word in found[:here]] == ["blue"] * here
    assert found[here][1] == word and found[here][0] != "blue"
    assert found[here + 1 :] == [("grey", "")] * (4 - here)


@pytest.mark.parametrize(("place", "here", "word"), [("voided", 0, "未报"), ("stopped", 2, "已终止")])
def test_a_void_plan_is_no_plan_and_a_stopped_one_stands_still(place, here, word):
    assert cells(moved_to(place).plan)[here][1] == word


def test_present_stage_shines_as_what_is_open_in_it():
    plan = moved_to("first_review").plan
    assert cells(plan)[1][0] == "green"
    today = clock.today()
    Assignment.objects.filter(process=plan.process_id, done_at=None).update(yellow_on=today, red_on=None)
    assert cells(plan)[1][0] == "yellow"
    Assignment.objects.filter(process=plan.process_id, done_at=None).update(red_on=today)
    assert cells(plan)[1][0] == "red"


def test_execution_shines_as_its_most_urgent_task_and_opens_these():
    moves = moved_to("executing")
    task = moves.tasks().first()
    Task.objects.filter(pk=task.pk).update(red_on=clock.today())
    (row,) = stage_rows(moves.plan.action, [moves.d.unit], own=frozenset())
    cell = row.cells[2]
    assert (cell.light, cell.word) == ("red", "0/2")
    page = signed_in(moves.d.clerk).get(cell.url + "&light=red").content.decode()
    assert reverse("task", args=[task.pk]) in page
    assert reverse("task", args=[moves.tasks().last().pk]) not in page


def test_unit_without_a_plan_is_red_after_the_day_plans_were_due(clock_at):
    moves = moved_to("first_review")
    other, action = moves.d.other_unit, moves.plan.action
    action.plans_due = clock.today() + timedelta(days=200)
    assert stage_rows(action, [other], own=frozenset())[0].cells[0].light == "grey"
    action.plans_due = clock.today() - timedelta(days=1)
    cell = stage_rows(action, [other], own=frozenset())[0].cells[0]
    assert (cell.light, cell.word, cell.url) == ("red", "未报", "")


def test_draft_is_on_the_map_of_its_unit_alone():
    world = World()
    plan = world.plan
    link = reverse("plan", args=[plan.pk])
    assert link in signed_in(world.district.liaison).get(MAP).content.decode()
    page = signed_in(world.district.clerk).get(MAP).content.decode()
    assert link not in page and plan.unit.short_name in page


def test_unit_sees_no_other_unit_on_map_and_board():
    moves = moved_to("executing")
    own, other = moves.d.unit.short_name, moves.d.other_unit.short_name
    for address in (MAP, MAP + "?view=months", "/board/"):
        page = signed_in(moves.d.liaison).get(address).content.decode()
        assert own in page and other not in page, address
    foreign = signed_in(moves.d.other_liaison)
    assert foreign.get(f"{MAP}?view=months&unit={moves.d.unit.pk}").status_code == 404


def test_everybody_at_work_may_look_and_the_three_administrators_may_not():
    world = World()
    for role, person in cast(world).items():
        status = signed_in(person).get(MAP).status_code
        assert status == (404 if role in {"system_admin", "security_admin", "auditor"} else 200), role


def test_node_turns_yellow_five_working_days_ahead_and_red_the_day_after():
    today = clock.today()
    soon = workdays.add(today, 5).date
    shown = [
        node_light(day, False, True, today, soon)
        for day in (today - timedelta(days=1), today, soon, soon + timedelta(days=1))
    ]
    assert shown == ["red", "yellow", "yellow", "green"]
    assert node_light(today - timedelta(days=1), True, True, today, soon) == "blue"


def test_months_of_a_plan_say_which_days_fall_into_them():
    moves = moved_to("executing")
    task = moves.tasks().first()
    columns, rows = plan_months(moves.plan)
    by_month = {cell.month: cell for cell in rows[0].cells}
    assert set(by_month) == set(columns)
    last = by_month[task.due.replace(day=1)]
    nodes = [f"●{each.due.day}" for each in task.milestones.all() if each.due.replace(day=1) == last.month]
    assert last.marks == [*nodes, f"▲{task.due.day}"]
    assert all(cell.runs for cell in rows[0].cells)
    Milestone.objects.filter(task=task).update(done_on=clock.today())
    Task.objects.filter(pk=task.pk).update(done_on=clock.today())
    assert {cell.light for cell in plan_months(moves.plan)[1][0].cells if cell.light} == {"blue"}


def test_number_in_a_cell_is_the_length_of_the_list_behind_it():
    moves = moved_to("executing")
    _columns, rows = item_months(moves.plan.action)
    clerk = signed_in(moves.d.clerk)
    shown = [cell for row in rows for cell in row.cells if cell.light]
    assert sum(cell.n for cell in shown) == 2
    for cell in shown:
        page = clerk.get(cell.url).content.decode()
        assert len(re.findall(r'<a data-row href="/tasks/\d+/"', page)) == cell.n


def test_task_that_the_unit_added_is_a_line_of_its_own():
    moves = moved_to("executing")
    Task.objects.filter(pk=moves.tasks().last().pk).update(item=None)
    _columns, rows = item_months(moves.plan.action)
    assert [row.code for row in rows] == ["1.1", "own"]
    page = (
        signed_in(moves.d.clerk).get(next(cell.url for cell in rows[1].cells if cell.light)).content.decode()
    )
    assert "单位自定任务" in page and len(re.findall(r'<a data-row href="/tasks/\d+/"', page)) == 1


def poll(page: str) -> str:
    return re.search(r'data-poll-url="([^"]+)"', page)[1].replace("&amp;", "&")


def test_wall_is_told_nothing_until_something_was_done():
    moves = moved_to("executing")
    clerk = signed_in(moves.d.clerk)
    page = clerk.get(MAP + "?wall=1").content.decode()
    assert "masthead-row" not in page
    look = poll(page)
    with CaptureQueriesContext(connection) as captured:
        assert clerk.get(look, headers={"HX-Request": "true"}).status_code == 204
    assert len(captured) <= 4
    execution.report(moves.tasks().first(), by=moves.d.liaison, kind="progress", words="推进")
    answer = clerk.get(look, headers={"HX-Request": "true"})
    assert answer.status_code == 200
    fragment = answer.content.decode()
    assert "<html" not in fragment and poll(fragment) != look


def test_wall_with_several_pages_turns_to_the_next_one():
    moves = moved_to("executing")
    Unit.objects.bulk_create(
        Unit(
            code=f"M{n}",
            name=f"样例{n:03}",
            short_name=f"样例{n:03}",
            pinyin=f"z{n:03}",
            since=people.LONG_AGO,
        )
        for n in range(60)
    )
    moves.plan.action.units.add(*Unit.objects.filter(code__startswith="M"))
    clerk = signed_in(moves.d.clerk)
    first = clerk.get(MAP + "?wall=1").content.decode()
    second = clerk.get(poll(first), headers={"HX-Request": "true"}).content.decode()
    assert first.count('<th scope="row">') == 50 and second.count('<th scope="row">') == 12
    third = clerk.get(poll(second), headers={"HX-Request": "true"}).content.decode()
    assert "第1页" in third


def test_words_narrow_the_units():
    moves = moved_to("executing")
    page = signed_in(moves.d.clerk).get(MAP, {"q": "党校"}).content.decode()
    assert page.count('<th scope="row">') == 1
    assert "没有找到单位" in signed_in(moves.d.clerk).get(MAP, {"q": "无此单位"}).content.decode()


def test_unit_is_led_to_its_own_sheet_of_paper():
    moves = moved_to("executing")
    link = reverse("plan_papers", args=[moves.plan.pk])
    assert link in signed_in(moves.d.liaison).get(MAP + "?view=months").content.decode()
    address = f"{MAP}?view=months&unit={moves.d.unit.pk}"
    assert link not in signed_in(moves.d.clerk).get(address).content.decode()
