from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0002_who_decides_over_plans"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                fields=["plan", "due", "done_on", "red_on", "yellow_on", "begun_at", "item"],
                name="task_standing",
            ),
        ),
    ]
