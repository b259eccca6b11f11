from django.core.management.base import BaseCommand, CommandError

from documents import package_check


class Command(BaseCommand):
    help = "核对归档包: the same check as the package's own 核对.py. Exits with 1 and one line per problem."

    def add_arguments(self, parser):
        parser.add_argument("package", help="the zip file, or the folder it was unpacked to")
        parser.add_argument("--expect", default="", help="the digest that was noted when it was filed")

    def handle(self, *, package, expect, **options):
        arguments = [package, *(["--expect", expect] if expect else [])]
        if package_check.main(arguments):
            raise CommandError("the package is not whole", returncode=1)
