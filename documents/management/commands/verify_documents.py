from django.core.management.base import BaseCommand, CommandError

from documents import verification
from documents.models import Document, Filing
from records import files


class Command(BaseCommand):
    help = (
        "核验文书: every paper kept: number, version, facts, every byte of file, scan and void copy, signature; packages. "
        "Exits with 1 and one line per problem."
    )

    def handle(self, **options):
        problems, n, kept = [], 0, 0
        for document in Document.objects.select_related("version").order_by("pk").iterator(chunk_size=200):
            n += 1
            problems += verification.problems(document)
        packages = Filing.objects.exclude(file=None).filter(
            file__withheld_at=None
        )  # nothing of those need be left
        for filing in packages.only("number", "title", "file_id").order_by("pk"):
            kept += 1
            if not files.verify(filing.file_id):
                problems.append(f"{filing.number} {filing.title}: {filing.file_id}")
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in {n} papers", returncode=1)
        self.stdout.write(f"{n} papers verified, no problems. {kept} packages verified.")
