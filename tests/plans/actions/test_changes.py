import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.actions.changes import Change, changes, text_diff

TASK = {
    "line": "t-1", "code": "3.2", "category": "重实效", "title": "融合项目", "carrier": "书记项目", "business_matter": "企业开办",
    "party_role": "书记领办", "section": "办公室", "person": "样例甲", "starts": "2026-02-01", "due": "2026-11-30",
    "milestones": [{"name": "选题", "due": "2026-03-31"}], "standard": "用时不超过1日", "expected_evidence": "立项表",
}  # fmt: skip
CONTENT = {
    "schema": 1,
    "title": "某单位实施方案",
    "unit": {"code": "u1", "name": "某单位"},
    "action": {"code": "a1", "name": "某行动"},
    "own_meeting": {"name": "党组会", "date": "2026-01-05", "number": ""},
    "group": [{"line": "g-1", "name": "样例甲", "post": "书记", "role": "leader"}],
    "sections": [{"key": "requirements", "text": "坚持实干。"}, {"key": "steps", "text": ""}],
    "tasks": [TASK, {**TASK, "line": "t-2", "code": "3.3", "title": "品牌"}],
}


def other(**changed) -> dict:
    return {**copy.deepcopy(CONTENT), **changed}


def test_equal_contents_have_no_changes():
    assert changes(CONTENT, copy.deepcopy(CONTENT)) == []


def test_everything_is_added_without_a_before():
    found = changes(None, CONTENT)
    assert {change.kind for change in found} == {"added"}
    assert {change.where for change in found} == {"plan", "section", "group", "task"}
    assert [change.line for change in found if change.where == "task"] == ["t-1", "t-2"]


def test_changed_fields_of_a_task_are_named():
    task = {
        **TASK,
        "person": "样例乙",
        "due": "2026-10-31",
        "milestones": [*TASK["milestones"], {"name": "验收", "due": "2026-10-31"}],
    }
    found = changes(CONTENT, other(tasks=[task, CONTENT["tasks"][1]]))
    assert found == [
        Change("changed", "task", "t-1", "任务3.2 融合项目", "person", "责任人", "样例甲", "样例乙"),
        Change("changed", "task", "t-1", "任务3.2 融合项目", "due", "完成时限", "2026-11-30", "2026-10-31"),
        Change(
            "changed",
            "task",
            "t-1",
            "任务3.2 融合项目",
            "milestones",
            "节点",
            "选题 2026-03-31",
            "选题 2026-03-31\n验收 2026-10-31",
        ),
    ]


def test_lines_are_matched_by_id_not_by_place_or_code():
    swapped = other(tasks=list(reversed(CONTENT["tasks"])))
    assert changes(CONTENT, swapped) == []
    renumbered = other(tasks=[{**TASK, "code": "9.9"}, CONTENT["tasks"][1]])
    assert [(change.line, change.field) for change in changes(CONTENT, renumbered)] == [("t-1", "code")]


def test_a_line_that_came_or_went_is_one_change():
    found = changes(CONTENT, other(tasks=[TASK, {**TASK, "line": "t-3", "title": "新任务"}]))
    assert [(change.kind, change.line, change.field) for change in found] == [
        ("added", "t-3", ""),
        ("removed", "t-2", ""),
    ]
    assert "任务：新任务" in found[0].after
    assert "任务：品牌" in found[1].before


def test_head_sections_and_group_are_compared():
    after = other(
        title="新标题",
        own_meeting={"name": "党组会", "date": "2026-01-06", "number": ""},
        sections=[{"key": "requirements", "text": "坚持实干。"}, {"key": "steps", "text": "分三步。"}],
        group=[{"line": "g-1", "name": "样例甲", "post": "书记", "role": "vice"}],
    )
    found = [
        (change.kind, change.where, change.line, change.field, change.before, change.after)
        for change in changes(CONTENT, after)
    ]
    assert found == [
        ("changed", "plan", "title", "title", "某单位实施方案", "新标题"),
        ("changed", "plan", "own_meeting", "date", "2026-01-05", "2026-01-06"),
        ("added", "section", "steps", "text", "", "分三步。"),
        ("changed", "group", "g-1", "role", "组长", "副组长"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("同", "同", [("same", "同")]),
        ("", "新增", [("added", "新增")]),
        ("删去", "", [("removed", "删去")]),
        (
            "责任人为机关党委",
            "责任人为张某",
            [("same", "责任人为"), ("removed", "机关党委"), ("added", "张某")],
        ),
        ("甲，乙，丙。", "甲，丙。", [("same", "甲，"), ("removed", "乙，"), ("same", "丙。")]),
        (
            "3月31日前完成。",
            "4月30日前完成。",
            [("removed", "3月31"), ("added", "4月30"), ("same", "日前完成。")],
        ),
    ],
)
def test_text_diff_shows_what_went_and_what_came(before, after, parts):
    assert text_diff(before, after) == parts


@given(st.text("甲乙丙丁，。\n", max_size=60), st.text("甲乙丙丁，。\n", max_size=60))
def test_text_diff_loses_nothing(before, after):
    parts = text_diff(before, after)
    assert "".join(words for op, words in parts if op != "added") == before
    assert "".join(words for op, words in parts if op != "removed") == after
    assert all(words for _op, words in parts)
    assert all(first[0] != second[0] for first, second in zip(parts, parts[1:], strict=False))


def test_text_diff_of_long_texts_stays_quick():
    before = "".join(f"第{n}条坚持实干为先，" for n in range(600))
    parts = text_diff(before, before.replace("第300条", "第三百条"))
    assert [op for op, _words in parts] == ["same", "removed", "added", "same"]
