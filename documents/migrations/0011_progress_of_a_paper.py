from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0010_own_fonts'),
    ]

    operations = [
        migrations.AddField(
            model_name='document',
            name='progress',
            field=models.PositiveSmallIntegerField(default=0),
        ),
    ]
