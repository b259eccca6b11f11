from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("actions", "0009_came_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="plan",
            name="budget",
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name="经费预算（万元）"),
        ),
    ]
