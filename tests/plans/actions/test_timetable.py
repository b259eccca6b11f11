"""时间表: what is drawn where, days off and 调休, moving a task, dependencies: a warning when broken, a circle refused."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.urls import reverse

from plans.actions import gantt
from plans.actions.models import Dependency, Task
from plans.actions.operations import dependencies, drafting
from plans.actions.queries.timetable import Timetable
from records import clock, workdays
from records.errors import Refused
from records.models import CalendarDay, CalendarYear
from tests.plans.world import World, moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def pair(world) -> tuple[Task, Task]:
    return tuple(world.plan.tasks.select_related("plan").order_by("order"))


def dated(task: Task, starts: date, due: date) -> Task:
    Task.objects.filter(pk=task.pk).update(starts=starts, due=due)
    task.milestones.update(due=due)
    task.refresh_from_db()
    return task


def post(world, task: Task, **fields):
    url = reverse("timetable_move", args=[world.plan.pk, task.pk])
    return signed_in(world.district.liaison).post(url, {"revision": task.revision, **fields})


def test_bar_is_as_long_as_its_days_and_starts_on_its_day():
    task = SimpleNamespace(
        pk=1, starts=date(2026, 3, 2), due=date(2026, 3, 31), milestones=SimpleNamespace(all=lambda: [])
    )
    chart = gantt.chart([task], [], lambda _task: "green", date(2026, 3, 1))
    (bar,) = chart.bars
    assert chart.first == date(2026, 3, 1) and chart.day == pytest.approx(1000 / 31)
    assert (bar.x, bar.width) == (pytest.approx(1000 / 31, abs=0.01), pytest.approx(30 * 1000 / 31, abs=0.01))


def test_holidays_are_shaded_and_make_up_days_are_not():
    year, _made = CalendarYear.objects.get_or_create(year=2031, defaults={"basis": "样例"})
    CalendarDay.objects.create(year=year, day=date(2031, 10, 1), working=False)  # a Wednesday
    CalendarDay.objects.create(year=year, day=date(2031, 10, 4), working=True)  # a Saturday
    workdays.forget()
    task = SimpleNamespace(
        pk=1, starts=date(2031, 10, 1), due=date(2031, 10, 10), milestones=SimpleNamespace(all=lambda: [])
    )
    chart = gantt.chart([task], [], lambda _task: "green", date(2031, 10, 1))
    assert chart.off == [(0.0, 100.0), (400.0, 100.0)]


def test_limit_on_a_day_off_is_said_and_not_refused(world):
    first, _second = pair(world)
    saturday = clock.today() + timedelta(days=(5 - clock.today().weekday()) % 7 + 7)
    dated(first, clock.today(), saturday)
    (said,) = gantt.warnings([first], [])[first.pk]
    assert said == f"完成时限{saturday.isoformat()}是休息日。"


def test_broken_dependency_is_said_where_it_is(world):
    first, second = pair(world)
    today = clock.today()
    dated(first, today, today + timedelta(days=20))
    dated(second, today + timedelta(days=10), today + timedelta(days=30))
    dependencies.link_tasks(second, needs=first, by=world.district.liaison)
    page = (
        signed_in(world.district.liaison)
        .get(reverse("plan_timetable", args=[world.plan.pk]))
        .content.decode()
    )
    assert f"要等“{first}”完成" in page and 'class="arrow broken"' in page
    dated(second, today + timedelta(days=21), today + timedelta(days=30))
    page = (
        signed_in(world.district.liaison)
        .get(reverse("plan_timetable", args=[world.plan.pk]))
        .content.decode()
    )
    assert "要等“" not in page and 'class="arrow broken"' not in page and 'class="arrow"' in page


def test_circle_is_refused_and_named(world):
    first, second = pair(world)
    third = drafting.add_task(world.plan, by=world.district.liaison, title="第三项")
    dependencies.link_tasks(second, needs=first, by=world.district.liaison)
    dependencies.link_tasks(third, needs=second, by=world.district.liaison)
    with pytest.raises(Refused) as refused:
        dependencies.link_tasks(first, needs=third, by=world.district.liaison)
    assert str(refused.value) == f"不能循环：{third} → {second} → {first} → {third}。"
    with pytest.raises(Refused):
        dependencies.link_tasks(first, needs=first, by=world.district.liaison)
    assert Dependency.objects.count() == 2


def test_circle_refused_on_the_page_is_a_calm_sentence(world):
    first, second = pair(world)
    dependencies.link_tasks(second, needs=first, by=world.district.liaison)
    url = reverse("timetable_needs", args=[world.plan.pk, first.pk])
    answer = signed_in(world.district.liaison).post(url, {"needs": second.pk}, follow=True)
    assert "不能循环" in answer.content.decode() and Dependency.objects.count() == 1
    unlink = reverse("timetable_needs", args=[world.plan.pk, second.pk])
    signed_in(world.district.liaison).post(unlink, {"needs": first.pk, "remove": "1"})
    assert not Dependency.objects.exists()


def test_whole_task_moves_with_its_nodes(world):
    first, _second = pair(world)
    today = clock.today()
    dated(first, today, today + timedelta(days=20))
    moved = {"starts": today + timedelta(days=3), "due": today + timedelta(days=23)}
    answer = post(world, first, **moved)
    assert answer.status_code == 302
    first.refresh_from_db()
    assert {"starts": first.starts, "due": first.due} == moved
    assert set(first.milestones.values_list("due", flat=True)) == {today + timedelta(days=23)}


def test_nodes_stay_when_only_the_limit_moves_and_must_still_fit(world):
    first, _second = pair(world)
    today = clock.today()
    dated(first, today, today + timedelta(days=20))
    assert post(world, first, starts=today, due=today + timedelta(days=25)).status_code == 302
    assert set(first.milestones.values_list("due", flat=True)) == {today + timedelta(days=20)}
    first.refresh_from_db()
    answer = post(world, first, starts=today, due=today + timedelta(days=10))
    assert answer.status_code == 422 and "晚于任务完成时限" in answer.content.decode()


@pytest.mark.parametrize(
    ("starts", "due", "said"),
    [("2026-05-01", "2026-04-01", "完成时限不能早于开始时间"), ("2026-13-01", "2026-04-01", "请填写日期")],
)
def test_days_that_cannot_be_are_said_beside_the_task(world, starts, due, said):
    first, _second = pair(world)
    answer = post(world, first, starts=starts, due=due)
    page = answer.content.decode()
    assert answer.status_code == 422 and said in page and f'value="{due}"' in page


def test_two_who_move_one_task_do_not_overwrite_each_other(world):
    first, _second = pair(world)
    today = clock.today()
    dated(first, today, today + timedelta(days=20))
    assert post(world, first, starts=today, due=today + timedelta(days=22)).status_code == 302
    late = post(world, first, starts=today, due=today + timedelta(days=40))
    assert late.status_code == 422 and "您的日期没有写入" in late.content.decode()
    first.refresh_from_db()
    assert first.due == today + timedelta(days=22)


def test_nothing_moves_after_the_approval():
    moves = moved_to("executing")
    page = signed_in(moves.d.liaison).get(reverse("plan_timetable", args=[moves.plan.pk])).content.decode()
    assert "data-move" not in page and "生成时间表PDF" in page
    task = moves.tasks().first()
    url = reverse("timetable_move", args=[moves.plan.pk, task.pk])
    signed_in(moves.d.liaison).post(
        url, {"revision": task.revision, "starts": "2026-01-01", "due": "2026-12-30"}
    )
    assert moves.tasks().first().due == task.due


def test_month_holds_every_day_once_and_what_falls_on_it(world):
    first, _second = pair(world)
    dated(first, date(2026, 6, 1), date(2026, 6, 30))
    weeks = Timetable(world.plan).month(date(2026, 6, 1))
    days = [day for week in weeks for day in week]
    assert all(len(week) == 7 for week in weeks)
    assert [day.date.day for day in days if day.inside] == list(range(1, 31))
    (limit,) = [day for day in days if day.date == date(2026, 6, 30)]
    assert ("▲", first, "") in limit.things
    page = signed_in(world.district.liaison).get(
        reverse("plan_timetable", args=[world.plan.pk]) + "?view=calendar&month=2026-06"
    )
    assert "▲" in page.content.decode()
