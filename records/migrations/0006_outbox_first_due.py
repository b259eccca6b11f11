from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('records', '0005_outbox_scheduled'),
    ]

    operations = [
        migrations.AddField(
            model_name='outbox',
            name='first_due',
            field=models.DateTimeField(null=True),
        ),
    ]
