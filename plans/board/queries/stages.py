"""作战图, units × stages: where each unit's plan stands, a light in every cell. Three statements for a page of units."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans.actions.enums import RUNNING, Status
from plans.actions.models import Action, Plan, Task
from plans.actions.queries.plans import REPORTED
from plans.actions.queries.tasks import BEGUN, DONE
from records import clock
from units.models import Unit
from workflows import lights
from workflows.enums import Light
from workflows.models import Assignment

STAGES = (
    ("report", gettext_lazy("起草报送")),
    ("review", gettext_lazy("审核审定")),
    ("execute", gettext_lazy("实施")),
    ("accept", gettext_lazy("验收")),
    ("sign", gettext_lazy("签字盖章")),
)
# At which of the stages a plan stands; a closed one has them all behind it.
AT = {
    Status.DRAFTING: 0,
    Status.UNIT_REVIEW: 0,
    Status.REVIEWING: 1,
    Status.REVISING: 1,
    Status.AMENDING: 1,
    Status.CONFIRMING: 1,
    Status.REJECTED: 1,
    Status.EXECUTING: 2,
    Status.STOPPED: 2,
    Status.ACCEPTING: 3,
    Status.SIGNING: 4,
    Status.CLOSED: len(STAGES),
}
# The light of these is that of what is open in them; 实施 has the lights of its tasks.
TIMED = frozenset(AT) - {Status.EXECUTING, Status.REJECTED, Status.STOPPED, Status.CLOSED}


@dataclass(frozen=True)
class Tally:
    """The tasks of one plan, counted by light."""

    by_light: dict[str, int]

    @property
    def n(self) -> int:
        return sum(self.by_light.values())

    @property
    def done(self) -> int:
        return self.by_light.get(Light.BLUE, 0)

    @property
    def worst(self) -> str:
        """The most urgent light that any of them shows."""
        return min(self.by_light, key=lambda light: lights.URGENCY[light], default=Light.GREY)

    def numbers(self) -> list[tuple[str, int]]:
        """How many of each light, the most urgent first."""
        return [
            (light, self.by_light.get(light, 0)) for light in sorted(Light.values, key=lights.URGENCY.get)
        ]

    @property
    def percent(self) -> int:
        return 100 * self.done // self.n if self.n else 0


@dataclass(frozen=True)
class Cell:
    """One stage of one unit. `word` stands beside the light, `url` is what is behind it; `here`: the plan stands at it."""

    label: str
    light: str
    word: str = ""
    url: str = ""
    here: bool = False


@dataclass(frozen=True)
class Row:
    """One unit: the address of its plan, where its reader may open it, the cells, its tasks."""

    unit: Unit
    url: str
    cells: list[Cell]
    tasks: Tally
    standing: str  # the word for where the plan stands


def stage_rows(action: Action, units: list[Unit], *, own: frozenset[int], limits: bool = True) -> list[Row]:
    """The lines of the map for these units; a draft that never left its unit is there for the unit alone.

    Without `limits` the light of the present stage is not looked up.
    """
    plans = {
        plan.unit_id: plan
        for plan in Plan.objects.filter(action=action, unit__in=units)
        .exclude(status=Status.VOIDED)
        .annotate(reported=Exists(REPORTED.filter(process_id=OuterRef("process_id"))))
        if plan.reported or plan.unit_id in own
    }
    tallies = tasks_by_light([plan.pk for plan in plans.values() if plan.status in RUNNING])
    dated = _limits([plan.process_id for plan in plans.values() if plan.status in TIMED]) if limits else {}
    return [_row(action, unit, plans.get(unit.pk), tallies, dated) for unit in units]


def tasks_by_light(plan_ids: list[int]) -> dict[int, Tally]:
    """plan → its tasks counted by light. One statement."""
    counted = (
        Task.objects.filter(plan__in=plan_ids)
        .order_by()
        .values("plan_id", light=lights.as_case(clock.today(), begun=BEGUN, done=DONE))
        .annotate(n=Count("pk"))
    )
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for row in counted:
        found[row["plan_id"]][row["light"]] = row["n"]
    return {plan: Tally(counts) for plan, counts in found.items()}


def _limits(processes: list[int]) -> dict[int, tuple]:
    """process → the days on which what is open in it turns yellow and red. One statement."""
    open_ones = Assignment.objects.filter(process__in=processes, done_at=None).order_by()
    rows = open_ones.values_list("process").annotate(yellow=Min("yellow_on"), red=Min("red_on"))
    return {process: (yellow, red) for process, yellow, red in rows}


def _row(action: Action, unit: Unit, plan: Plan | None, tallies: dict, limits: dict) -> Row:
    tasks = tallies.get(plan.pk, Tally({})) if plan else Tally({})
    url = reverse("plan", args=[plan.pk]) if plan else ""
    behind = {"execute": tasks_url(action, unit=unit.pk)} if tasks.n else {}
    here = AT[plan.status] if plan else 0
    cells = []
    for place, (stage, label) in enumerate(STAGES):
        if place < here:
            cells.append(Cell(label, Light.BLUE, url=behind.get(stage, url)))
        elif place > here:
            cells.append(Cell(label, Light.GREY))
        else:
            light, word = _here(action, plan, tasks, limits)
            cells.append(Cell(label, light, word, behind.get(stage, url), here=True))
    return Row(unit, url, cells, tasks, plan.label if plan else _("未报"))


def tasks_url(action: Action, **asked) -> str:
    """The list of an action's tasks, narrowed."""
    return f"{reverse('tasks')}?{urlencode({'action': action.pk, **asked})}"


def _here(action: Action, plan: Plan | None, tasks: Tally, limits: dict) -> tuple[str, str]:
    """Light and word of the stage at which a plan stands."""
    if plan is None:
        yellow, red = lights.dates(action.starts, action.plans_due)
        return _light(yellow, red, begun=False), _("未报")
    if plan.status == Status.EXECUTING:
        return tasks.worst, f"{tasks.done}/{tasks.n}"
    if plan.status in {Status.REJECTED, Status.STOPPED}:  # nothing is under way any more
        return Light.GREY, plan.label
    yellow, red = limits.get(plan.process_id, (None, None))
    return _light(yellow, red, begun=True), plan.label


def _light(yellow, red, *, begun: bool) -> str:
    return lights.light(clock.today(), begun=begun, done=False, yellow_on=yellow, red_on=red)
