"""发布默认审批路线 for a new installation."""

from django.core.management.base import BaseCommand, CommandError

from plans.actions.operations.routes import publish_default_routes
from units.models import Committee


class Command(BaseCommand):
    help = "Publish the default routes of plans (签收→初审→上会, 安排验收→验收) for a committee."

    def add_arguments(self, parser):
        parser.add_argument("--committee", help="the committee's code; needed when there are several")

    def handle(self, *args, committee=None, **options):
        found = Committee.objects.filter(code=committee) if committee else Committee.objects.all()
        if found.count() != 1:
            raise CommandError("Name one committee with --committee; load the organisation first.")
        for route in publish_default_routes(found.get()):
            self.stdout.write(f"{route.code} v{route.n}: {route.name}")
