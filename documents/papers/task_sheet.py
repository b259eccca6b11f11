"""任务书: what one responsible person has taken on, by when, and how it will be judged."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "任务书"


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """One 节点 of a task."""

    name: str
    due: datetime.date


@dataclass(frozen=True, kw_only=True)
class TaskOrder:
    """One task of the sheet, in the words of the approved plan."""

    code: str
    title: str
    carrier: str = ""
    business_matter: str = ""
    party_role: str = ""
    standard: str
    expected_evidence: str = ""
    starts: datetime.date
    due: datetime.date
    milestones: tuple[Milestone, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 任务书: issued by the unit (`issuer`) to one `person`."""

    person: str
    section: str = ""
    post: str = ""
    leader: str = ""
    tasks: tuple[TaskOrder, ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}（{facts.person}）"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/task_sheet.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.plan_title), LABEL],
    )
