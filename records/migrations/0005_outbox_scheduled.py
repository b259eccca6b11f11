from django.db import migrations, models


def mark(apps, schema_editor):
    """What is to be thrown away at a later time is the only work that was scheduled so far."""
    rows = apps.get_model("records", "Outbox").objects.filter(kind__endswith="expire", state__lt=2)
    rows.update(scheduled=True)


class Migration(migrations.Migration):
    """Work that waits for its time is told from work whose time was written by a clock since moved back."""

    dependencies = [
        ("records", "0004_files_withheld_and_cleared"),
    ]

    operations = [
        migrations.AddField(
            model_name="outbox",
            name="scheduled",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
