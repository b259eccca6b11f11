from django.core.management.base import BaseCommand, CommandError

from records import redactions, trail, versions


class Command(BaseCommand):
    help = "核验办理记录: every chain, every version. Exits with 1 and one line per problem when something was changed."

    def add_arguments(self, parser):
        parser.add_argument("subject", nargs="*", help="only these chains, for example plan:12")

    def handle(self, *, subject, **options):
        chains = subject or trail.subjects()
        problems = [problem for chain in chains for problem in trail.verify(chain)]
        if not subject:
            problems += versions.problems() + redactions.problems()
        for problem in problems:
            self.stderr.write(problem)
        if problems:
            raise CommandError(f"{len(problems)} problems in {len(chains)} chains", returncode=1)
        self.stdout.write(f"{len(chains)} chains verified, no problems.")
