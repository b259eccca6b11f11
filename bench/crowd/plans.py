"""Plans in bulk: copies of one that the product's own operations brought to execution, one a unit and action."""

from django.db import connection, models
from viewflow.workflow.models import Process
from viewflow.workflow.models import Task as OpenStep

from plans.actions.models import Action, Milestone, Plan, PlanSection, Task
from records.models import Entry, Version
from workflows.models import Round

FIRST = 1_000_000  # copies are numbered from here, so that every reference can be computed
ROOM = 100  # room for so many rows of one kind in one plan


def copy(original: Plan, actions: list[Action], units) -> int:
    """One copy of `original` for each unit in each action; how many. `number` is k, its plan FIRST + k."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE target (k bigint PRIMARY KEY, action_id bigint, unit_id bigint)")
        cursor.execute(
            "INSERT INTO target SELECT (a.n - 1) * %s + u.n, a.id, u.id"
            " FROM unnest(%s::bigint[]) WITH ORDINALITY AS a(id, n), unnest(%s::bigint[]) WITH ORDINALITY AS u(id, n)",
            [len(units), [action.pk for action in actions], [unit.pk for unit in units]],
        )
    one, many = f"{FIRST} + k", f"({FIRST} + k) * {ROOM} + row_number() OVER (PARTITION BY k ORDER BY old.id)"
    process, key = {"process_id": one}, {"subject": f"'plan:' || ({one})"}
    _copy(Process, f"old.id = {original.process_id}", id=one)
    _copy(OpenStep, f"old.process_id = {original.process_id}", id=many, **process)
    unit, action = {"unit_id": "unit_id"}, {"action_id": "action_id"}
    _copy(Plan, f"old.id = {original.pk}", id=one, **process, **_from_target(unit | action))
    for model in (PlanSection, Task):
        _copy(model, f"old.plan_id = {original.pk}", id=many, plan_id=one)
    tasks = Task.objects.filter(plan=original).order_by("id").values_list("id", flat=True)
    for place, task in enumerate(tasks, 1):
        numbered = f"(({FIRST} + k) * {ROOM} + {place}) * {ROOM} + row_number() OVER (PARTITION BY k ORDER BY old.id)"
        _copy(Milestone, f"old.task_id = {task}", id=numbered, task_id=f"({FIRST} + k) * {ROOM} + {place}")
    _copy(Version, f"old.subject = '{original.key}'", id=many, **key)
    _copy(Entry, f"old.subject = '{original.key}'", id=many, **key)
    _copy(Round, f"old.process_id = {original.process_id}", id=many, **process, **key)
    return len(actions) * len(units)


def _from_target(columns: dict[str, str]) -> dict[str, str]:
    return {column: f"target.{value}" for column, value in columns.items()}


def _copy(model: type[models.Model], which: str, **changed: str) -> None:
    """Every row of `model` that is `which`, once for each target, with the changed columns computed."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    table = model._meta.db_table
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'old."{column}"') for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM "{table}" old, target WHERE {which}'
        )
