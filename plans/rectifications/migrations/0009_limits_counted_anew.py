from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("rectifications", "0008_closing_draw"),
    ]

    operations = [
        migrations.AddField(model_name="item", name="limit_from", field=models.DateField(null=True)),
        migrations.AddField(
            model_name="item", name="limit_after", field=models.PositiveSmallIntegerField(null=True)
        ),
    ]
