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
from collections import Counter
from datetime import datetime, timedelta

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"
os.environ.setdefault("MODE", "test")

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.db import connection  # noqa: E402 - after setup()
from django.db.models import Max  # noqa: E402

from notifications.enums import Channel  # noqa: E402
from notifications.models import Delivery, Notice  # noqa: E402
from plans.supervision.models import Reminded, ReminderRule  # noqa: E402
from plans.supervision.operations.reminding import scan  # noqa: E402
from plans.supervision.queries.due import unsaid  # noqa: E402
from plans.supervision.queries.recipients import recipients  # noqa: E402
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
    return {
        "seconds": seconds,
        "sent": sent,
        "again": again,
        "idle": time.perf_counter() - idle,
        "notices": Notice.objects.filter(event="reminder.sent").count(),
        "matters": Reminded.objects.filter(told__gt=0).values("assignment").distinct().count(),
        "aside": _aside(),
        "doubled": _doubled(),
    }


def _aside() -> int:
    """Of those that are due: with nobody behind the post, or begun too late for the rule."""
    day, nobody = clock.day_of(moment()), set()
    for rule in ReminderRule.objects.filter(active=True):
        waiting = list(unsaid(rule, day).select_related("unit"))
        nobody |= {pk for pk, people in recipients(rule, waiting).items() if not people}
    marked = Reminded.objects.values("assignment").annotate(most=Max("told"))
    return len(nobody) + marked.filter(most=0).count()


def _doubled() -> int:
    """How many reminders too many of one rule about one matter to one person; the sweeps are all of one day."""
    told = Counter()
    keys = Delivery.objects.filter(channel=Channel.IN_APP, key__startswith="remind:").values_list(
        "key", flat=True
    )
    for key in keys.iterator():
        _remind, matter, rule, _n, person, _channel = key.split(":")
        told[matter, rule, person] += 1
    return sum(n - 1 for n in told.values())


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
