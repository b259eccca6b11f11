"""整改销号确认单: one page that says that an item is closed, since when, by whom, and what is still asked for."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.writing import written

LABEL = "整改销号确认单"
LASTING = "整改长期坚持确认单"


@dataclass(frozen=True, kw_only=True)
class Signed:
    """Who handled one part: 经办、复核、审批. Of a delegation both names."""

    role: str
    person: str
    on_behalf_of: str = ""
    on_paper: bool = False
    on: datetime.date | None = None


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 整改销号确认单. `lasting`: 长期坚持, which is confirmed but not closed."""

    item_number: str
    source: str
    problem: str
    received_on: datetime.date | None = None
    applied_on: datetime.date
    accepted_on: datetime.date | None = None
    publicity_from: datetime.date | None = None
    publicity_to: datetime.date | None = None
    closed_on: datetime.date
    source_number: str = ""
    conclusion: str
    late: str = ""
    demands: tuple[str, ...] = ()
    signed: tuple[Signed, ...]
    lasting: bool = False


def heading(facts: Facts) -> str:
    """What the paper is called."""
    return LASTING if facts.lasting else LABEL


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.item_number}{heading(facts)}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/closing_confirmation.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[heading(facts)],
    )
