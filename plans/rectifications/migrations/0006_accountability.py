"""追责问责 as the unit states it, and what a limit set anew is called."""

from django.db import migrations, models


def name_what_is_known(apps, schema_editor):
    """An item that is rectified once more has its limit from the relapse; of the others nobody can tell any more."""
    items = apps.get_model("rectifications", "Item").objects
    items.exclude(renewed_due=None).exclude(reopened_on=None).update(renewed_as="relapsed")


class Migration(migrations.Migration):
    dependencies = [("rectifications", "0005_late_closings_counted")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="accountability",
            field=models.CharField(blank=True, max_length=200, verbose_name="追责问责（人次）"),
        ),
        migrations.AddField(
            model_name="item",
            name="renewed_as",
            field=models.CharField(
                blank=True,
                choices=[("explained", "重新明确时限"), ("improve", "限期完善时限"), ("relapsed", "重新整改时限")],
                max_length=10,
            ),
        ),
        migrations.RunPython(name_what_is_known, migrations.RunPython.noop),
    ]
