"""命名证书: off by default (settings.NAMING_CERTIFICATE); naming a unit needs an approved basis, which stands on it."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "命名证书"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 命名证书: what the unit is named, and 批准依据: who approved it, when, under which 文号."""

    action: str
    name: str
    approved_by: str
    approved_number: str
    approved_on: datetime.date


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.unit}{LABEL}（{facts.name}）"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/naming_certificate.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[LABEL],
        unit_lines=title_lines(facts.unit, widest=16),
        name_lines=title_lines(facts.name, widest=16),
    )
