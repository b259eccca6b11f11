"""python -m bench.crowd.worker_notices: the page that sends a plan to others to read (抄送), to one person and to fifty.

Prints {"one": statements, "many": statements, "people": how many}; every statement of the request is counted.
"""

import json
import os

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.db import connection  # noqa: E402 - after setup()
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.measuring.statements import Statements  # noqa: E402
from plans.actions.models import Plan  # noqa: E402
from records import clock  # noqa: E402
from units.enums import Post  # noqa: E402
from units.models import Person, Posting  # noqa: E402
from workflows.models import Copy  # noqa: E402

MANY = 50


def sent(browser: Client, plan: Plan, people: list[int]) -> int:
    """The statements of one sending; it must have reached everybody."""
    before = Copy.objects.count()
    with Statements(connection) as counted:
        answer = browser.post(reverse("copy_send", args=[plan.key]), {"people": people, "words": "请阅"})
    if answer.status_code != 302 or Copy.objects.count() != before + len(people):
        raise SystemExit(f"copy answered {answer.status_code}, {Copy.objects.count() - before} sent")
    return counted.total


def main() -> None:
    clerk = Person.objects.get(username="office01")
    others = list(Person.objects.filter(unit=clerk.unit).exclude(pk=clerk.pk).order_by("pk"))
    held = set(Posting.objects.filter(post=Post.OFFICE_CLERK).values_list("person", flat=True))
    since = clock.today()
    Posting.objects.bulk_create(
        Posting(person=each, post=Post.OFFICE_CLERK, unit=clerk.unit, since=since)
        for each in others
        if each.pk not in held
    )
    browser = Client(headers={"host": "testserver"})
    browser.force_login(clerk)
    first, second, third = Plan.objects.filter(status="executing").order_by("pk")[:3]
    people = [each.pk for each in others[:MANY]]
    sent(browser, first, people[:1])  # what a process asks once
    told = {"one": sent(browser, second, people[:1]), "many": sent(browser, third, people)}
    print(json.dumps(told | {"people": len(people)}), flush=True)


if __name__ == "__main__":
    main()
