import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("actions", "0003_task_standing"),
    ]

    operations = [
        migrations.CreateModel(
            name="Dependency",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("needs", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="needed_by", to="actions.task", verbose_name="前置任务")),
                ("task", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="needs", to="actions.task", verbose_name="任务")),
            ],
            options={
                "verbose_name": "任务先后",
                "ordering": ["task_id", "needs_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("task", "needs"), name="one_dependency"),
                    models.CheckConstraint(condition=models.Q(("task", models.F("needs")), _negated=True), name="not_on_itself"),
                ],
            },
        ),
    ]
