"""The papers: what is on them, and that they hold together at every size."""

import dataclasses
import datetime
import json

import pytest
from django.utils import translation

from documents.papers import PAPERS
from documents.papers.titles import title_lines, width
from documents.printing import printed

from . import reading
from .common import DIGEST
from .ledger_samples import inspection, leaders
from .samples import OF_A_VERSION, SAMPLES, acceptance, feedback, review, sheet, slip


def pdf_of(kind: str, facts, *, draft: bool = False) -> bytes:
    return printed(kind=kind, facts=facts.to_json(), draft=draft)


@pytest.mark.parametrize("kind", PAPERS)
def test_facts_survive_json(kind):
    facts = SAMPLES[kind]()
    assert PAPERS[kind].Facts.from_json(json.loads(json.dumps(facts.to_json()))) == facts


@pytest.mark.parametrize("kind", PAPERS)
def test_facts_with_an_unknown_field_are_refused(kind):
    with pytest.raises(TypeError, match="flavour"):
        PAPERS[kind].Facts.from_json({**SAMPLES[kind]().to_json(), "flavour": "red"})


@pytest.mark.parametrize("kind", PAPERS)
def test_every_paper_carries_number_codes_origin_and_its_own_facts(kind):
    facts = SAMPLES[kind]()
    pdf = pdf_of(kind, facts)
    pages = reading.pages(pdf)
    assert facts.number in "".join(pages)
    assert (DIGEST in "".join(pages)) == ("版本校验码" in "".join(pages)) == (kind in OF_A_VERSION)
    assert all("本件由系统生成，正式效力以加盖印章（或合规电子印章）的文本为准。" in page for page in pages)
    assert "样稿" not in "".join(pages)
    assert json.loads(reading.embedded(pdf)["facts.json"])["facts"] == facts.to_json()


@pytest.mark.parametrize("kind", PAPERS)
def test_every_font_is_embedded_and_ours(kind):
    fonts = reading.fonts(pdf_of(kind, SAMPLES[kind]()))
    assert fonts
    assert all("+Xianling-" in name and data for name, data in fonts.items())


@pytest.mark.parametrize("kind", PAPERS)
def test_draft_has_the_watermark_on_every_page(kind):
    assert all("样稿" in page for page in reading.pages(pdf_of(kind, SAMPLES[kind](), draft=True)))


@pytest.mark.parametrize("kind", PAPERS)
def test_paper_is_chinese_whatever_the_reader_speaks(kind):
    with translation.override("en"):
        html = PAPERS[kind].html(SAMPLES[kind](), draft=False)
    assert "2026年11月23日" in html


def test_markup_in_facts_is_text():
    assert "<script>" not in PAPERS["signing_slip"].html(slip(unit="<script>x</script>"), draft=False)


def test_acceptance_opinion_says_all():
    words = reading.words(pdf_of("acceptance_opinion", acceptance()))
    for expected in (
        "示范区政务服务中心（样例）",
        "（第3版），任务3项",
        "2026年3月1日至2026年10月31日（原时限）；延期至2026年11月15日",
        "查阅资料、现场查看",
        "建立一次性告知清单02",
        "共3项：符合2项，基本符合1项，不符合0项，未查0项。",
        "任务1.1台账个别月份更新不及时。",
        "通过验收。各项任务按方案落实。",
        "无异议。",
        "李玥",
        "张翀堃",
        "示范区机关工作党委（样例）2026年11月23日",
        "校验短码：7KQ2-M9XD",
        "文件校验码（SHA-256）载于校验页。",
    ):
        assert expected in words, expected


def test_acceptance_opinion_with_improvement_names_the_day():
    facts = acceptance(conclusion="限期完善", improve_by=datetime.date(2026, 12, 15), opinion="", problems=())
    words = reading.words(pdf_of("acceptance_opinion", facts))
    assert "限期完善。请于2026年12月15日前完善并报验收组复核。" in words
    assert "验收中未发现需列明的问题。" in words


def test_research_feedback_says_all_and_numbers_only_the_sections_it_has():
    words = reading.words(pdf_of("research_feedback", feedback()))
    for expected in (
        "编号：调研〔2026〕2号",
        "李玥（示范区财政局（样例））；区政府办某同志（样例）",
        "2026年11月18日",
        "一、总体情况窗口秩序良好",
        "二、好做法1．“党员带班日”",
        "三、需要整改的问题1．问题00",
        "办理情况：已交办（整改-2026-0001），时限2027年1月31日。",
        "四、共性问题1．会议记录过于简单。",
        "五、需工委解决的事项1．跨单位数据共享没有牵头单位。",
        "示范区机关工作党委（样例）2026年11月23日",
    ):
        assert expected in words, expected
    short = reading.words(
        pdf_of("research_feedback", feedback(summary=(), practices=(), commons=(), matters=()))
    )
    assert "一、需要整改的问题" in short and "二、" not in short


@pytest.mark.parametrize("problems, most", [(0, 2), (40, 12)])
def test_research_feedback_at_both_ends_of_length(problems, most):
    pages = reading.pages(pdf_of("research_feedback", feedback(problems=problems)))
    assert len(pages) <= most
    assert all(any(f"问题{index:02}" in page for page in pages) for index in range(problems))


@pytest.mark.parametrize("lines", range(10))
def test_research_feedback_has_no_page_with_only_the_signature(lines):
    summary = tuple(f"第{n}点。" for n in range(lines))
    facts = feedback(problems=0, practices=(), commons=(), summary=summary)
    before, contact, _after = reading.pages(pdf_of("research_feedback", facts))[-1].partition("联系人：")
    assert contact and before.endswith("。")  # the last line, and one before it


@pytest.mark.parametrize("tasks, most", [(1, 2), (40, 8)])
def test_acceptance_opinion_at_both_ends_of_length(tasks, most):
    pages = reading.pages(pdf_of("acceptance_opinion", acceptance(tasks=tasks)))
    assert len(pages) <= most
    assert all(any(f"终{index:02}" in page for page in pages) for index in range(tasks))
    with_rows = [page for page in pages if "始" in page]
    assert all("完成标准" in page for page in with_rows)  # the head of the table is repeated


def test_rows_do_not_split_across_pages():
    facts = acceptance(tasks=20, standard="清单覆盖全部高频事项，窗口现场可查，抽查无差错。" * 4)
    pages = reading.pages(pdf_of("acceptance_opinion", facts))
    assert len(pages) > 3
    for index in range(20):
        (place,) = [page for page in pages if f"始{index:02}" in page]
        assert f"终{index:02}" in place


@pytest.mark.parametrize("names", [("王昇", "李燚"), ("甲" * 20, "乙" * 20)])
def test_names_of_2_and_of_20_characters_fit_their_cells(names):
    pdf = pdf_of("acceptance_opinion", acceptance(tasks=1, names=names))
    assert all(name in reading.words(pdf) for name in names)
    at = next(index for index, page in enumerate(reading.pages(pdf)) if names[0] in page)
    letters = [box for box in reading.boxes(pdf, at) if box[0] in "甲乙"]
    # The column of names: from 43 mm to 77 mm on a right page, 3 mm less on a left one.
    assert all(40 * 72 / 25.4 < left and right < 78 * 72 / 25.4 for _, left, _, right in letters)


def test_seal_place_stays_free_and_in_one_piece_with_the_date():
    pdf = pdf_of("acceptance_opinion", acceptance(tasks=1))
    at = next(index for index, page in enumerate(reading.pages(pdf)) if "校验短码" in page)
    boxes = reading.boxes(pdf, at)
    signature = [box for box in boxes if box[0] == "样"][-1]
    line_below = max(bottom for character, _, bottom, _ in boxes if character == "扫")
    day = min(bottom for character, _, bottom, _ in boxes if character == "日" and bottom > line_below)
    assert signature[2] > day > line_below
    centre = (signature[2] + day) / 2
    above = min(bottom for _, left, bottom, _ in boxes if bottom > signature[2] + 6)
    # 45 mm: room above and below the middle of signature and date.
    assert above - line_below > 45 * 72 / 25.4
    assert centre - line_below > 20 * 72 / 25.4


def test_signing_slip_is_one_page_with_the_code_and_both_boxes():
    pages = reading.pages(pdf_of("signing_slip", slip()))
    assert len(pages) == 1
    for expected in (
        "K7M2-9QXD",
        "□同意报送",
        "□退回修改",
        "（第3版）",
        "王㛃同志（中心主任）",
        "代录",
        "年月日",
    ):
        assert expected in pages[0], expected


def test_review_opinion_says_everything_once():
    words = reading.words(pdf_of("review_opinion", review()))
    for expected in (
        "（第2版）需修改后重报，共3处，请于2026年11月30日前报回（5个工作日）。",
        "1．任务3.1责任人未明确",
        "现在怎么写：“机关党委”",
        "改到什么程度：写到具体同志",
        "3．任务3.3责任人未明确（补充提出）",
        "其余20项本轮无意见。",
        "联系人：某同志（样例），电话：0000-0000001。",
    ):
        assert expected in words, expected


@pytest.mark.parametrize("points", [1, 40])
def test_review_opinion_at_both_ends_of_length(points):
    words = reading.words(pdf_of("review_opinion", review(points=points)))
    assert f"{points}．任务3.{points}" in words


@pytest.mark.parametrize("tasks", [1, 40])
def test_task_sheet_lists_every_task_of_the_person(tasks):
    words = reading.words(pdf_of("task_sheet", sheet(tasks=tasks)))
    assert "综合窗口科孙䶮同志（科长）" in words
    assert f"由你负责以下{tasks}项任务" in words
    assert words.count("完成标准清单覆盖全部高频事项") == tasks


@pytest.mark.parametrize("nodes", [30, 60])
def test_a_long_task_begins_on_the_first_page_and_goes_on_under_its_head(nodes):
    facts = sheet(tasks=1)
    node = facts.tasks[0].milestones[0]
    named = tuple(dataclasses.replace(node, name=f"完成第{at:02}批") for at in range(nodes))
    task = dataclasses.replace(facts.tasks[0], milestones=named)
    pages = reading.pages(pdf_of("task_sheet", dataclasses.replace(facts, tasks=(task,))))
    assert len(pages) >= 2
    assert "完成第00批" in pages[0]
    assert all("任务3.1建立一次性告知清单" in page for page in pages)
    assert [sum(f"完成第{at:02}批" in page for page in pages) for at in range(nodes)] == [1] * nodes
    assert "责任人签字" in pages[-1] and "佐证材料" in pages[-1]  # nobody signs on a page of its own


def test_title_lines_are_never_too_wide_and_lose_nothing():
    title = "创建“让党中央放心、让人民群众满意的模范机关”2026年度实施方案（第2版）的审核意见" * 2
    lines = title_lines(title)
    assert "".join(lines) == title
    assert all(width(line) <= 19 for line in lines)
    assert not any(line[0] in "”、）" or line[-1] in "“（" for line in lines)
    assert not any(line.endswith("2026") for line in lines)


def test_signing_slip_has_the_code_by_which_it_is_verified():
    assert f"校验短码{slip().code}" in reading.words(pdf_of("signing_slip", slip()))


def test_review_opinion_names_who_reviewed():
    assert "审核人：样例审核人。联系人：" in reading.words(pdf_of("review_opinion", review()))
    assert "审核人" not in reading.words(pdf_of("review_opinion", review(reviewer="")))


def test_signing_slip_calls_the_code_to_type_as_the_page_does():
    text = "".join(reading.pages(pdf_of("signing_slip", slip())))
    assert "版本码" not in text
    assert text.index("版本校验码") < text.index(slip().version_code) < text.index("完整校验码")


def test_signing_slip_without_number_or_empty_lines_leaves_no_empty_label():
    words = reading.words(
        pdf_of("signing_slip", slip(number="", summary=("任务23项。", ""), signer="", signer_post=""))
    )
    assert "编号：" not in words
    assert "送请签批请审定是否同意报送区机关工作党委。" in words


# --- 整改台账
def test_xunchazuban_is_a3_with_fourteen_columns_head_foot_and_sum():
    pdf = pdf_of("ledger_inspection", inspection())
    words = reading.words(pdf)
    for expected in (
        "填报单位（盖章）：示范区政务服务中心（样例）",
        "截至日期：2026年11月23日",
        "共3个问题：已完成1个，基本完成1个，持续推进1个；已逾期1个。筛选条件：全部事项。",
        "填表人：审核人：主要负责人签字：",
    ):
        assert expected in words, expected
    assert reading.sizes(pdf) == [(1191, 842)]
    html = PAPERS["ledger_inspection"].html(inspection(), draft=False)
    assert html.count("<th>") == html.count("<col ") == 14


def test_xunchazuban_repeats_its_head_and_a_problem_goes_on_with_its_number():
    pages = reading.pages(pdf_of("ledger_inspection", inspection(problems=2, measures=40)))
    assert len(pages) > 2
    assert all("具体问题（原文）" in page and "建章立制" in page for page in pages)
    assert "（续）" not in pages[0] and "1（续）" in pages[1]
    every = "".join(pages)
    assert [every.count(f"措施{p:02}-{n:02}") for p in range(2) for n in range(40)] == [1] * 80
    assert every.count("始00") == every.count("终00") == 1


@pytest.mark.parametrize("problems, measures", [(1, 1), (40, 1), (12, 7)])
def test_xunchazuban_cut_beforehand_breaks_nowhere_else(problems, measures):
    """As many printed pages as were planned: no page is overfull."""
    facts = inspection(problems=problems, measures=measures)
    html = PAPERS["ledger_inspection"].html(facts, draft=False)
    planned = html.count('class="new-page"') + 1
    assert len(reading.pages(pdf_of("ledger_inspection", facts))) in {
        planned,
        planned + 1,
    }  # the foot may need one more


def test_xunchazuban_takes_a_problem_longer_than_a_page():
    text = "这是一段很长的问题描述，逐条写明情况。" * 120
    pages = reading.pages(pdf_of("ledger_inspection", inspection(problems=1, measures=1, text=text)))
    words = "".join(pages)
    assert len(pages) > 1 and "始00" in words and "终00" in words
    assert words.count("逐条写明情况") >= 110  # a page may end inside one of them


def test_lingdaoban_is_a4_with_eight_columns_and_its_head_on_each_page():
    pdf = pdf_of("ledger_leaders", leaders(items=30))
    pages = reading.pages(pdf)
    assert len(pages) > 2 and all("责任领导、责任人" in page for page in pages)
    assert "红灯（已逾期）30项，黄灯（临近到期）0项" in pages[0]
    assert reading.sizes(pdf)[0] == (842, 595)
    html = PAPERS["ledger_leaders"].html(leaders(), draft=False)
    assert html.count("<th>") == html.count("<col") - 1 == 8  # colgroup is not a column
