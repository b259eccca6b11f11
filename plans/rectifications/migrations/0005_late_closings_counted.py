"""What was closed late is counted apart, so that its light is known without looking at it."""

from django.db import migrations, models
from django.db.models import Count, F


def move(apps, source: str, target: str, **which) -> None:
    """The rows of the ledger at `source` that are `which` stand at `target`, and are counted there."""
    rows = apps.get_model("rectifications", "LedgerRow").objects.filter(place=source, **which)
    tallies = apps.get_model("rectifications", "Tally").objects
    for pk, n in rows.order_by().values_list("tally").annotate(n=Count("pk")):
        tallies.filter(pk=pk).update(**{source: F(source) - n, target: F(target) + n})
    rows.update(place=target)


def part(apps, schema_editor):
    move(apps, "closed", "closed_late", item__late_days__gt=0)


def join(apps, schema_editor):
    move(apps, "closed_late", "closed")


class Migration(migrations.Migration):
    dependencies = [("rectifications", "0004_unit_index_tells_lights")]

    operations = [
        migrations.AddField("tally", "closed_late", models.IntegerField(default=0)),
        migrations.RunPython(part, join),
    ]
