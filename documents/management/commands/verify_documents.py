from django.core.management.base import BaseCommand, CommandError

from documents import verification
from documents.models import Document


class Command(BaseCommand):
    help = (
        "核验文书: every paper kept: number, version, facts, every byte of file, scan and void copy, signature. "
        "Exits with 1 and one line per problem."
    )

    def handle(self, **options):
        problems, n = [], 0
        for document in Document.objects.select_related("version").order_by("pk").iterator(chunk_size=200):
            n += 1
            problems += verification.problems(document)
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in {n} papers", returncode=1)
        self.stdout.write(f"{n} papers verified, no problems.")
