"""看板: how an action stands, in a few grouped statements; what is counted here is what the list behind it shows."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.db.models.functions import TruncMonth

from plans.actions.enums import RUNNING, Status
from plans.actions.models import Action, Plan, Task
from plans.actions.queries.plans import REPORTED
from plans.actions.queries.tasks import BEGUN, DONE
from records import clock
from workflows import lights
from workflows.enums import Light

LIGHTS = (Light.RED, Light.YELLOW, Light.GREY, Light.GREEN, Light.BLUE)
# Of fewer units an average would tell one of them what another has.
AVERAGE_FROM = 5


@dataclass(frozen=True)
class Month:
    """One month of the curve: how many tasks were to be done by its end, and how many were (None: still to come)."""

    month: date
    planned: int
    actual: int | None


@dataclass
class TaskFigures:
    """The tasks under way of an action (of some units): by light, and by the months of their limits and of their ends."""

    lights: Counter = field(default_factory=Counter)
    due: Counter = field(default_factory=Counter)
    done: Counter = field(default_factory=Counter)

    @property
    def n(self) -> int:
        return self.lights.total()

    @property
    def percent(self) -> int:
        return self.share(Light.BLUE)

    def share(self, light: str) -> int:
        """How many of a hundred tasks show this light."""
        return round(100 * self.lights[light] / self.n) if self.n else 0

    def by_light(self) -> list[tuple[str, int]]:
        return [(light, self.lights[light]) for light in LIGHTS]

    def curve(self) -> list[Month]:
        """Planned against actual, month by month, both counted from the beginning."""
        if not self.due:
            return []
        today = clock.today()
        months = sorted({*self.due, *self.done, today.replace(day=1)})
        planned = done = 0
        found = []
        for month in months:
            planned, done = planned + self.due[month], done + self.done[month]
            found.append(Month(month, planned, done if month <= today else None))
        return found


def task_figures(action: Action, *, unit_ids=None) -> TaskFigures:
    """One statement over the index task_standing; of all units, or of these."""
    tasks = Task.objects.filter(plan__action=action, plan__status__in=RUNNING)
    if unit_ids is not None:
        tasks = tasks.filter(plan__unit__in=unit_ids)
    found = TaskFigures()
    rows = (
        tasks.order_by()
        .values(
            light=lights.as_case(clock.today(), begun=BEGUN, done=DONE),
            due_in=TruncMonth("due"),
            done_in=TruncMonth("done_on"),
        )
        .annotate(n=Count("pk"))
    )
    for row in rows:
        found.lights[row["light"]] += row["n"]
        if row["due_in"]:
            found.due[row["due_in"]] += row["n"]
        if row["done_in"]:
            found.done[row["done_in"]] += row["n"]
    return found


def plans_by_status(action: Action) -> dict[str, int]:
    """How many reported plans of an action stand at each status. One statement."""
    plans: QuerySet[Plan] = Plan.objects.filter(
        Exists(REPORTED.filter(process_id=OuterRef("process_id"))), action=action
    )
    counted = plans.order_by().values("status").annotate(n=Count("pk"))
    numbers = {row["status"]: row["n"] for row in counted}
    return {status: numbers[status] for status in Status if status in numbers}
