"""python -m bench.district.build UNITS: three years of actions for so many units, in the empty database of DATABASE_URL."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from dataclasses import replace  # noqa: E402
from datetime import date, timedelta  # noqa: E402

from django.core.management import call_command  # noqa: E402 - after setup()
from django.db import connection  # noqa: E402

from bench.crowd import plans  # noqa: E402
from bench.district import rows  # noqa: E402
from plans.actions.enums import Status  # noqa: E402
from plans.actions.models import Action, Template, TemplateItem  # noqa: E402
from records import clock  # noqa: E402
from tests.plans.factories import District, make_district, plan_at  # noqa: E402
from units.enums import Post  # noqa: E402
from units.models import Person, Posting, Unit  # noqa: E402

TASKS, YEARS, LONG_PLAN = 23, 3, 200
REPORTS_PER_UNIT = 1000
CLERKS = 5


def build(units: int) -> None:
    call_command("migrate", verbosity=0)
    district = make_district(tasks=TASKS)
    original = plan_at(Status.EXECUTING, district)
    plan_at(Status.EXECUTING, _with_long_list(district))
    settled = settle(district, units)
    actions = _actions(district, settled)
    with connection.cursor() as cursor:
        # Every reference below is computed; checking each of some millions would take most of the time.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '256MB'")
        cursor.execute("SET work_mem = '128MB'")
    plans.copy(original, actions, settled)
    rows.live([action.pk for action in actions], reports=units * REPORTS_PER_UNIT, by=district.liaison.pk)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def settle(district: District, units: int) -> list[Unit]:
    """So many units, each with its 联络员, and the clerks who look."""
    long_ago = clock.today() - timedelta(days=2000)
    made = Unit.objects.bulk_create(
        Unit(code=f"D{n:04}", name=f"样例单位{n}", short_name=f"样例{n}", pinyin=f"d{n:04}", since=long_ago)
        for n in range(1, units + 1)
    )
    places = [(unit, f"d{n:04}", Post.LIAISON) for n, unit in enumerate(made, 1)]
    places += [(district.office, f"clerk{n}", Post.OFFICE_CLERK) for n in range(1, CLERKS + 1)]
    people = Person.objects.bulk_create(
        Person(
            username=name,
            name=f"样例{name}",
            pinyin=name,
            password="!",
            unit=unit,
            since=long_ago,
            password_set_at=clock.now(),
        )
        for unit, name, _post in places
    )
    Posting.objects.bulk_create(
        Posting(person=person, post=post, unit=unit, since=long_ago)
        for person, (unit, _name, post) in zip(people, places, strict=True)
    )
    return made


def _actions(district: District, units: list[Unit]) -> list[Action]:
    """One a year, the newest last; all units take part in each."""
    this_year = clock.today().year
    made = [
        _action(district, f"样例{year}年行动", year, TASKS)
        for year in range(this_year - YEARS + 1, this_year + 1)
    ]
    Action.units.through.objects.bulk_create(
        Action.units.through(action=action, unit=unit) for action in made for unit in units
    )
    return made


def _with_long_list(district: District) -> District:
    """The same people before an action of two hundred tasks."""
    action = _action(district, "样例长清单行动", clock.today().year - YEARS, LONG_PLAN)
    action.units.set([district.unit])
    return replace(district, action=action)


def _action(district: District, name: str, year: int, tasks: int) -> Action:
    action = Action.objects.create(
        code=f"D{year}",
        name=name,
        year=year,
        starts=date(year, 1, 1),
        ends=date(year, 12, 31),
        plans_due=clock.today(),
    )
    template = Template.objects.create(
        action=action,
        n=1,
        source_name="样例.csv",
        imported_by=district.business_admin,
        imported_at=clock.now(),
        published_at=clock.now(),
    )
    TemplateItem.objects.bulk_create(
        TemplateItem(
            template=template,
            order=n,
            code=f"{n // 5 + 1}.{n % 5 + 1}",
            category="样例",
            title=f"样例任务{n}",
        )
        for n in range(tasks)
    )
    return action


if __name__ == "__main__":
    build(int(sys.argv[1]))
