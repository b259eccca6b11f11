"""整改销号申请审批表: the problem, what was done about it with its evidence, and every opinion on the way to 销号."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.writing import written

LABEL = "整改销号申请审批表"


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """One measure as it was frozen at 申请销号; `done` is what was reported last, `excuse` why it was not carried on with."""

    order: int
    text: str
    unit: str
    person: str = ""
    done: str = ""
    confirmed_on: datetime.date | None = None
    excuse: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceRow:
    """One file of the catalogue: which measure it serves, the day it is of, its SHA-256."""

    measure: int
    name: str
    dated: datetime.date
    digest: str


@dataclass(frozen=True, kw_only=True)
class StageOpinion:
    """What was said at one stage. `on_behalf_of` is the principal of a delegation, or who signed by pen (`on_paper`)."""

    stage: str
    person: str
    post: str = ""
    on_behalf_of: str = ""
    on_paper: bool = False
    opinion: str
    at: str


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 整改销号申请审批表. `late` says 曾逾期n个工作日 with its cause; the limits stand beside each other."""

    item_number: str
    source: str
    source_document: str = ""
    source_date: datetime.date | None = None
    problem: str
    kind: str
    standard: str = ""
    leader: str = ""
    person: str = ""
    due: datetime.date
    extended_due: datetime.date | None = None
    renewed_due: datetime.date | None = None
    renewed_as: str = ""  # what that day is called where it is no answer to 逾期说明
    # The limit in force, where days that others held the file were given back.
    given_back: datetime.date | None = None
    applied_on: datetime.date
    late: str = ""
    round_number: int = 1
    measures: tuple[MeasureRow, ...]
    evidence: tuple[EvidenceRow, ...]
    mechanism: str
    self_conclusion: str
    truth: str = ""  # 核实结论 and 责任认定 of 群众反映
    liability: str = ""
    draw: str = ""  # 验收抽查 of 立行立改: percent, seed, result
    applicant: str
    opinions: tuple[StageOpinion, ...]
    result: str
    closed_on: datetime.date
    closing_number: str = ""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.item_number}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written("documents/closing_approval.html", facts, draft=draft, title=title(facts), heading=[LABEL])
