"""现场核查表: the printed twin of the phone: each standard with boxes to tick and a line to write on."""

from dataclasses import dataclass

from documents.papers.visits import FINDINGS, VisitFacts
from documents.papers.writing import written

LABEL = "现场核查表"
METHODS = ("查资料", "看现场", "访谈", "测评", "抽查系统")


@dataclass(frozen=True, kw_only=True)
class Facts(VisitFacts):
    """Nothing is filled in yet."""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.unit}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/check_sheet.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[facts.unit, LABEL],
        findings=FINDINGS,
        methods=METHODS,
    )
