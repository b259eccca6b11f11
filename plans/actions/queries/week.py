"""本周到期: nodes and limits that are overdue or fall due by the end of this week, for me, my section, my unit. Two statements."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from records import clock, workdays
from units.models import Person
from units.queries import standing
from workflows import lights

from ..enums import Status
from ..models import Milestone, Task
from .plans import visible_tasks

ME, SECTION, UNIT = "me", "section", "unit"
MOST = 200  # of each kind


@dataclass(frozen=True)
class DueThing:
    """A node (with its name), or the limit of a task."""

    due: date
    task: Task
    node: str
    light: str
    days_left: int


def week_of(person: Person, scope: str) -> list[DueThing]:
    """Soonest due first, what is overdue on top. The unit of the office and of members is every unit."""
    today = clock.today()
    end = workdays.week_end(today)
    tasks = _within(person, scope).filter(done_on=None)
    found = [_limit(task, today) for task in tasks.filter(due__lte=end).order_by("due", "id")[:MOST]]
    nodes = Milestone.objects.filter(task__in=tasks.values("pk"), done_on=None, due__lte=end)
    nodes = nodes.select_related("task__plan__unit", "task__person").order_by("due", "id")
    found += [_node(node, today) for node in nodes[:MOST]]
    return sorted(found, key=lambda each: (each.due, each.task.pk, each.node == ""))


def _within(person: Person, scope: str) -> QuerySet[Task]:
    tasks = visible_tasks(person).filter(plan__status=Status.EXECUTING)
    held = standing(person)
    if scope == ME:
        return tasks.filter(person=person)
    if scope == SECTION:
        return tasks.filter(section__in=held.sections)
    if held.is_office or held.is_committee:
        return tasks
    return tasks.filter(plan__unit__in=held.unit_ids)


def _limit(task: Task, today: date) -> DueThing:
    light = lights.light(
        today, begun=task.begun_at is not None, done=False, yellow_on=task.yellow_on, red_on=task.red_on
    )
    return DueThing(task.due, task, "", light, workdays.between(today, task.due))


def _node(node: Milestone, today: date) -> DueThing:
    light = lights.light(today, begun=True, done=False, yellow_on=today, red_on=workdays.day_after(node.due))
    return DueThing(node.due, node.task, node.name, light, workdays.between(today, node.due))
