"""From which units it was carried on (拆分)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rectifications", "0006_accountability")]

    operations = [
        migrations.AddField(
            model_name="item",
            name="came_from",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
