from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('workflows', '0012_asked_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='misfiled',
            name='sent',
            field=models.JSONField(default=list),
        ),
    ]
