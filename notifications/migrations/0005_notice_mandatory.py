from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notifications", "0004_personal_messages"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="mandatory",
            field=models.BooleanField(default=False, verbose_name="必达"),
        ),
    ]
