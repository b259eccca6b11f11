"""python -m bench.crowd.worker_sweep prepare DUE | once | twice: reminders of a district of which so many open matters are due today.

`prepare` opens every assignment and lets DUE of them be due on the day of the sweep, all others long after it; a quarter
of them wait for the office, whose clerks are as many as an office of the district has, not the twenty of the full inboxes.
`once` prints seconds and what was sent; `twice` lets two processes sweep in the same moment.
"""

import json
import os
import subprocess
import sys
import time
from datetime import datetime, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.db import connection  # noqa: E402 - after setup()
from django.db.models import Count  # noqa: E402

from notifications.models import Delivery, Notice  # noqa: E402
from plans.supervision.operations.reminding import scan  # noqa: E402
from records import clock, workdays  # noqa: E402
from units.enums import Post  # noqa: E402
from units.models import Posting  # noqa: E402
from workflows.models import Assignment  # noqa: E402

FAR = timedelta(days=200)
CLERKS = 6


def moment() -> datetime:
    """Ten o'clock of the first working day from today on."""
    day = workdays.next_working(clock.today())
    return datetime(day.year, day.month, day.day, 10, tzinfo=clock.SHANGHAI)


def prepare(due: int) -> dict:
    day = clock.day_of(moment())
    clerks = Posting.objects.filter(post=Post.OFFICE_CLERK).order_by("pk")
    clerks.exclude(pk__in=list(clerks.values_list("pk", flat=True)[:CLERKS])).update(until=day - FAR)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE workflows_assignment SET done_at = NULL, due = %s, yellow_on = %s, red_on = %s",
            [day + FAR, day + FAR, day + FAR],
        )
        cursor.execute(
            "UPDATE workflows_assignment SET due = %s WHERE id IN "
            "(SELECT id FROM workflows_assignment ORDER BY md5(id::text) LIMIT %s)",
            [day, due],
        )
        cursor.execute("VACUUM ANALYZE workflows_assignment")
    return {"open": Assignment.objects.filter(done_at=None).count()}


def once() -> dict:
    began = time.perf_counter()
    sent = scan(moment())
    seconds = time.perf_counter() - began
    idle = time.perf_counter()
    again = scan(moment())
    doubled = Delivery.objects.values("notice__recipient", "key").annotate(n=Count("id")).filter(n__gt=1)
    return {
        "seconds": seconds,
        "sent": sent,
        "again": again,
        "idle": time.perf_counter() - idle,
        "notices": Notice.objects.filter(event="reminder.sent").count(),
        "matters": Assignment.objects.filter(pk__in=_reminded()).count(),
        "doubled": doubled.count(),
    }


def _reminded():
    from plans.supervision.models import Reminded  # noqa: PLC0415 - only asked here

    return Reminded.objects.filter(told__gt=0).values("assignment")


def twice() -> dict:
    """Two processes at once, then what there is."""
    command = [sys.executable, "-m", "bench.crowd.worker_sweep", "part"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _each in range(2)]
    sent = [json.loads(each.communicate()[0].splitlines()[-1])["sent"] for each in both]
    return {"parts": sent} | once()


if __name__ == "__main__":
    asked, *more = sys.argv[1:]
    known = {"once": once, "twice": twice, "part": lambda: {"sent": scan(moment())}}
    print(json.dumps(prepare(int(more[0])) if asked == "prepare" else known[asked]()), flush=True)
