"""python -m bench.peers.ours.worker: the product itself, in its own environment."""

import copy
import os

os.environ["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"]
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment
from django.conf import settings  # noqa: E402

settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "bench.peers.ours"]
django.setup()

from django.core.management import call_command  # noqa: E402 - after setup()
from django.db import connection  # noqa: E402

from bench.measuring.worker import serve  # noqa: E402
from bench.peers.ours import operations, setting  # noqa: E402
from bench.peers.ours.flows import ItemFlow  # noqa: E402
from bench.peers.ours.models import Item  # noqa: E402
from units.models import Person  # noqa: E402
from workflows import routes, subjects  # noqa: E402
from workflows.enums import Choice  # noqa: E402
from workflows.operations import voting  # noqa: E402


def register() -> None:
    """Tell the engine about the bench's subject, as an app of the product does in apps.py."""
    kind = subjects.SubjectKind(
        model=Item,
        flow=ItemFlow,
        label="样例事项",
        visible_to=lambda person: Item.objects.all(),
        url=lambda item: f"/bench/{item.pk}/",
        settled=operations.settle,
        line_labels=lambda item: {"": item.title},
        parties=lambda item: set(),
    )
    subjects.register(Item.KIND, kind)


def prepare():
    """A database with the product's tables and the setting; the lifecycle to run in it."""
    register()
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Item)
    meeting, route = setting.build(), routes.published("bench")
    people = {person.username: person for person in Person.objects.select_related("unit")}
    voters = [people[f"voter{n}"] for n in range(1, setting.VOTERS + 1)]

    def asked(name: str) -> Person:
        """A person as a request loads one: nothing remembered of an earlier request."""
        return copy.copy(people[name])

    def lifecycle():
        item = operations.draft(people["clerk"].unit, by=asked("clerk"), route=route)
        agenda_item = operations.submit(item, by=asked("head"), meeting=meeting, voters=voters)
        for voter in voters:
            voting.cast(agenda_item, by=asked(voter.username), choice=Choice.AGREE)
        voting.announce(agenda_item, by=asked(voters[-1].username))
        operations.execute(item, by=asked("clerk"))
        operations.accept(item, by=asked("head"))
        return item

    return lifecycle


if __name__ == "__main__":
    serve(prepare())
