"""What every paper of a meeting says first: which meeting, when, where, under whom."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import PaperFacts


@dataclass(frozen=True, kw_only=True)
class SittingFacts(PaperFacts):
    """`meeting` is the committee with the year and 第×次."""

    meeting: str
    held_on: datetime.date
    place: str
    presiding: str


@dataclass(frozen=True, kw_only=True)
class ListedMatter:
    """One row of a 列表议题: 单位、版本、主要修改、初审意见、建议结论 (or what was decided)."""

    unit: str
    title: str
    version: str
    changes: str = ""
    opinion: str = ""
    conclusion: str = ""
