"""整改销号公示: what is about to be closed, for whoever reads it on the wall: the problem, what was done, until when and
where to object. It names no person but the one to call."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.writing import written

LABEL = "整改销号公示"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 公示. `done` are its measures as they were taken; `days` are working days, both ends as dates."""

    item_number: str
    source: str
    problem: str
    done: tuple[str, ...]
    result: str
    publicity_from: datetime.date
    publicity_to: datetime.date
    days: int
    contact: str
    phone: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.item_number}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written("documents/publicity_notice.html", facts, draft=draft, title=title(facts), heading=[LABEL])
