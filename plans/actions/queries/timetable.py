"""时间表 as a page: the tasks of one plan with nodes, lights and dependencies; as a chart and as a month. Two statements and one of the links."""

from dataclasses import dataclass
from datetime import date, timedelta

from records import clock, workdays

from .. import gantt
from ..models import Dependency, Plan, Task
from .tasks import light_of


@dataclass(frozen=True)
class TimetableRow:
    """One task with what it needs and what there is to say about its dates."""

    task: Task
    light: str
    needs: list[Task]
    warnings: list[str]


@dataclass(frozen=True)
class Day:
    """One day of the month: working or not, and what falls on it as (sign, task, name)."""

    date: date
    working: bool
    inside: bool
    things: list[tuple[str, Task, str]]


class Timetable:
    """The working rows of a plan; after the approval these are what was approved."""

    def __init__(self, plan: Plan):
        self.tasks = list(plan.tasks.select_related("person").prefetch_related("milestones"))
        for task in self.tasks:
            task.plan = plan
        self.needs = list(Dependency.objects.filter(task__plan=plan).values_list("task_id", "needs_id"))

    def chart(self) -> gantt.Chart | None:
        return gantt.chart(self.tasks, self.needs, light_of, clock.today())

    def rows(self) -> list[TimetableRow]:
        by_pk = {task.pk: task for task in self.tasks}
        said = gantt.warnings(self.tasks, self.needs)
        return [
            TimetableRow(
                task,
                light_of(task),
                [by_pk[needed] for task_id, needed in self.needs if task_id == task.pk],
                said.get(task.pk, []),
            )
            for task in self.tasks
        ]

    def month(self, month: date) -> list[list[Day]]:
        """The weeks of a month, Monday first."""
        things: dict[date, list] = {}
        for task in self.tasks:
            for node in task.milestones.all():
                if node.due:
                    things.setdefault(node.due, []).append(("●", task, node.name))
            if task.due:
                things.setdefault(task.due, []).append(("▲", task, ""))
        first = month - timedelta(days=month.weekday())
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        weeks = []
        while first <= last:
            days = [first + timedelta(days=n) for n in range(7)]
            weeks.append(
                [
                    Day(day, workdays.is_working(day), day.month == month.month, things.get(day, []))
                    for day in days
                ]
            )
            first += timedelta(days=7)
        return weeks

    def months(self) -> list[date]:
        """The months in which anything falls due."""
        days = [node.due for task in self.tasks for node in task.milestones.all() if node.due]
        days += [task.due for task in self.tasks if task.due]
        return sorted({day.replace(day=1) for day in days})
