"""Tasks with their lights, for the unit that does them and those who watch."""

from django.db.models import Count, Q, QuerySet

from records import clock
from units.models import Person
from units.queries import standing
from workflows import lights

from ..enums import RUNNING
from ..models import Task
from .plans import visible_tasks

BEGUN = Q(begun_at__isnull=False)
DONE = Q(done_on__isnull=False)


def lit_tasks(person: Person) -> QuerySet[Task]:
    """Tasks of running plans with `light`, `nodes` and `nodes_done`, most urgent first."""
    return (
        visible_tasks(person)
        .filter(plan__status__in=RUNNING)
        .annotate(
            light=lights.as_case(clock.today(), begun=BEGUN, done=DONE),
            nodes=Count("milestones"),
            nodes_done=Count("milestones", filter=Q(milestones__done_on__isnull=False)),
        )
        .order_by(lights.by_due(), "id")
    )


def tasks_of_unit(person: Person, *, mine: bool = False, light: str = "", unit_id: int | None = None) -> QuerySet[Task]:
    """本单位任务: filtered by light, or only the person's own."""
    tasks = lit_tasks(person)
    if mine:
        tasks = tasks.filter(person=person)
    elif unit_id:
        tasks = tasks.filter(plan__unit_id=unit_id)
    else:
        held = standing(person)
        if not (held.is_office or held.is_committee):
            tasks = tasks.filter(plan__unit_id__in=held.unit_ids)
    return tasks.filter(light=light) if light else tasks
