"""考评结果通报 and 命名证书: the layout of an official paper, whatever the names and however many units."""

import dataclasses
import datetime

import pytest

from documents import word_samples
from documents.papers import assessment_notice
from documents.printing import printed

from . import reading
from .plan_samples import named

A4_ACROSS = (842, 595)
POINT = 72 / 25.4


def pdf_of(kind: str, facts) -> bytes:
    return printed(kind=kind, facts=facts.to_json(), draft=False)


def notice(*, units: int = 2, parts: int = 2, **changes) -> assessment_notice.Facts:
    sample = word_samples.notice()
    results = tuple(
        assessment_notice.Result(unit=f"示范区第{at:03}单位（样例）", score="80.0", grade="良好")
        for at in range(units)
    )
    return dataclasses.replace(sample, results=results, parts=(sample.parts * parts)[:parts], **changes)


def test_the_notice_says_all():
    words = reading.words(pdf_of("assessment_notice", word_samples.notice()))
    for expected in (
        "示机党发〔2026〕12号",
        "关于2026年度创建模范机关行动考评结果的通报",
        "各有关单位：",
        "一、总体情况",
        "二、存在的问题",
        "附件：考评结果",
        "示范区政务服务中心（样例）92.5优秀",
        "数据取自快照-2026-0003",
        "抄送：区委办公室（样例），区纪委监委机关（样例）。",
        "2026年11月23日印发",
    ):
        assert expected in words, expected


def test_the_red_mark_begins_35_mm_below_the_top_of_the_text_area():
    facts = notice(units=0, parts=1)
    first = next(box for box in reading.boxes(pdf_of("assessment_notice", facts), 0) if box[0] == "党")
    top = (297 - 37 - 35) * POINT
    assert 26 < top - first[2] < 46  # the foot of its first line, 38 to 44 points high


@pytest.mark.parametrize("units", [0, 1, 40, 120])
@pytest.mark.parametrize("parts", [0, 2, 6, 12])
def test_neither_signature_nor_imprint_stands_on_a_page_by_itself(units, parts):
    pages = reading.pages(pdf_of("assessment_notice", notice(units=units, parts=parts)))
    last = "".join(pages[-1].split())
    assert "印发" in last and "校验短码" in last
    assert (f"共{units}个单位" in last and "良好" in last) if units else "各单位要对照问题认真整改" in last
    signed = next("".join(page.split()) for page in pages if "联系人" in page)
    assert "各单位要对照问题认真整改" in signed
    whole = "".join("".join(page.split()) for page in pages)
    assert all(f"第{at:03}单位" in whole for at in range(units))


@pytest.mark.parametrize(
    "issuer", ["区委", "示范区机关工作党委", "示范区创建模范机关工作委员会办公室（样例）", "某" * 40]
)
def test_the_mark_and_the_signature_stay_on_the_page(issuer):
    pdf = pdf_of("assessment_notice", notice(issuer=issuer))
    for line in reading.text_lines(pdf):
        left, right = min(each[1] for each in line), max(each[3] for each in line)
        assert left > 26 * POINT - 2 and right < (210 - 26) * POINT + 2, "".join(each[0] for each in line)


@pytest.mark.parametrize("unit", ["甲局", "某" * 40])
@pytest.mark.parametrize("name", ["示范单位", "示范区直属机关创建模范机关三年行动先进集体（样例）"])
def test_the_naming_certificate_is_one_page_and_names_its_basis(unit, name):
    pdf = pdf_of("naming_certificate", named(unit=unit, name=name))
    assert len(reading.pages(pdf)) == 1
    words = reading.words(pdf)
    assert "根据示范区委员会（样例）2026年11月20日批准（示委〔2026〕18号）" in words and name in words


def test_the_second_level_is_set_in_kai():
    words = ("（一）示例先进。其余从略。", "（二）示例一般", "（三）" + "字" * 50 + "。", "没有层级的一段。")
    facts = notice(parts=1)
    part = dataclasses.replace(facts.parts[0], paragraphs=words)
    found = assessment_notice.numbered(dataclasses.replace(facts, parts=(part,)))[0][2]
    leads = ["（一）示例先进。", "（二）示例一般", "", ""]
    assert [lead for lead, _rest in found] == leads
    assert tuple(lead + rest for lead, rest in found) == words
    html = assessment_notice.html(dataclasses.replace(facts, parts=(part,)), draft=False)
    assert '<span class="kai">（一）示例先进。</span>其余从略。' in html


@pytest.mark.parametrize(
    ("at", "said"),
    [(0, "一"), (9, "十"), (10, "十一"), (18, "十九"), (19, "二十"), (20, "二十一"), (98, "九十九")],
)
def test_any_part_has_its_numeral(at, said):
    assert assessment_notice._numeral(at) == said


def test_parts_past_ten_are_numbered_on():
    facts = notice(parts=12)
    assert [each[0] for each in assessment_notice.numbered(facts)][-3:] == ["十", "十一", "十二"]
    assert facts.issued_on == datetime.date(2026, 11, 23)
