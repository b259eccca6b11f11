"""发布默认审批路线 for a new installation."""

from django.core.management.base import BaseCommand, CommandError

from plans.actions.operations import routes as plan_routes
from plans.rectifications.operations import routes as item_routes
from plans.rectifications.sources import publish_default_sources
from units.models import Committee


class Command(BaseCommand):
    help = "Publish the default routes of plans (签收→初审→上会, 安排验收→验收) and items (销号, 延期, 终止), and the sources (谁交办、谁销号)."

    def add_arguments(self, parser):
        parser.add_argument("--committee", help="the committee's code; needed when there are several")

    def handle(self, *args, committee=None, **options):
        found = Committee.objects.filter(code=committee) if committee else Committee.objects.all()
        if found.count() != 1:
            raise CommandError("Name one committee with --committee; load the organisation first.")
        for routes in (plan_routes, item_routes):
            for route in routes.publish_default_routes(found.get()):
                self.stdout.write(f"{route.code} v{route.n}: {route.name}")
        for source in publish_default_sources():
            self.stdout.write(f"{source.kind}: {source}")
