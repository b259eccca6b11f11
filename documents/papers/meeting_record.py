"""会议记录: who was there, who said what, how each item was voted on. For members and the secretary alone."""

import datetime
from dataclasses import dataclass

from documents.papers.sitting import ListedMatter, SittingFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "会议记录"


@dataclass(frozen=True, kw_only=True)
class Speech:
    """Who said what; `written`: the opinion of an absent member, read out."""

    who: str
    text: str
    written: bool = False


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item as it went. `votes` is empty where the vote was secret."""

    place: int
    title: str
    unit: str = ""
    version: str = ""
    late: str = ""
    attendance: str = ""
    recused: tuple[str, ...] = ()
    speeches: tuple[Speech, ...] = ()
    motion: str = ""
    way: str = ""
    votes: tuple[str, ...] = ()
    numbers: str = ""
    outcome: str = ""
    summary: str = ""
    listed: tuple[ListedMatter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts(SittingFacts):
    """The facts of one 会议记录."""

    secretary: str
    time: str
    present: tuple[str, ...]
    leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    movements: tuple[str, ...] = ()
    items: tuple[Item, ...]
    confirmed_by: str
    confirmed_on: datetime.date


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return facts.meeting + LABEL.removeprefix("会议")


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/meeting_record.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.meeting), LABEL],
    )
