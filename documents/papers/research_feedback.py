"""调研反馈单: what a research visit found in a unit, told to the unit."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import PaperFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "调研反馈单"
# The sections in their order, each with its heading; one without a line is left out.
SECTIONS = (
    ("practices", "好做法"),
    ("problems", "需要整改的问题"),
    ("commons", "共性问题"),
    ("matters", "需工委解决的事项"),
)
NUMERALS = "一二三四五六"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of the visit: what was found, what is advised, and what became of it so far."""

    text: str
    advice: str = ""
    outcome: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one 调研反馈单. `visit` is 走访调研 or 督查检查; `people` are named with their unit."""

    visit: str
    subject: str
    visited_on: datetime.date
    people: tuple[str, ...]
    others: str = ""
    summary: tuple[str, ...] = ()
    practices: tuple[Line, ...] = ()
    problems: tuple[Line, ...] = ()
    commons: tuple[Line, ...] = ()
    matters: tuple[Line, ...] = ()
    contact: str
    phone: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.subject}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    filled = [("总体情况", facts.summary, ())] if facts.summary else []
    filled += [(heading, (), lines) for name, heading in SECTIONS if (lines := getattr(facts, name))]
    return written(
        "documents/research_feedback.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.subject), LABEL],
        sections=[(NUMERALS[at], *section) for at, section in enumerate(filled)],
    )
