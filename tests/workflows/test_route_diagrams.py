"""路线图和说法: drawn and worded from the same stages that run; nothing overlaps, and what differs is named."""

from dataclasses import replace

import pytest

from tests.workflows.built import FIRST_REVIEW, MEETING, RECEIVE, stage
from units.enums import Post
from workflows.designs import design_of
from workflows.enums import Counting, Refusal, StageKind, StagePlace
from workflows.route_diagrams import LETTERS, diagram
from workflows.route_words import NOBODY, Names, condition, difference, kept, vote, who

REVIEW = "plan.review"
ROWS = [
    RECEIVE,
    FIRST_REVIEW,
    stage("all", StageKind.ALL, also=("deputy",), condition={"tasks": {"least": 10}}),
    stage("head", refusal=Refusal.STAGE, refusal_stage="first_review"),
    replace(MEETING, committee=1),
]


def drawn(rows=ROWS, **more):
    return diagram(rows, design_of(REVIEW), **more)


def test_each_stage_is_a_box_below_the_one_before():
    boxes = drawn().boxes
    assert len(boxes) == len(ROWS) + 2
    for above, below in zip(boxes, boxes[1:], strict=False):
        assert above.y + above.height < below.y
    assert drawn().height >= boxes[-1].y + boxes[-1].height


def test_words_stay_within_their_box():
    long = stage("long", post="office_clerk", also=("office_head", "records_clerk", "secretary", "deputy"))
    for box in drawn([RECEIVE, replace(long, label="很长的环节名称" * 5)]).boxes:
        for line in box.lines:
            assert len(line.words) <= LETTERS * 2
            assert box.y < line.y <= box.y + box.height


def test_ways_back_lead_up_and_ways_on_lead_down():
    arrows = drawn().arrows
    assert sum(arrow.kind == "on" for arrow in arrows) == len(ROWS) + 1
    # 签收, 初审, 会签 and 上会 return to the unit, 环节head to 初审.
    assert sum(arrow.kind == "back" for arrow in arrows) == 5


def test_state_and_condition_are_on_the_box():
    boxes = drawn(states={"receive": "done", "head": "current"}).boxes
    assert [box.state for box in boxes[1:-1]] == ["done", "", "", "current", ""]
    assert [box.conditional for box in boxes[1:-1]] == [False, False, True, False, False]


@pytest.mark.parametrize(
    ("wanted", "words"),
    [
        ({}, ""),
        ({"approval": ["office", "record"]}, "仅限审定方式为办公室审核、备案"),
        ({"tasks": {"least": 10}}, "仅限任务数不少于10"),
        ({"tasks": {"least": 0, "most": 9}, "kind": ["special"]}, "仅限方案类型为专项部署且任务数0至9"),
    ],
)
def test_condition_in_words(wanted, words):
    assert condition(stage("x", condition=wanted), design_of(REVIEW)) == words


def test_unit_is_said_once_of_its_own_head():
    own = stage("sign", post=Post.HEAD, place=StagePlace.UNIT)
    assert who(own) == "本单位负责人"
    assert who(replace(own, post=Post.DEPUTY)) == "本单位分管负责人"
    assert who(replace(own, place=StagePlace.OFFICE)) == "单位负责人"


def test_people_are_named_to_who_builds_and_counted_to_others():
    row = stage("x", StageKind.ALL, "", place="people", people=(7, 8))
    assert who(row, Names({7: "样例甲", 8: "样例乙"})) == "样例甲、样例乙"
    assert who(row, NOBODY) == "指定人员2人"


def test_rules_of_a_vote_in_words():
    assert vote(replace(MEETING, counting=Counting.COUNT, ayes="6")) == "至少6票同意"
    assert vote(replace(MEETING, quorum="two_thirds", ayes="2/3")) == "三分之二到会，同意超过应到会的2/3"
    assert vote(replace(MEETING, counting=Counting.WEIGHT, chair_weight=2)) == "主持人一票计2"
    assert vote(MEETING) == ""


def test_what_survives_a_return_in_words():
    design = design_of(REVIEW)
    assert (
        kept(stage("x", keeps=True, concerns=("task",)), design)
        == "退回后“任务清单”没有变化的，原同意继续有效"
    )
    assert kept(stage("x"), design) == ""


def test_difference_names_what_came_what_went_and_what_changed():
    after = [RECEIVE, stage("head", limit_days=9, refusal=Refusal.END), FIRST_REVIEW, stage("new")]
    found = difference(ROWS, after, design_of(REVIEW), NOBODY)
    assert [change["label"] for change in found] == [
        "删除环节“环节all”",
        "删除环节“待上会”",
        "环节“环节head”：方式和时限",
        "环节“环节head”：不同意时",
        "增加环节“环节new”",
        "环节顺序",
    ]
    assert found[3] | {"label": ""} == {"label": "", "before": "退回“初审”", "after": "结束，不予通过"}


def test_same_stages_differ_in_nothing():
    assert difference(ROWS, list(ROWS), design_of(REVIEW), NOBODY) == []
