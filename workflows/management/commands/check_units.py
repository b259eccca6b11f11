from django.core.management.base import BaseCommand, CommandError

from records.stored import in_chinese
from workflows.queries.dead_ends import dead_ends


class Command(BaseCommand):
    help = (
        "单位自检: dead ends before anything runs into them, one line each. Exits with 1 when there are any."
    )

    def handle(self, **options):
        with in_chinese():
            found = dead_ends()
        for each in found:
            self.stdout.write(f"{each.topic}  {each.sentence}  {each.mend}")
        if found:
            raise CommandError(f"{len(found)} dead ends", returncode=1)
        self.stdout.write("No dead ends.")
