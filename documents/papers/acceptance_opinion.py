"""验收意见书: what the acceptance group found, task by task, and its conclusion."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "验收意见书"
FINDINGS = ("符合", "基本符合", "不符合", "未查")
CONCLUSIONS = ("通过验收", "限期完善", "不予通过")


@dataclass(frozen=True, kw_only=True)
class TaskFinding:
    """One row of 完成标准逐条对照表: the standard of a task and what was found. `finding` is one of FINDINGS."""

    code: str
    title: str
    standard: str
    finding: str
    fact: str = ""


@dataclass(frozen=True, kw_only=True)
class GroupMember:
    """One of the 验收组, with the unit the person comes from. `role` is 组长 or 成员."""

    name: str
    unit: str
    role: str = "成员"


@dataclass(frozen=True, kw_only=True)
class Facts(VersionFacts):
    """The facts of one 验收意见书.

    `basis` are the papers the acceptance rests on; `methods` are words such as 查阅资料、现场查看、座谈访谈、满意度测评;
    `extended_due` is printed beside the original `due`; `improve_by` only with 限期完善. `statement` is what the unit
    said on the spot (无异议, or its objection); `dissent` records members who did not agree.
    """

    action: str
    basis: tuple[str, ...]
    starts: datetime.date
    due: datetime.date
    extended_due: datetime.date | None = None
    applied_on: datetime.date
    checked_on: datetime.date
    methods: tuple[str, ...]
    tasks: tuple[TaskFinding, ...]
    problems: tuple[str, ...] = ()
    conclusion: str
    opinion: str = ""
    improve_by: datetime.date | None = None
    group: tuple[GroupMember, ...]
    statement: str = ""
    dissent: str = ""


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}"


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/acceptance_opinion.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.plan_title), LABEL],
        leaders=[member for member in facts.group if member.role == "组长"],
        members=[member for member in facts.group if member.role != "组长"],
        tally=[(finding, sum(task.finding == finding for task in facts.tasks)) for finding in FINDINGS],
    )
