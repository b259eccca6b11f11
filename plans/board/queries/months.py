"""作战图, tasks × months: what falls into each month, a light in every cell.

Of one plan its nodes and limits, of all units together the tasks of each item of the list by the month of their limit.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.urls import reverse

from plans.actions.enums import RUNNING
from plans.actions.models import Action, Plan, Task, TemplateItem
from plans.actions.queries.tasks import BEGUN, DONE, OWN_ITEM
from records import clock, workdays
from workflows import lights
from workflows.enums import Light

from .stages import tasks_url

MOST_MONTHS = 18
AHEAD = 5  # working days: a node is yellow from the day its reminder goes out


@dataclass
class MonthCell:
    """One month of one line: whether it runs then, what falls into it, its light ("" where nothing does)."""

    month: date
    runs: bool = False
    lights: Counter = field(default_factory=Counter)
    marks: list[str] = field(default_factory=list)
    url: str = ""

    @property
    def n(self) -> int:
        return self.lights.total()

    @property
    def done(self) -> int:
        return self.lights[Light.BLUE]

    @property
    def word(self) -> str:
        """The days that fall into the month, or how many tasks are done of those that do."""
        return " ".join(self.marks) or f"{self.done}/{self.n}"

    @property
    def light(self) -> str:
        return min(self.lights, key=lambda light: lights.URGENCY[light], default="")


@dataclass
class MonthRow:
    """A task, or an item of the list, over the months."""

    code: str
    title: str
    cells: list[MonthCell]
    person: str = ""
    url: str = ""


def months_between(first: date, last: date) -> list[date]:
    """The first day of each month from the one of `first` to the one of `last`; of a longer time the last eighteen."""
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(at // 12, at % 12 + 1, 1) for at in span][-MOST_MONTHS:]


def node_light(due: date, done: bool, begun: bool, today: date, soon: date) -> str:
    """The light of one node: its own day, five working days ahead of it yellow."""
    return lights.light(
        today,
        begun=begun,
        done=done,
        yellow_on=today if due <= soon else None,
        red_on=workdays.day_after(due),
    )


def plan_months(plan: Plan) -> tuple[list[date], list[MonthRow]]:
    """One approved plan: its tasks over the months, with their nodes (●) and limits (▲)."""
    tasks = list(plan.tasks.select_related("person").prefetch_related("milestones"))
    days = [day for task in tasks for day in (task.starts, task.due) if day]
    if not days:
        return [], []
    columns, today = months_between(min(days), max(days)), clock.today()
    soon = workdays.add(today, AHEAD).date
    return columns, [_of_task(task, columns, today, soon) for task in tasks]


def _of_task(task: Task, columns: list[date], today: date, soon: date) -> MonthRow:
    url = reverse("task", args=[task.pk])
    running = (_first(task.starts), task.due) if task.starts and task.due else None
    cells = {
        month: MonthCell(month, runs=bool(running and running[0] <= month <= running[1]), url=url)
        for month in columns
    }
    begun = task.begun_at is not None
    for node in task.milestones.all():
        if node.due and (cell := cells.get(_first(node.due))):
            done = node.done_on is not None or task.done_on is not None
            cell.lights[node_light(node.due, done, begun, today, soon)] += 1
            cell.marks.append(f"●{node.due.day}")
    if task.due and (cell := cells.get(_first(task.due))):
        own = lights.light(
            today, begun=begun, done=task.done_on is not None, yellow_on=task.yellow_on, red_on=task.red_on
        )
        cell.lights[own] += 1
        cell.marks.append(f"▲{task.due.day}")
    person = task.person.name if task.person else ""
    return MonthRow(task.code, task.title, list(cells.values()), person, url)


def _first(day: date) -> date:
    return day.replace(day=1)


def item_months(action: Action) -> tuple[list[date], list[MonthRow]]:
    """All units: the tasks under way of each item, by the month of their limit. Two statements whatever the number of units."""
    today = clock.today()
    counted = (
        Task.objects.filter(plan__action=action, plan__status__in=RUNNING)
        .order_by()
        .values("item_id", month=TruncMonth("due"), light=lights.as_case(today, begun=BEGUN, done=DONE))
        .annotate(n=Count("pk"))
    )
    by_item: dict[int | None, dict[date, Counter]] = defaultdict(lambda: defaultdict(Counter))
    for row in counted:
        if row["month"]:
            by_item[row["item_id"]][row["month"]][row["light"]] += row["n"]
    if not by_item:
        return [], []
    items = {
        item.pk: item
        for item in TemplateItem.objects.filter(template__action=action).order_by("-template__n", "order")
    }
    found = [month for months in by_item.values() for month in months]
    columns = months_between(min(found), max(found))
    rows: dict[str, MonthRow] = {}
    for item in items.values():  # of the newest version first: its words and its order stand
        rows.setdefault(item.code, _of_item(action, item.code, item.title, columns))
    for item_id, months in by_item.items():
        code = items[item_id].code if item_id in items else OWN_ITEM
        row = rows.setdefault(code, _of_item(action, code, "", columns))
        for cell in row.cells:
            cell.lights.update(months.get(cell.month, Counter()))
    return columns, [row for row in rows.values() if any(cell.n for cell in row.cells)]


def _of_item(action: Action, code: str, title: str, columns: list[date]) -> MonthRow:
    cells = [MonthCell(month, url=tasks_url(action, item=code, month=f"{month:%Y-%m}")) for month in columns]
    return MonthRow(code, title, cells, url=tasks_url(action, item=code))
