"""python -m bench.district.worker_door: lets the bench's users in, and says what each of them asks for.

Then the plan of two hundred tasks: its page, and a grid of two hundred cells saved in one request.
Prints one object: {"users": [{"cookies", "addresses": {scenario: [...]}}], "statements": {scenario: most}, "rows": {table: n}, "long": {...}}.
"""

import json
import os
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.db import connection  # noqa: E402 - after setup()
from django.test import Client  # noqa: E402

from bench.measuring.statements import Statements  # noqa: E402
from plans.actions.models import Action, Milestone, Plan, Report, Task  # noqa: E402
from records import clock  # noqa: E402
from units.models import Person  # noqa: E402

USERS, PAGES = 5, 2  # pages of fifty that there are at either size
CELLS, TURNS = 200, 4


def client(username: str) -> Client:
    browser = Client(headers={"host": "testserver"})
    browser.force_login(Person.objects.get(username=username))
    return browser


def cookie(browser: Client) -> str:
    return f"sessionid={browser.cookies['sessionid'].value}"


def statements(browser: Client, address: str) -> int:
    """How many statements a page needs the second time; the run ends when it does not open."""
    browser.get(address)
    with Statements(connection) as counted:
        answer = browser.get(address)
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return counted.total


def saved_grid(browser: Client, plan: Plan) -> dict:
    """So many cells (a day and a sentence in each line) in one request: what it took, and how many statements."""
    nodes = Milestone.objects.filter(task__plan=plan, done_on=None).order_by("pk")
    ms, most = [], 0
    for turn in range(TURNS):
        typed = {}
        for node in nodes[: CELLS // 2]:
            typed |= {f"done_on-{node.pk}": clock.today().isoformat(), f"words-{node.pk}": f"第{turn}次填报"}
        began = time.perf_counter()
        with Statements(connection) as counted:
            answer = browser.post(f"/plans/{plan.pk}/grid/", typed)
        ms.append((time.perf_counter() - began) * 1000)
        most = max(most, counted.total)
        if answer.status_code != 302:
            raise SystemExit(f"the grid answered {answer.status_code}")
    return {"cells": CELLS, "ms": ms, "statements": most}


def main() -> None:
    action = Action.objects.latest("year", "id").pk
    unit = Person.objects.get(username="d0001").unit_id
    pages = range(1, PAGES + 1)
    of_clerk = {
        "board": [f"/board/?action={action}&page={n}" for n in pages],
        "map": [f"/battle-map/?action={action}&page={n}" for n in pages],
        "months": [f"/battle-map/?action={action}&view=months"],
    }
    of_unit = {
        "own_board": [f"/board/?action={action}"],
        "own_months": [f"/battle-map/?action={action}&view=months&unit={unit}"],
    }
    users, most = [], dict.fromkeys([*of_clerk, *of_unit], 0)
    for n in range(USERS):
        clerk, liaison = client(f"clerk{n + 1}"), client("d0001")
        asked = [(clerk, of_clerk), (liaison, of_unit)]
        for browser, addresses in asked:
            for scenario, found in addresses.items():
                most[scenario] = max(most[scenario], *(statements(browser, each) for each in found))
        cookies = {scenario: cookie(browser) for browser, found in asked for scenario in found}
        users.append({"cookies": cookies, "addresses": of_clerk | of_unit})
    long_plan = Plan.objects.get(action__name="样例长清单行动")
    long = {
        "tasks": long_plan.tasks.count(),
        "office": statements(client("clerk1"), f"/plans/{long_plan.pk}/"),
        "unit": statements(client(long_plan.drafter.username), f"/plans/{long_plan.pk}/"),
    }
    long["grid"] = saved_grid(client(long_plan.drafter.username), long_plan)
    rows = {"tasks": Task.objects.count(), "reports": Report.objects.count()}
    print(json.dumps({"users": users, "statements": most, "rows": rows, "long": long}), flush=True)


if __name__ == "__main__":
    main()
