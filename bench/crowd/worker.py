"""python -m bench.crowd.worker: the inbox as its readers get it, over HTTP without the network.

Reads {"run": n} and answers {"ms": [...], "statements": [...], "rows": [...]}: one page a run, reader after reader.
"""

import json
import os
import sys
import time

os.environ["DATABASE_URL"] = os.environ["BENCH_DATABASE_URL"]
os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from itertools import cycle  # noqa: E402

from django.db import connection  # noqa: E402 - after setup()
from django.test import Client  # noqa: E402

from bench.crowd.people import CLERKS, PER_UNIT  # noqa: E402
from bench.measuring.statements import Statements  # noqa: E402
from units.models import Person  # noqa: E402
from workflows.models import Assignment  # noqa: E402

# Who has a full first page at either size: clerks (by post and by delegation) and the heads of the biggest unit.
FULL = ["office01", f"office{CLERKS + 1}", "u001x1", "office02", "u001x3", f"office{CLERKS + 2}"]
# Units from the biggest inbox to the smallest: liaison, head, deputy (some by delegation), members.
ALL = [
    f"u{unit:03}x{place}" for unit, place in zip(range(1, 51, 4), cycle(range(1, PER_UNIT + 1)), strict=False)
]

ROW = b'class="inbox-row'


def client(username: str) -> Client:
    """A browser in which that person is signed in."""
    browser = Client(headers={"host": "testserver"})
    browser.force_login(Person.objects.get(username=username))
    return browser


def page(browser: Client, address: str = "/") -> tuple[float, int, int]:
    """Milliseconds, statements and rows of one page."""
    with Statements(connection) as counted:
        began = time.perf_counter()
        answer = browser.get(address)
        spent = (time.perf_counter() - began) * 1000
    if answer.status_code != 200:
        raise SystemExit(f"{address} answered {answer.status_code}")
    return spent, counted.total, answer.content.count(ROW)


def opens(readers: list[str]) -> int:
    """How many of the readers' first assignments lead to a page that opens for them: all, or the run ends."""
    opened = 0
    for name in readers:
        browser, person = client(name), Person.objects.get(username=name)
        holders = [f"person:{person.pk}", *(f"post:{p.post}:{p.unit_id}" for p in person.postings.all())]
        first = Assignment.objects.filter(holder__in=holders, done_at=None).order_by("due").first()
        if first:
            page(browser, first.url)
            opened += 1
    return opened


def serve() -> None:
    groups = {
        name: cycle([client(each) for each in names]) for name, names in {"full": FULL, "all": ALL}.items()
    }
    print(json.dumps({"ready": True, "opened": opens([*FULL, *ALL])}), flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        measured = [page(next(groups[asked["readers"]])) for _ in range(asked["run"])]
        ms, statements, rows = (list(each) for each in zip(*measured, strict=True))
        print(json.dumps({"ms": ms, "statements": statements, "rows": rows}), flush=True)


if __name__ == "__main__":
    serve()
