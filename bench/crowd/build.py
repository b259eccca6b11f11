"""python -m bench.crowd.build ROWS: the district with so many assignments, in the empty database of DATABASE_URL."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup()
from django.db import connection  # noqa: E402

from bench.crowd import assignments, people, plans  # noqa: E402
from plans.actions.enums import Status  # noqa: E402
from plans.actions.models import Action  # noqa: E402
from records import clock  # noqa: E402
from tests.plans.factories import plan_at  # noqa: E402
from units.models import Person  # noqa: E402

PER_PLAN = 100
TASKS = 3


def build(rows: int) -> None:
    call_command("migrate", verbosity=0)
    original = plan_at(Status.EXECUTING)
    units = people.settle(original.district)
    with connection.cursor() as cursor:
        # Every reference below is computed; checking each of some millions would take most of the time.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
    copies = plans.copy(original, actions(max(1, rows // PER_PLAN // people.UNITS), units), units)
    first = Person.objects.get(username="u001x1").pk
    assignments.hand_out(
        rows,
        plans=copies,
        tasks=TASKS,
        first_person=first,
        office=original.district.office.pk,
        sender=original.district.clerk.pk,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def actions(wanted: int, units) -> list[Action]:
    """So many actions that every unit takes part in."""
    year = clock.today().year
    made = Action.objects.bulk_create(
        Action(
            code=f"B{n:04}",
            name=f"样例行动{n}",
            year=year,
            starts=clock.today(),
            ends=clock.today(),
            plans_due=clock.today(),
        )
        for n in range(1, wanted + 1)
    )
    Action.units.through.objects.bulk_create(
        Action.units.through(action=action, unit=unit) for action in made for unit in units
    )
    return made


if __name__ == "__main__":
    build(int(sys.argv[1]))
