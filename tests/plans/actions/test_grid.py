"""批量填报: all or nothing, every bad cell says why, two people, a bounded number of statements."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.actions.models import Milestone, Plan, Report, Task
from plans.actions.operations import grid
from records import clock
from records.models import Entry
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    return moved_to("executing")


def nodes(moves) -> list[Milestone]:
    return list(Milestone.objects.filter(task__plan=moves.plan).order_by("task__order", "order"))


def address(moves) -> str:
    return reverse("plan_grid", args=[moves.plan.pk])


def test_day_finishes_the_node_and_words_alone_are_progress(moves):
    first, second, *_rest = nodes(moves)
    today = clock.today()
    n = grid.report_lines(
        moves.plan,
        by=moves.d.liaison,
        lines=[
            grid.Line(first.pk, today.strftime("%Y年%-m月%-d日"), "已启动"),
            grid.Line(second.pk, words="推进"),
        ],
    )
    first.refresh_from_db()
    assert n == 2 and (first.done_on, first.result) == (today, "已启动")
    assert [(each.milestone_id, each.words, each.percent) for each in Report.objects.order_by("id")] == [
        (first.pk, "已启动", 50),
        (None, "推进", 50),
    ]
    assert Task.objects.get(pk=first.task_id).begun_at is not None
    assert Entry.objects.filter(subject=moves.plan.key, code="plan.reported").count() == 2


def test_each_bad_cell_says_why_and_nothing_is_written(moves):
    first, second, third, fourth = nodes(moves)
    late = (clock.today() + timedelta(days=1)).isoformat()
    lines = [
        grid.Line(first.pk, "10月底", "启动"),
        grid.Line(second.pk, late, "启动"),
        grid.Line(third.pk, clock.today().isoformat(), ""),
        grid.Line(fourth.pk, "", "长" * 301),
        grid.Line(999999, "", "别处"),
    ]
    with pytest.raises(grid.BadCells) as refused:
        grid.report_lines(moves.plan, by=moves.d.liaison, lines=lines)
    assert set(refused.value.cells) == {
        (first.pk, "done_on"),
        (second.pk, "done_on"),
        (third.pk, "words"),
        (fourth.pk, "words"),
        (999999, "words"),
    }
    assert refused.value.cells[first.pk, "done_on"] == (
        f"“10月底”不是确切日期，请写成{clock.today().isoformat()}。"
    )
    assert not Report.objects.exists() and not Milestone.objects.exclude(done_on=None).exists()


def test_page_gives_back_what_was_typed_with_the_reason_in_the_cell(moves):
    first, second, *_rest = nodes(moves)
    typed = {f"done_on-{first.pk}": "10月底", f"words-{first.pk}": "启动了", f"words-{second.pk}": "推进中"}
    answer = signed_in(moves.d.liaison).post(address(moves), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for said in ('value="10月底"', 'value="启动了"', 'value="推进中"', "不是确切日期", "有1格需要改正"):
        assert said in page
    assert page.count('aria-invalid="true"') == 1


def test_node_that_somebody_else_finished_meanwhile_is_not_overwritten(moves):
    first = nodes(moves)[0]
    today = clock.today().isoformat()
    grid.report_lines(moves.plan, by=moves.d.liaison, lines=[grid.Line(first.pk, today, "甲先填")])
    answer = signed_in(moves.d.liaison).post(
        address(moves), {f"done_on-{first.pk}": today, f"words-{first.pk}": "乙后填"}
    )
    page = answer.content.decode()
    assert answer.status_code == 422 and "甲先填" in page and "您填写的：乙后填" in page
    first.refresh_from_db()
    assert first.result == "甲先填"


def test_second_press_has_one_effect(moves):
    second = nodes(moves)[1]
    lines = [grid.Line(second.pk, words="推进")]
    assert [grid.report_lines(moves.plan, by=moves.d.liaison, lines=lines) for _twice in range(2)] == [1, 0]
    assert Report.objects.count() == 1


def test_responsible_person_sees_and_reports_the_own_tasks_alone(moves):
    own = moves.tasks().get(person=moves.world.responsible)
    other = moves.tasks().exclude(pk=own.pk).get()
    client = signed_in(moves.world.responsible)
    page = client.get(address(moves)).content.decode()
    assert reverse("task", args=[own.pk]) in page and reverse("task", args=[other.pk]) not in page
    with pytest.raises(grid.BadCells):
        grid.report_lines(
            moves.plan,
            by=moves.world.responsible,
            lines=[grid.Line(other.milestones.first().pk, words="代别人填")],
        )
    assert client.post(address(moves), {f"words-{own.milestones.first().pk}": "推进"}).status_code == 302


def test_marking_of_secrecy_is_refused_in_its_cell(moves):
    first = nodes(moves)[0]
    with pytest.raises(grid.BadCells) as refused:
        grid.report_lines(moves.plan, by=moves.d.liaison, lines=[grid.Line(first.pk, words="机密★1年")])
    assert (first.pk, "words") in refused.value.cells


def many(plan: Plan, wanted: int) -> list[grid.Line]:
    """So many lines: tasks like the first one, six nodes each."""
    original = plan.tasks.first()
    for place in range(wanted // 6 + 1):
        task = Task.objects.create(
            plan=plan,
            line=f"x{place}",
            title="样例",
            person=original.person,
            starts=original.starts,
            due=original.due,
        )
        Milestone.objects.bulk_create(Milestone(task=task, order=n, name=f"节点{n}") for n in range(6))
    found = Milestone.objects.filter(task__plan=plan, task__line__startswith="x")[:wanted]
    return [grid.Line(each.pk, clock.today().isoformat(), "按期推进") for each in found]


def test_hundred_lines_cost_as_many_statements_as_one(moves):
    lines = many(moves.plan, 101)
    counts = []
    for part in (lines[:1], lines[1:]):
        with CaptureQueriesContext(connection) as captured:
            assert grid.report_lines(moves.plan, by=moves.d.liaison, lines=part) == len(part)
        inserts = {query["sql"][:60] for query in captured if query["sql"].startswith("INSERT")}
        counts.append(
            len([query for query in captured if not query["sql"].startswith("INSERT")]) + len(inserts)
        )
    assert counts[0] == counts[1] <= 25


def test_empty_grid_is_a_calm_word(moves):
    answer = signed_in(moves.d.liaison).post(address(moves), {}, follow=True)
    assert "还没有填写任何一行" in answer.content.decode()
