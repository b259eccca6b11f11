import pytest

from records import heads
from records.errors import BadUpload
from records.grid import Grid
from records.heads import Columns

COLUMNS = Columns(
    heads={"unit": "责任单位", "problem": "问题描述", "due": "整改时限", "person": "责任人"},
    names={"unit": "单位 牵头单位", "both": "责任"},
    needed=("unit", "problem", "person"),
    stand_ins={"person": "both"},
)


def test_columns_are_found_in_any_order_under_any_of_their_names():
    found = heads.find(
        [
            Grid("a", [["说明"]]),
            Grid("b", [["问题清单"], ["问题描述*", "牵头 单位", "责任人（姓名）", "天气"]]),
        ],
        COLUMNS,
    )
    assert (found.grid.name, found.row, found.fields) == ("b", 1, {0: "problem", 1: "unit", 2: "person"})
    assert heads.notes(found, COLUMNS) == [
        "列“天气”（D2）没有识别，不导入。",
        "没有这些列，导入后为空：整改时限。",
    ]


def test_a_head_over_two_merged_rows_is_one_head():
    grid = Grid(
        "a",
        [
            ["责任单位", "问题描述", "责任", ""],
            ["", "", "责任人", "整改时限"],
            ["民政局", "窗口", "甲", "2027-01-01"],
        ],
        merged=[((0, 2), (0, 3))],
    )
    found = heads.find([grid], COLUMNS)
    assert (found.row, found.merged_rows) == (1, True)
    assert found.fields == {0: "unit", 1: "problem", 2: "person", 3: "due"}


def test_a_column_that_holds_both_stands_in_for_one_that_is_needed():
    assert heads.find([Grid("a", [["责任单位", "问题描述", "责任"]])], COLUMNS).fields == {
        0: "unit",
        1: "problem",
        2: "both",
    }


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([[""]], "表格是空的，请下载模板填写后上传。"),
        ([["天气", "温度"]], "没有找到表头。请使用下载的模板，保留“责任单位、问题描述、整改时限……”一行。"),
        ([["责任单位", "问题描述", "单位", "责任人"]], "列“责任单位”出现了两次，请只保留一列。"),
        ([["责任单位", "整改时限", "责任人"]], "缺少列：问题描述。请使用下载的模板，不要改动列名。"),
    ],
)
def test_a_head_that_cannot_be_read_is_a_sentence(rows, sentence):
    with pytest.raises(BadUpload) as refused:
        heads.find([Grid("a", rows)], COLUMNS)
    assert str(refused.value) == sentence


def test_too_many_rows_are_counted_without_the_blank_ones():
    found = heads.find(
        [Grid("a", [["责任单位", "问题描述", "责任人"], ["a", "b", "c"], [""], ["a", "b", "c"]])], COLUMNS
    )
    assert heads.last_row(found, 2, str) == 3
    with pytest.raises(BadUpload, match="2"):
        heads.last_row(found, 1, str)


def test_a_title_above_a_head_in_one_row_does_not_make_it_a_head_in_two():
    rows = [["填写说明", "", ""], ["责任单位", "问题描述", "责任人"], ["甲", "乙", "丙"]]
    found = heads.find([Grid("a", rows, merged=[((0, 0), (0, 2))])], COLUMNS)
    assert (found.row, found.merged_rows) == (1, False)
