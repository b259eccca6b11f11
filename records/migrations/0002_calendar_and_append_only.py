"""The working calendar of the years that chinesecalendar knows, and the append-only triggers."""

import chinese_calendar.constants as published
from django.db import migrations

from records import append_only

NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利70周年纪念日",
}


def load(apps, schema_editor):
    Year, Day = apps.get_model("records", "CalendarYear"), apps.get_model("records", "CalendarDay")
    exceptions = {day: (False, name) for day, name in published.holidays.items() if day.weekday() < 5}
    exceptions |= {day: (True, name) for day, name in published.workdays.items() if day.weekday() >= 5}
    years = sorted({day.year for day in published.holidays})
    Year.objects.bulk_create(Year(year=year, basis="国务院办公厅放假安排通知（chinesecalendar）") for year in years)
    Day.objects.bulk_create(
        Day(day=day, year_id=day.year, working=working, name=NAMES.get(str(name), str(name)))
        for day, (working, name) in sorted(exceptions.items())
    )


def protect(apps, schema_editor):
    append_only.protect(schema_editor.connection)


def release(apps, schema_editor):
    append_only.release(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [
        migrations.RunPython(load, migrations.RunPython.noop, elidable=False),
        migrations.RunPython(protect, release, elidable=False),
    ]
