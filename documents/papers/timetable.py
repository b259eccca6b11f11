"""时间表: every node of a plan in the order of its days, so that one sees what falls due next."""

import datetime
from dataclasses import dataclass

from documents.papers.plan_tasks import Task, TasksFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "时间表"
DEADLINE = "任务完成时限"


@dataclass(frozen=True, kw_only=True)
class Facts(TasksFacts):
    """The facts of one 时间表."""


@dataclass(frozen=True)
class Row:
    """One node, or the limit of a task, on its day."""

    due: datetime.date
    task: Task
    name: str


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}"


def rows(facts: Facts) -> list[Row]:
    """Nodes and limits, soonest first; a node that is the limit itself stands once."""
    found = []
    for task in facts.tasks:
        found += [Row(node.due, task, node.name) for node in task.milestones]
        if not any(node.due == task.due for node in task.milestones):
            found.append(Row(task.due, task, DEADLINE))
    return sorted(found, key=lambda row: (row.due, row.task.code))


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/timetable.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.plan_title, widest=40), LABEL],
        rows=rows(facts),
    )
