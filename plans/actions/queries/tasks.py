"""Tasks with their lights, for the unit that does them and those who watch."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from records import clock, workdays
from units.models import Person
from units.queries import standing
from workflows import lights

from ..enums import APPROVED, RUNNING, Status
from ..models import Plan, Task
from .plans import visible_tasks

BEGUN = Q(begun_at__isnull=False)
DONE = Q(done_on__isnull=False)


def lit_tasks(person: Person) -> QuerySet[Task]:
    """Tasks of running plans, with their lights."""
    return _lit(visible_tasks(person).filter(plan__status__in=RUNNING))


def lit_tasks_of(plan: Plan, person: Person) -> QuerySet[Task]:
    """The same of one plan that was approved: of what was stopped it is read how far each had come."""
    return _lit(visible_tasks(person).filter(plan=plan, plan__status__in=APPROVED))


def _lit(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """With `light`, `nodes` and `nodes_done`, open ones first, soonest due on top; then what is done, newest first."""
    return tasks.annotate(
        light=lights.as_case(clock.today(), begun=BEGUN, done=DONE),
        nodes=Count("milestones"),
        nodes_done=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
    ).order_by(F("done_on").desc(nulls_first=True), lights.by_due(), "id")


@dataclass(frozen=True)
class Narrowing:
    """Which tasks a list shows: one's own, of one unit, of one action, of one item of its list ("own": of none), due in one month."""

    mine: bool = False
    unit_id: int | None = None
    action_id: int | None = None
    item: str = ""
    month: date | None = None

    def of(self, tasks: QuerySet[Task]) -> QuerySet[Task]:
        if self.action_id:
            tasks = tasks.filter(plan__action_id=self.action_id)
        if self.item:
            tasks = tasks.filter(item=None) if self.item == OWN_ITEM else tasks.filter(item__code=self.item)
        if self.month:
            tasks = tasks.filter(due__year=self.month.year, due__month=self.month.month)
        return tasks


EVERYTHING = Narrowing()
OWN_ITEM = "own"


def tasks_of_unit(person: Person, narrowing: Narrowing = EVERYTHING, *, light: str = "") -> QuerySet[Task]:
    """本单位任务 (of the office: everybody's), narrowed, and filtered by light."""
    tasks = narrowing.of(lit_tasks(person))
    if narrowing.mine:
        tasks = tasks.filter(person=person)
    elif narrowing.unit_id:
        tasks = tasks.filter(plan__unit_id=narrowing.unit_id)
    else:
        held = standing(person)
        if not (held.is_office or held.is_committee):
            tasks = tasks.filter(plan__unit_id__in=held.unit_ids)
    return tasks.filter(light=light) if light else tasks


def counts_by_light(person: Person, narrowing: Narrowing = EVERYTHING) -> dict[str, int]:
    """How many tasks shine in each light, in one statement."""
    rows = tasks_of_unit(person, narrowing).order_by().values("light").annotate(n=Count("pk", distinct=True))
    return {row["light"]: row["n"] for row in rows}


def light_of(task: Task) -> str:
    """The light of one task today; while its plan is with others the unit's clock stands."""
    return lights.light(
        clock.today(),
        begun=task.begun_at is not None,
        done=task.done_on is not None,
        yellow_on=task.yellow_on,
        red_on=task.red_on,
        held=task.plan.status == Status.ACCEPTING,
    )


def tasks_ahead_of_start(plan: Plan) -> list[str]:
    """The tasks of a plan whose start is still to come, each with its day."""
    ahead = plan.tasks.filter(starts__gt=clock.today())
    return [_("%(task)s（%(day)s开始）") % {"task": task, "day": task.starts.isoformat()} for task in ahead]


def days_left(task: Task) -> int | None:
    """Working days until the task is due; negative when overdue, None without a date."""
    return workdays.between(clock.today(), task.due) if task.due else None
