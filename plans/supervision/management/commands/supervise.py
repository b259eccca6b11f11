import json
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.supervision.operations.drafting import draft_orders
from plans.supervision.operations.reminding import scan
from records import clock, workdays


class Command(BaseCommand):
    help = "提醒和督办: one sweep now; in the demo also day by day over a time to come, as if the clock had moved."

    def add_arguments(self, parser):
        parser.add_argument(
            "--days", type=int, default=0, help="so many days from today on, each at 10:00 and 20:00"
        )

        parser.add_argument("--on", type=date.fromisoformat, help="one day at 10:00")

    def handle(self, *, days, on, **options):
        if not days and not on:
            now = clock.now()
            self.stdout.write(f"{scan(now)} reminders, {draft_orders(now)} drafts")
            return
        if settings.MODE == "production":
            raise CommandError("The clock is moved in the demo only.")
        if on:
            self.stdout.write(f"{self._sweep(on, 10)} reminders")
            return
        for n in range(days):
            day = clock.today() + timedelta(days=n)
            told = {"day": day.isoformat(), "working": workdays.is_working(day)}
            told |= {
                "at_work": self._sweep(day, 10),
                "again": self._sweep(day, 11),
                "evening": self._sweep(day, 20),
            }
            self.stdout.write(json.dumps(told))

    def _sweep(self, day: date, hour: int) -> int:
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=clock.SHANGHAI)
        with clock.at(moment):
            n = scan(moment)
            draft_orders(moment)
        return n
