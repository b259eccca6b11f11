"""整改台账（领导版）: A4, eight columns, what is overdue or soon due, and what it waits for."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from documents.papers.facts import PaperFacts
from documents.papers.paging import Group, Widths, characters, in_pieces, numbered, pages
from documents.papers.writing import written

LABEL = "整改台账（领导版）"
SIZE = 9.0  # points: a character of the table
# Millimetres, beside 序号.
COLUMNS = {
    "unit": 32,
    "problem": 62,
    "responsible": 30,
    "limit": 27,
    "light": 30,
    "progress": 54,
    "waits": 24,
}
FIRST, OTHERS = 29.0, 36.5  # lines of text a page has room for below its heads
FOOT = 9.0  # lines that the codes need


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
    return _written(facts, _paged(facts), draft=draft)


def pieces(facts: Facts, *, draft: bool) -> list[Callable[[], str]]:
    """The same paper piece by piece, for the long ones."""
    return in_pieces(_paged(facts), partial(_written, facts, draft=draft))


def _paged(facts: Facts) -> list[list[Group]]:
    groups = [Group(str(n), [], [_row(item)]) for n, item in enumerate(facts.items, 1)]
    widths = Widths(whole=[], rows=characters(COLUMNS, SIZE))
    return pages(groups, widths, first=FIRST, others=OTHERS, foot=FOOT)


def _row(item: UrgentItem) -> list[str]:
    problem = f"{item.problem}\n{item.number}"
    return [item.unit, problem, item.responsible, item.limit, item.light, item.progress, item.waits]


def _written(
    facts: Facts, paged: list[list[Group]], *, draft: bool, before: int = 0, last: bool = True
) -> str:
    """Some of its pages; `before` is how many stand before them."""
    return written(
        "documents/ledger_leaders.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=["整改事项红黄灯一览"],
        groups=list(numbered(paged)),
        before=before,
        last=last,
    )
