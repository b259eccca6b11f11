from django.core.management.base import BaseCommand

from plans.rectifications.operations.relighting import relight


class Command(BaseCommand):
    help = "重算灯色: count the yellow and red days of open items anew, after a change of BEHIND_BY_PERCENT."

    def handle(self, **options):
        self.stdout.write(f"{relight()} items are lit anew.")
