"""What the two papers of a visit share: where it went, who went, and each thing that is accepted with its standards."""

import datetime
from dataclasses import dataclass

from documents.papers.acceptance_opinion import GroupMember
from documents.papers.facts import PaperFacts

FINDINGS = ("符合", "基本符合", "不符合", "未查")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One completion standard: what was found by which methods; `finding` is one of FINDINGS, empty on a 核查表."""

    title: str
    standard: str
    finding: str = ""
    methods: tuple[str, ...] = ()
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """One plan or item with its own conclusion; `basis` is by what it is accepted (依据), `conclusions` are those there are, `dissent` records members who did not agree."""

    kind: str
    name: str
    limits: str
    lines: tuple[Checked, ...]
    basis: str = ""
    conclusions: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    conclusion: str = ""
    improve_by: datetime.date | None = None
    dissent: str = ""

    @property
    def tally(self) -> list[tuple[str, int]]:
        """How many standards were found how."""
        counted = [(finding, sum(line.finding == finding for line in self.lines)) for finding in FINDINGS]
        return [(finding, n) for finding, n in counted if n]


@dataclass(frozen=True, kw_only=True)
class VisitFacts(PaperFacts):
    """The facts of one visit. `half` is 上午 or 下午, `manner` 预先通知 or 四不两直; a group composed for one thing has neither,
    and no `arrangement` it belongs to."""

    arrangement: str = ""
    visited_on: datetime.date
    half: str = ""
    manner: str = ""
    accepted: tuple[Accepted, ...]
    group: tuple[GroupMember, ...]

    @property
    def leaders(self) -> list[GroupMember]:
        """组长."""
        return [member for member in self.group if member.role == "组长"]

    @property
    def members(self) -> list[GroupMember]:
        """成员."""
        return [member for member in self.group if member.role != "组长"]
