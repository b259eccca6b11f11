"""会议议程和材料: the agenda, one page of 审议要点 an item, and the text of each matter; with bookmarks."""

from dataclasses import dataclass

from documents.papers.sitting import ListedMatter, SittingFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "会议议程和材料"


@dataclass(frozen=True, kw_only=True)
class Section:
    """One section of the text of a matter."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Item:
    """One item of the agenda with its 审议要点; `late` is the reason of a 临时议题."""

    place: int
    title: str
    unit: str = ""
    version: str = ""
    late: str = ""
    to_decide: str = ""
    advice: str = ""
    differences: str = ""
    since_last: str = ""
    listed: tuple[ListedMatter, ...] = ()
    text: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts(SittingFacts):
    """The facts of one set of meeting papers."""

    expected: tuple[str, ...]
    observers: tuple[str, ...] = ()
    items: tuple[Item, ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return facts.meeting + LABEL.removeprefix("会议")


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/meeting_agenda.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.meeting), LABEL],
    )
