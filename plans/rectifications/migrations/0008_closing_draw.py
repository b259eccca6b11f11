from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rectifications", "0007_came_from"),
    ]

    operations = [
        migrations.AddField(
            model_name="closing",
            name="draw",
            field=models.CharField(blank=True, max_length=200, verbose_name="验收抽查"),
        ),
    ]
