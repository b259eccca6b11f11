"""验收合格证书: off by default (settings.ACCEPTANCE_CERTIFICATE); the usual paper of an acceptance is the 验收意见书."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "验收合格证书"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 验收合格证书. `opinion` is the number of the 验收意见书 it follows from."""

    action: str
    opinion: str
    accepted_on: datetime.date


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/certificate.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[LABEL],
        unit_lines=title_lines(facts.unit, widest=16),
    )
