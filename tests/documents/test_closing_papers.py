"""整改销号申请审批表, 整改销号确认单 and 公示: what is on them, and that they hold together at every size."""

import pytest

from documents.printing import printed

from . import reading
from .closing_samples import approval, confirmation, opinion, publicity

LONG = "窗口一次性告知不到位，群众为补交材料多次往返。" * 30


def pages_of(facts, kind="closing_approval") -> list[str]:
    return reading.pages(printed(kind=kind, facts=facts.to_json(), draft=False))


def words_of(facts, kind="closing_approval") -> str:
    return reading.words(printed(kind=kind, facts=facts.to_json(), draft=False))


def test_the_approval_says_all_of_its_fields():
    words = words_of(approval())
    for expected in (
        "编号：整改-2026-0012（第2次申请）",
        "巡视巡察反馈：《关于对区政务服务中心的巡察反馈意见》（样例）（2026年5月8日）",
        "2026年9月30日（原时限）；延期至2026年11月15日。曾逾期3个工作日（配合单位）。",
        "31个事项已全部公布，窗口和网上一致。",
        "经同意不再办理：系统已由上级统建，不再单独开发。",
        "一次性告知单（第1批）.pdf",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "建立一次性告知清单动态更新制度",
        "申请人陆景和承诺",
        "陆景和（受韩松年委托）",
        "许向荣（线下签批，秦知远代录）",
        "2026年11月18日至2026年11月25日公示，无异议。",
        "同意销号，2026年11月23日，销号〔2026〕5号。",
    ):
        assert expected in words, expected


def test_an_ordinary_one_is_a_form_of_two_pages():
    assert len(pages_of(approval(measures=1))) == 2
    assert len(pages_of(approval(measures=3))) == 2


@pytest.mark.parametrize(("measures", "most"), [(1, 2), (12, 8)])
def test_at_both_ends_of_length_no_row_is_split(measures, most):
    facts = approval(measures=measures, problem=LONG, text="，窗口现场可查，抽查无差错" * 4)
    pages = pages_of(facts)
    assert len(pages) <= most + 1
    for n in range(1, measures + 1):
        (place,) = [page for page in pages if f"始{n:02}" in page]
        assert f"终{n:02}" in place
    with_rows = [page for page in pages if "始" in page]
    assert all("责任单位、责任人" in page for page in with_rows)  # the head of the table is repeated


@pytest.mark.parametrize("names", [("王昇", "李燚"), ("甲" * 20, "乙" * 20)])
def test_names_of_2_and_of_20_characters_are_whole_on_both(names):
    for kind, facts in (
        ("closing_approval", approval(names=names)),
        ("closing_confirmation", confirmation(names=names)),
    ):
        words = words_of(facts, kind)
        assert all(name in words for name in names)


def test_an_opinion_is_text_and_a_plain_one_names_one_person():
    facts = approval(opinions=(opinion("初审意见", "秦知远", "<b>同意</b>"),))
    words = words_of(facts)
    assert "<b>同意</b>" in words
    assert "受" not in words.split("初审意见")[1].split("办理结果")[0]


def test_the_confirmation_says_all_and_is_one_page():
    words = words_of(confirmation(), "closing_confirmation")
    for expected in (
        "销号〔2026〕5号",
        "整改-2026-0012",
        "2026年5月12日",
        "2026年11月18日至2026年11月25日",
        "2026年11月23日（来源单位样巡〔2026〕8号）",
        "经核验，整改到位，同意销号。",
        "1．长效机制持续执行，防止问题反弹。",
        "回头看：曾逾期3个工作日，2027-05-23前开展。",
        "经办陆景和",
        "复核陆景和（受韩松年委托）",
        "审批韩松年（线下签批，陆景和代录）",
    ):
        assert expected in words, expected
    assert len(pages_of(confirmation(), "closing_confirmation")) == 1


def test_what_lasts_is_confirmed_under_another_name_and_not_closed():
    facts = confirmation(lasting=True, conclusion="经核验，同意转入长期坚持，不计入销号。")
    words = words_of(facts, "closing_confirmation")
    assert "整改长期坚持确认单" in words and "转入日期" in words
    assert "整改销号确认单" not in words


def test_publicity_notice_is_one_page_and_names_every_measure_on_as_many_as_it_takes():
    words = words_of(publicity(), "publicity_notice")
    for said in (
        "一、公示内容",
        "2026年11月23日至2026年11月30日（5个工作日）",
        "三、意见反映",
        "秦知远",
        "公示〔2026〕3号",
    ):
        assert said in words
    assert len(pages_of(publicity(measures=3), "publicity_notice")) == 1
    pages = pages_of(publicity(measures=40), "publicity_notice")
    assert all(f"终{n:02}" in "".join(pages) for n in range(1, 41)) and "意见反映" in pages[-1]
