from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rectifications", "0003_evidence_after_relapse")]

    operations = [
        migrations.RemoveIndex("item", "item_by_unit"),
        migrations.AddIndex(
            "item",
            models.Index(
                fields=["unit", "status", "limit", "id"],
                include=("source", "kind", "scope", "yellow_on", "red_on", "begun_at", "late_days"),
                name="item_by_unit",
            ),
        ),
    ]
