"""Rules for what has short limits (审核环节 2–10 working days) or long ones (整改 months), which 5 working days before do not fit."""

from django.db import migrations

RULES = [
    ("stage_soon", "审核环节到期前1个工作日", "review", 1, False),
    ("item_early", "整改时限前10个工作日", "item", 10, False),
    ("measure_early", "措施时限前10个工作日", "measure", 10, False),
    ("extension_soon", "延期审批到期前1个工作日", "extension", 1, False),
    ("look_back_early", "回头看前10个工作日", "look_back", 10, True),
    ("annual_early", "年检前10个工作日", "annual", 10, True),
]


def seed(apps, schema_editor):
    Rule = apps.get_model("supervision", "ReminderRule")
    Rule.objects.bulk_create(
        Rule(code=code, name=name, scope=scope, days_before=days, to_office=office, active=True)
        for code, name, scope, days, office in RULES
    )


class Migration(migrations.Migration):
    dependencies = [("supervision", "0003_rules_an_administrator_edits")]
    operations = [migrations.RunPython(seed, migrations.RunPython.noop, elidable=False)]
