"""往年方案: what of an earlier plan can be written into this year's, with its days moved on by the years between. Pure."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from .matching import Matched, Unit
from .rows import HEADS, TaskRow

LEAP_DAY = (2, 29)


@dataclass(frozen=True)
class EarlierTask:
    """One task of the earlier plan. `same`: this year's list asks for it too, under the same number and name."""

    line: str
    same: bool
    matched: Matched


def tasks_of(content: dict, plan, unit: Unit, *, years: int) -> list[EarlierTask]:
    """The tasks of the earlier content as they would stand in `plan`, whose rows are in `plan.tasks`."""
    present = {task.code: task.title for task in plan.tasks.all() if task.code}
    found = []
    for task in content["tasks"]:
        row = _row(task, plan.action, years)
        same = present.get(task["code"]) == task["title"]
        if not same and task["code"] in present:
            told = {"code": task["code"], "title": present[task["code"]]}
            note = _("今年的%(code)s是“%(title)s”，作为新任务复制，请另行编号。") % told
            row = replace(row, code="", notes=[note])
        found.append(EarlierTask(task["line"], same, unit.match(row)))
    return found


def moved_on(day: str, years: int) -> date | None:
    """The same day, so many years later; the last of February where it has no 29th."""
    if not day:
        return None
    found = date.fromisoformat(day)
    if (found.month, found.day) == LEAP_DAY:
        found = found.replace(day=28)
    return found.replace(year=found.year + years)


def _row(task: dict, action, years: int) -> TaskRow:
    def within(day: str) -> date | None:
        moved = moved_on(day, years)
        return moved and min(max(moved, action.starts), action.ends)

    words = {name: task[name] for name in HEADS if name not in ("starts", "due", "milestones")}
    return TaskRow(
        where=task["line"],
        **words,
        starts=within(task["starts"]),
        due=within(task["due"]),
        milestones=[(each["name"], within(each["due"])) for each in task["milestones"]],
    )
