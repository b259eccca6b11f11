"""征求意见汇总处理表: every opinion of every unit, and what became of it."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import PaperFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "征求意见汇总处理表"


@dataclass(frozen=True, kw_only=True)
class Opinion:
    """One opinion: of which unit, on what, and what became of it, with the reason."""

    unit: str
    clause: str
    text: str
    decision: str
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one table. `silent` are the units that gave no answer until the limit."""

    subject: str
    asked_on: datetime.date
    due: datetime.date
    asked: int
    without_opinion: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    adopted: int = 0
    partly: int = 0
    declined: int = 0


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"《{facts.subject}》{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/consultation_table.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(f"《{facts.subject}》"), LABEL],
    )
