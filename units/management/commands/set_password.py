import getpass
import sys

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from units.accounts import change_password
from units.models import Person


class Command(BaseCommand):
    help = "设置初始密码: read from the terminal or standard input; the person must change it at the next log-in."

    def add_arguments(self, parser):
        parser.add_argument("username")

    def handle(self, *, username, **options):
        person = Person.objects.filter(username=username).first()
        if person is None:
            raise CommandError(f"no account {username}")
        new = getpass.getpass("Password: ") if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
        try:
            change_password(person, new, by=None)
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        self.stdout.write(f"{username}: password set, to be changed at the next log-in.")
