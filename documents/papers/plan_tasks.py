"""What 时间表 and 作战图 of a plan are made from: its tasks with their dates, in the words of the approved version."""

import datetime
from dataclasses import dataclass

from documents.papers.facts import VersionFacts
from documents.papers.task_sheet import Milestone


@dataclass(frozen=True, kw_only=True)
class Task:
    """One task: who does it, from when to when, and where it stood on the day of printing."""

    code: str
    title: str
    section: str = ""
    person: str = ""
    starts: datetime.date
    due: datetime.date
    milestones: tuple[Milestone, ...] = ()
    state: str = ""


@dataclass(frozen=True, kw_only=True)
class TasksFacts(VersionFacts):
    """The facts of a 时间表 or a 作战图."""

    tasks: tuple[Task, ...]
