"""审批表（会签单）: every stage a plan went through, who said what, when; of a delegation and a signature by pen both names."""

from dataclasses import dataclass

from documents.papers.closing_approval import StageOpinion
from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "审批表"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 审批表. A vote is told by its result and its meeting, never by who voted how."""

    action: str
    drafter: str
    own_meeting: str = ""
    opinions: tuple[StageOpinion, ...]
    result: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/approval_form.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.plan_title), LABEL],
    )
