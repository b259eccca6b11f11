"""督办通知单 (蓝色、橙色、红色): what a unit is told to hurry with, until when it answers, and the 回执联 to cut off."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import PaperFacts
from documents.papers.writing import written

LABEL = "督办通知单"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One matter: what is to be done, its limit, and on which condition it is listed."""

    title: str
    what: str
    due: datetime.date
    condition: str


@dataclass(frozen=True, kw_only=True)
class Facts(PaperFacts):
    """The facts of one 督办通知单. `colour` is blue, orange or red, `colour_label` its word; of a delegated signature both names."""

    colour: str
    colour_label: str
    lines: tuple[Line, ...]
    demand: str
    answer_by: datetime.date
    way: str
    contact: str
    phone: str
    signer: str
    on_behalf_of: str = ""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.unit}{LABEL}（{facts.colour_label}）"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/supervision_order.html", facts, draft=draft, title=title(facts), heading=[LABEL]
    )
