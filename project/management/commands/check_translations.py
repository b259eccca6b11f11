"""`manage.py check_translations`: says what is missing, stale, fuzzy or wrong in locale/en (needs Babel)."""

import sys

from django.core.management.base import BaseCommand

from project import catalogue


class Command(BaseCommand):
    help = "Exit 1 with a list when the English catalogue is stale, incomplete or wrong."
    requires_system_checks = []

    def handle(self, *args, **options):
        said = catalogue.faults()
        for fault in said:
            self.stdout.write(fault)
        if said:
            self.stdout.write(f"{len(said)} faults; `manage.py translations` updates and compiles")
            sys.exit(1)
