from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('units', '0004_inspectors'),
    ]

    operations = [
        migrations.AddField(
            model_name='delegation',
            name='errands',
            field=models.JSONField(blank=True, default=list, verbose_name='委托事项'),
        ),
    ]
