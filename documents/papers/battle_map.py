"""作战图: tasks × months on one wide sheet: when each runs, its nodes, its limit, and where it stood on the day of printing."""

import datetime
from collections import Counter
from dataclasses import dataclass

from documents.papers.plan_tasks import Task, TasksFacts
from documents.papers.titles import title_lines
from documents.papers.writing import written

LABEL = "作战图"
MOST_MONTHS = 18  # on one sheet
NODE, LIMIT = "●", "▲"


@dataclass(frozen=True, kw_only=True)
class Facts(TasksFacts):
    """The facts of one 作战图."""


@dataclass(frozen=True)
class Cell:
    """One month of one task: does it run, and what falls into the month, as (sign, day)."""

    runs: bool
    marks: tuple[tuple[str, int], ...]


def title(facts: Facts) -> str:
    """The document's title, as in lists and in the PDF's own properties."""
    return f"{facts.plan_title}{LABEL}"


def months(facts: Facts) -> list[tuple[int, int]]:
    """(year, month) from the first start to the last limit."""
    first = min(task.starts for task in facts.tasks)
    last = max(task.due for task in facts.tasks)
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [(at // 12, at % 12 + 1) for at in span]


def cell(task: Task, year: int, month: int) -> Cell:
    """What one month of a task shows."""
    begins = datetime.date(year, month, 1)
    ends = datetime.date(year + month // 12, month % 12 + 1, 1)
    marks = [(NODE, node.due.day) for node in task.milestones if begins <= node.due < ends]
    if begins <= task.due < ends:
        marks.append((LIMIT, task.due.day))
    return Cell(task.starts < ends and task.due >= begins, tuple(sorted(marks, key=lambda mark: mark[1])))


@dataclass(frozen=True)
class Sheet:
    """What one sheet shows of the months: the columns, how many of them each year has, and every task."""

    columns: list[tuple[int, int]]
    years: list[tuple[int, int]]
    rows: list[tuple[Task, list[Cell]]]


def sheets(facts: Facts) -> list[Sheet]:
    """As many sheets as the months need, so that none is left out."""
    all_months = months(facts)
    found = []
    for at in range(0, len(all_months), MOST_MONTHS):
        columns = all_months[at : at + MOST_MONTHS]
        years = Counter(year for year, _month in columns)
        rows = [(task, [cell(task, *column) for column in columns]) for task in facts.tasks]
        found.append(Sheet(columns, list(years.items()), rows))
    return found


def html(facts: Facts, *, draft: bool) -> str:
    """The page as HTML, ready for the engine; `draft` draws 样稿 across every page."""
    return written(
        "documents/battle_map.html",
        facts,
        draft=draft,
        title=title(facts),
        heading=[*title_lines(facts.plan_title, widest=50), LABEL],
        sheets=sheets(facts),
    )
