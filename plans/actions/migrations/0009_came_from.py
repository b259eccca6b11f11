"""From which units it was carried on (拆分)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("actions", "0008_item_answer")]

    operations = [
        migrations.AddField(
            model_name="adjustment",
            name="came_from",
            field=models.JSONField(blank=True, default=list),
        ),
        migrations.AddField(
            model_name="plan",
            name="came_from",
            field=models.JSONField(blank=True, default=list),
        ),
    ]
