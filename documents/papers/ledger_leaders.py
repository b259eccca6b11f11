"""整改台账（领导版）: A4, eight columns, what is overdue or soon due, and what it waits for."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import PaperFacts
from documents.papers.writing import written

LABEL = "整改台账（领导版）"


@dataclass(frozen=True, kw_only=True)
class UrgentItem:
    """One item that is red or yellow. `limit` is 原/现 as text, `light` the word of its light with the working days."""

    unit: str
    number: str
    problem: str
    responsible: str
    limit: str
    light: str
    progress: str = ""
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one printed ledger for leaders; `red` and `yellow` are the numbers of its items."""

    as_of: datetime.date
    wanted: str
    red: int
    yellow: int
    items: tuple[UrgentItem, ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return LABEL


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/ledger_leaders.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=["整改事项红黄灯一览"],
    )
