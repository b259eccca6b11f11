"""python -m bench.stock.build ROWS: the district with so many items, in the empty database of DATABASE_URL."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.core.management import call_command  # noqa: E402 - after setup()
from django.db import connection  # noqa: E402

from bench.stock import people, rows  # noqa: E402
from plans.rectifications.enums import Status  # noqa: E402
from plans.rectifications.models import Item, Measure, Source  # noqa: E402
from tests.plans.rectifications.factories import item_at  # noqa: E402


def build(wanted: int) -> None:
    call_command("migrate", verbosity=0)
    original = item_at(Status.WORKING)
    _give_measures(original)
    liaisons = people.settle(original.world)
    with connection.cursor() as cursor:
        # Every reference below is computed; checking each of some millions would take most of the time.
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("SET synchronous_commit = off")
        cursor.execute("SET maintenance_work_mem = '512MB'")
        cursor.execute("SET work_mem = '128MB'")
    rows.copy(
        original,
        wanted,
        first_unit=liaisons[0].unit_id,
        units=people.UNITS,
        first_source=Source.objects.order_by("pk").first().pk,
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _give_measures(item: Item) -> None:
    """Two measures; the copies have one of them, or both."""
    Measure.objects.bulk_create(
        Measure(
            item=item,
            line=f"m{order}",
            order=order,
            text=f"逐项建立清单，明确责任科室和完成时限，第{order}步",
            standard="抽查10件无一遗漏",
            unit=item.unit,
            due=item.due,
        )
        for order in (1, 2)
    )


if __name__ == "__main__":
    build(int(sys.argv[1]))
