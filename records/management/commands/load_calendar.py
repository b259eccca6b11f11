from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from records import calendars
from records.errors import Refused


class Command(BaseCommand):
    help = "工作日历: load the holidays and make-up days of a year from a CSV file (日期,班|休,名称)."

    def add_arguments(self, parser):
        parser.add_argument("year", type=int)
        parser.add_argument("path", type=Path)
        parser.add_argument("--basis", required=True, help="文号 of the notice")

    def handle(self, *, year, path, basis, **options):
        try:
            with path.open(encoding="utf-8-sig") as lines:
                days = calendars.read_days(lines, year)
            calendars.load_year(year, days, basis=basis)
        except (OSError, UnicodeDecodeError, Refused) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{year}: {len(days)} days loaded.")
