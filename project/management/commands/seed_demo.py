"""演示数据: the fictional district with a year of history. Runs once; again does nothing."""

import time
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from plans.actions import tasklist
from plans.actions.models import Plan
from plans.actions.operations import routes as plan_routes
from plans.rectifications import sources
from plans.rectifications.operations import routes as item_routes
from project.demo import organisation, story
from project.demo.people import People
from records import clock
from units.models import Committee, Person
from units.organisation import load_tables

SAMPLE = Path(settings.BASE) / "plans" / "actions" / "sample" / "tasklist-5x23.csv"


class Command(BaseCommand):
    help = "Fill an empty demo with the sample district (样例). Idempotent."

    def handle(self, *args, **options):
        if not settings.DEMO:
            raise CommandError("Sample data belongs into a demo: set MODE=demo.")
        if Plan.objects.exists():
            self.stdout.write("The demo has its data already.")
            return
        begun = time.monotonic()
        with translation.override("zh-hans"):
            load_tables(organisation.tables(clock.today()))
            Person.objects.update(password=make_password(settings.DEMO_PASSWORD), password_set_at=clock.now())
            committee = Committee.objects.get()
            plan_routes.publish_default_routes(committee)
            item_routes.publish_default_routes(committee)
            sources.publish_default_sources()
            with SAMPLE.open("rb") as stream:
                items = tasklist.read(stream, name=SAMPLE.name).items
            story.tell(People.load(), items=items)
        self.stdout.write(
            f"{Person.objects.count()} people, {Plan.objects.count()} plans, {time.monotonic() - begun:.0f} s"
        )
