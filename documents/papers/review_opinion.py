"""方案审核意见书: the one letter that says everything to be changed (一次性告知)."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "方案审核意见书"


@dataclass(frozen=True, kw_only=True)
class ReturnPoint:
    """One point of a return: 条目 + 现在怎么写 + 问题 + 改到什么程度.

    `late` is the reason of a point first raised in a later round (补充提出), empty otherwise.
    """

    target: str
    written: str
    problem: str
    wanted: str
    late: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 方案审核意见书. `reply_days` are the working days until `reply_by`; `reviewer` is the 审核人."""

    round_number: int = 1
    points: tuple[ReturnPoint, ...]
    items_without_opinion: int
    reply_by: datetime.date
    reply_days: int
    opinion: str = ""
    reviewer: str = ""
    contact: str
    phone: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}（第{facts.version_number}版）审核意见书"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/review_opinion.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=title_lines(f"关于《{facts.plan_title}》（第{facts.version_number}版）的审核意见"),
    )
