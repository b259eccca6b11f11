"""`manage.py translations`: new sentences into locale/en, unused ones out, and the .mo compiled (needs Babel)."""

from django.core.management.base import BaseCommand

from project import catalogue


class Command(BaseCommand):
    help = "Update locale/en from the code and compile it."
    requires_system_checks = []

    def handle(self, *args, **options):
        messages = list(catalogue.real(catalogue.update()))
        missing = [message for message in messages if not message.string or not all(message.string)]
        for message in missing:
            self.stdout.write(f"not translated: {catalogue.first(message)}")
        self.stdout.write(f"{len(messages)} sentences, {len(missing)} not translated")
