"""The papers of a visit: one 验收意见书 with a table for each thing, and the 核查表 to be written on."""

import pytest

from documents.printing import printed

from . import reading
from .visit_samples import opinion, sheet


def pages_of(kind: str, facts) -> list[str]:
    return reading.pages(printed(kind=kind, facts=facts.to_json(), draft=False))


def test_opinion_says_the_conclusion_of_each_and_has_a_table_of_each():
    words = "".join("".join(pages_of("visit_opinion", opinion())).split())
    for expected in (
        "验收〔2026〕8号",
        "2026年11月23日上午",
        "四不两直",
        "共验收2件：通过验收1件，限期完善1件。",
        "有异议：台账已于昨日补齐。",
        "附表1整改-2026-0001",
        "附表2整改-2026-0002",
        "共3项：符合3项。结论：限期完善，请于2026年12月20日前完善。",
        "存在问题：1．台账不全；2．告知单没有覆盖新增事项",
        "组员不同意见：李玥认为可以通过",
    ):
        assert expected in words, expected


def test_opinion_names_by_what_each_thing_was_accepted():
    basis = "整改-2026-0001“窗口一次性告知不到位”的整改措施和完成标准"
    several = "".join(pages_of("visit_opinion", opinion(items=2)))
    assert "验收依据各件的依据见附表" in several and f"验收依据：{basis}" in several
    one = "".join(pages_of("visit_opinion", opinion(items=1)))
    assert f"验收依据{basis}" in one


def test_opinion_without_objection_says_so_and_leaves_no_empty_heading():
    words = "".join(
        "".join(pages_of("visit_opinion", opinion(items=1, statement="无异议", objection=""))).split()
    )
    assert "二、单位意见无异议。" in words
    assert "有异议" not in words


@pytest.mark.parametrize("items", [1, 12])
def test_sheet_has_a_box_for_each_answer_of_each_standard(items):
    pages = pages_of("check_sheet", sheet(items=items))
    words = "".join("".join(pages).split())
    assert words.count("□符合") == words.count("□未查") == words.count("□抽查系统") == items * 3
    assert words.count("□转长期坚持") == items
    assert words.count("单位负责人签字") == 1
    heads = [page.split("整改事项，时限")[-1] for page in pages]
    assert all("□" in rest for rest in heads), "no heading stands alone at the end of a page"


def test_opinion_of_one_thing_leaves_the_units_word_to_the_pen():
    alone = opinion(items=1, arrangement="", half="", manner="", statement="", objection="")
    words = "".join("".join(pages_of("visit_opinion", alone)).split())
    assert "二、单位意见□无异议□有异议：单位负责人签字" in words
    assert "验收日期2026年11月23日" in words
    assert "验收安排" not in words and "通知方式" not in words
