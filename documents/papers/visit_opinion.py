"""验收意见书 of a visit: one paper for one unit, each plan and item with its own conclusion, and a table of each as 附表.

An item that a group accepted by itself has the same paper, with one line.
"""

from dataclasses import dataclass

from documents.papers.visits import VisitFacts
from documents.papers.writing import written

LABEL = "验收意见书"


@dataclass(frozen=True, kw_only=True)
class Facts(VisitFacts):
    """`methods` are how it was checked; `statement` what the unit wrote on the spot (无异议, 有异议), with its `objection`.

    Without a statement the paper leaves the place where the unit writes it by pen.
    """

    methods: tuple[str, ...] = ()
    statement: str = ""
    objection: str = ""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.unit}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    conclusions = list(dict.fromkeys(each.conclusion for each in facts.accepted))
    return written(
        "documents/visit_opinion.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[facts.unit, LABEL],
        counted=[(each, sum(row.conclusion == each for row in facts.accepted)) for each in conclusions],
    )
