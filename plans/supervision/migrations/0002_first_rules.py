"""The three reminders every installation begins with: 5 working days before, on the day, and every 5 working days after."""

from django.db import migrations

RULES = [
    ("soon", "到期前5个工作日", 5, 0),
    ("today", "到期当日", 0, 0),
    ("overdue", "逾期后每5个工作日", -1, 5),
]


def seed(apps, schema_editor):
    Rule = apps.get_model("supervision", "ReminderRule")
    Rule.objects.bulk_create(
        Rule(code=code, name=name, days_before=days, repeat_every=repeat) for code, name, days, repeat in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0001_initial")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
