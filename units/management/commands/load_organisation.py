from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from records.errors import Refused
from units import organisation


class Command(BaseCommand):
    help = "机构人员导入: units, sections, people, posts, committees, seats, delegations from .xlsx or a folder of CSV files."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **options):
        if not path.exists():
            raise CommandError(f"{path} does not exist")
        try:
            counts = organisation.load(path)
        except Refused as error:
            raise CommandError(f"Nothing was imported.\n{error}") from error
        self.stdout.write(", ".join(f"{name} {n}" for name, n in counts.items()))
