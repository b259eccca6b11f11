import os
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from records.errors import Refused
from records.restoring import restore


class Command(BaseCommand):
    help = "恢复: an archive into the empty database and DATA_DIR of the environment; then everything is compared."

    def add_arguments(self, parser):
        parser.add_argument("path", type=Path)

    def handle(self, *, path, **options):
        try:
            problems = restore(path, os.environ.get("BACKUP_PASSWORD", ""))
        except (OSError, Refused) as error:
            raise CommandError(str(error)) from error
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} differences from the backup", returncode=1)
        self.stdout.write("Restored: rows, trails, versions and files are those of the backup.")
