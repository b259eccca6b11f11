"""会议纪要: what the meeting considered and decided, and who does what by when; as 摘录 the items of one unit alone."""

import datetime
from dataclasses import dataclass

from documents.papers.sitting import ListedMatter, SittingFacts
from documents.papers.titles import LARGE, WIDEST, title_lines, width
from documents.papers.writing import written

LABEL = "会议纪要"
EXTRACT = "会议纪要（摘录）"


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item: 会议认为, 会议决定; `numbers` is empty where they are not told."""

    place: int
    title: str
    unit: str = ""
    considered: str = ""
    decided: str
    recused: tuple[str, ...] = ()
    numbers: str = ""
    listed: tuple[ListedMatter, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Task:
    """One 议定事项."""

    title: str
    unit: str
    due: datetime.date


@dataclass(frozen=True, kw_only=True)
class Facts(SittingFacts):
    """The facts of one 会议纪要, or of one unit's 摘录, which says nothing of who was there. `issue` is its 期号 (第8期)."""

    extract: bool = False
    issue: str = ""
    present: tuple[str, ...] = ()
    leave: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    observers: tuple[str, ...] = ()
    items: tuple[Item, ...]
    tasks: tuple[Task, ...] = ()


def label(facts: Facts) -> str:
    """会议纪要, or 会议纪要（摘录）."""
    return EXTRACT if facts.extract else LABEL


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return facts.meeting + label(facts).removeprefix("会议")


def head(facts: Facts) -> str:
    """The red ×××纪要 of the first page."""
    return f"{facts.issuer}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    mark = head(facts)
    return written(
        "documents/meeting_minutes.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.meeting), EXTRACT] if facts.extract else title_lines(title(facts)),
        mark=title_lines(mark, widest=WIDEST),
        long=width(mark) > LARGE,
    )
