from django.core.management.base import BaseCommand

from plans.rectifications.operations.complaints import reseal


class Command(BaseCommand):
    help = "更换密钥: seal everything once more with the first key of SECRETS_KEY, so that the others can go."

    def handle(self, **options):
        self.stdout.write(f"{reseal()} sealed with the first key.")
