from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from records import backups


class Command(BaseCommand):
    help = "备份: the database and every file in one archive below BACKUP_DIR, sealed when BACKUP_PASSWORD is set."

    def add_arguments(self, parser):
        parser.add_argument("--to", type=Path, help="another folder than BACKUP_DIR")

    def handle(self, *, to, **options):
        run = backups.make_and_note(to)
        if not run.ok:
            raise CommandError(run.error)
        sealed = "sealed" if run.encrypted else "not sealed"
        self.stdout.write(f"{run.path}  {run.size} bytes, {sealed}, {run.seconds} s")
