"""考评结果通报: how the units stood in a period, as a 通报 by GB/T 9704: red head, number, body with levels, 版记."""

import re
from dataclasses import dataclass

from documents.papers.facts import PaperFacts
from documents.papers.titles import LARGE, WIDEST, title_lines, width
from documents.papers.writing import written

LABEL = "考评结果通报"
NUMERALS = "一二三四五六七八九十"
LEAD = re.compile(r"（[一二三四五六七八九十]{1,3}）[^。；]{1,40}(?:。|$)")


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part of the body: its heading and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One unit's row. `score` as text, as it was published; `grade` is 优秀、良好、合格 or 不合格."""

    unit: str
    score: str
    grade: str
    remark: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one 考评结果通报.

    `unit` is the 主送机关 in words (各有关单位), `snapshot` the number of the ledger snapshot the figures come from, empty
    when none. `results` stand in the order they are given: nothing is ranked here. `copies` are the 抄送机关.
    """

    subject: str
    opening: str
    parts: tuple[Part, ...] = ()
    results: tuple[Result, ...] = ()
    closing: str = ""
    snapshot: str = ""
    contact: str = ""
    phone: str = ""
    copies: tuple[str, ...] = ()
    printed_by: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"关于{facts.subject}考评结果的通报"


def numbered(facts: Facts) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The parts as 一、二、三, each paragraph as its （一）, which is set in 楷体, and the rest."""
    return [
        (_numeral(at), part.heading, [_led(each) for each in part.paragraphs])
        for at, part in enumerate(facts.parts)
    ]


def _led(paragraph: str) -> tuple[str, str]:
    lead = LEAD.match(paragraph)
    return (lead[0], paragraph[lead.end() :]) if lead else ("", paragraph)


def head(facts: Facts) -> str:
    """发文机关标志: with 文件 where it still fits on one line."""
    return f"{facts.issuer}文件" if width(facts.issuer) <= LARGE - 2 else facts.issuer


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    mark = head(facts)
    return written(
        "documents/assessment_notice.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=title_lines(title(facts)),
        parts=numbered(facts),
        mark=title_lines(mark, widest=WIDEST),
        long=width(mark) > LARGE,
    )


def _numeral(at: int) -> str:
    """一, 二 … 十, 十一 … 二十, 二十一 …"""
    tens, ones = divmod(at + 1, 10)
    many = NUMERALS[tens - 1] if tens > 1 else ""
    return many + ("十" if tens else "") + (NUMERALS[ones - 1] if ones else "")
