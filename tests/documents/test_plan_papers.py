"""时间表, 作战图, 审批表 and 验收合格证书: what is on them, and that they hold together at every size."""

import datetime

import pytest

from documents.papers import battle_map, timetable
from documents.papers.task_sheet import Milestone
from documents.printing import printed

from . import reading
from .plan_samples import approval_sheet, battle, certified, tasks, times

A3, A4 = (1191, 842), (842, 595)


def pdf_of(kind, facts) -> bytes:
    return printed(kind=kind, facts=facts.to_json(), draft=False)


def test_the_timetable_has_every_node_and_limit_in_the_order_of_its_days():
    facts = times(n=3)
    rows = timetable.rows(facts)
    assert [row.due for row in rows] == sorted(row.due for row in rows)
    assert len(rows) == 6  # the last node is the limit itself
    own_limit = times(tasks=tasks(1, milestones=()))
    assert [row.name for row in timetable.rows(own_limit)] == [timetable.DEADLINE]
    words = reading.words(pdf_of("timetable", facts))
    assert all(each in words for each in ("清单公布", "党建工作科", "李玥", "临近到期"))


def test_the_battle_map_shows_months_nodes_and_limits():
    facts = battle(n=1)
    assert battle_map.months(facts) == [(2026, month) for month in range(1, 8)]
    (task,) = facts.tasks
    april, july = battle_map.cell(task, 2026, 4), battle_map.cell(task, 2026, 7)
    assert april.runs and april.marks == (("●", 10),)
    assert july.marks == (("●", 28), ("▲", 28))
    assert not battle_map.cell(task, 2026, 8).runs and not battle_map.cell(task, 2025, 12).runs
    words = reading.words(pdf_of("battle_map", facts))
    assert "●10" in words and "▲28" in words


def test_a_long_plan_takes_as_many_sheets_as_it_needs():
    long = tasks(
        1,
        due=datetime.date(2029, 12, 31),
        milestones=(Milestone(name="末", due=datetime.date(2029, 12, 31)),),
    )
    facts = battle(tasks=long)
    sheets = battle_map.sheets(facts)
    assert [column for sheet in sheets for column in sheet.columns] == battle_map.months(facts)
    assert all(len(sheet.columns) <= 18 for sheet in sheets) and sheets[-1].columns[-1] == (2029, 12)
    pages = reading.pages(pdf_of("battle_map", facts))
    assert len(pages) == len(sheets) == 3
    assert "2026年" in pages[0] and "续（3／3）" in pages[2] and "2029年" in pages[2]


@pytest.mark.parametrize("n", [1, 12, 60])
def test_wide_papers_are_landscape_repeat_their_head_and_split_no_row(n):
    for kind, facts, size in (("battle_map", battle(n=n), A3), ("timetable", times(n=n), A3)):
        pdf = pdf_of(kind, facts)
        assert set(reading.sizes(pdf)) == {size}
        pages = reading.pages(pdf)
        whole = "".join(pages)
        for at in range(n):
            assert f"公开{at:02}" in whole
        for page in pages:
            assert "责任科室" in page or "校验短码" in page


@pytest.mark.parametrize(
    ("n", "words"), [(1, "同意。"), (5, "同意报送。"), (40, "同意，请按会议要求修改。" * 12)]
)
def test_the_approval_form_says_who_said_what_and_when(n, words):
    whole = reading.words(pdf_of("approval_form", approval_sheet(n=n, words=words)))
    assert whole.count("许向荣") == (n + 1) // 2 and "2026年3月20日批准（第3版）" in whole
    assert "陆景和（受韩松年委托）" in whole or n == 1


@pytest.mark.parametrize("unit", ["甲局", "示范区行政审批和政务服务数据管理局（样例）", "某" * 40])
@pytest.mark.parametrize("plan", ["方案", "示范区政务服务中心创建模范机关三年行动实施方案" * 2])
def test_the_certificate_is_one_page_whatever_the_names(unit, plan):
    pdf = pdf_of("certificate", certified(unit=unit, plan_title=plan))
    assert reading.sizes(pdf) == [A4]
    assert "验收合格" in reading.words(pdf) and "合格〔2026〕3号" in reading.words(pdf)
