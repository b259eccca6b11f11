"""表决登记表: what carries a vote when there are no phones; typed in afterwards."""

from dataclasses import dataclass

from documents.papers.sitting import SittingFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "表决登记表"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item with the members who may vote on it; `recused` are named beside it."""

    place: int
    title: str
    unit: str = ""
    version: str = ""
    voters: tuple[str, ...]
    recused: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts(SittingFacts):
    """The facts of one 表决登记表."""

    entitled: int
    items: tuple[Item, ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.meeting}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/ballot_sheet.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.meeting), LABEL],
    )
