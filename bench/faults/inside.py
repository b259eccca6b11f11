"""python -m bench.faults.inside: a process of the stack's own software that does what the commands on its input say, one a line.

Each command is a JSON list, each answer a JSON value: the cast, ten times the same message, two drains at once, two sweeps at
once, what waits, and the count at the end.
"""

import json
import os
import sys
import threading
from datetime import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "project.settings")

import django

django.setup()

from django.db import connection  # noqa: E402 - after setup()
from django.db.models import Max  # noqa: E402

from bench.faults import counting  # noqa: E402
from documents.enums import DocumentKind, DocumentState  # noqa: E402
from documents.models import Document  # noqa: E402
from notifications.models import Delivery, Notice  # noqa: E402
from plans.supervision.models import SupervisionSettings  # noqa: E402
from plans.supervision.operations.reminding import scan  # noqa: E402
from project.celery import app  # noqa: E402
from project.effects import EFFECTS  # noqa: E402
from records import clock, outbox, workdays  # noqa: E402
from records.models import CalendarDay, CalendarYear  # noqa: E402
from units import holders  # noqa: E402
from units.enums import Post, UnitKind  # noqa: E402
from units.models import Person, Posting  # noqa: E402
from workflows.models import Assignment  # noqa: E402

PAPERS = (DocumentKind.REVIEW_OPINION, DocumentKind.ACCEPTANCE_OPINION, DocumentKind.CLOSING_CONFIRMATION)
TIMES = 10
TEN_O_CLOCK = 10

_sweeps = 0


def cast(liaisons: int, tasks: int) -> dict:
    """Who works: 联络员 of some units, tasks that are reported on, the office's clerk and 文书, and a paper to void and issue."""
    _at_work_at_any_hour()
    return {
        "liaisons": _liaisons(liaisons),
        "tasks": _tasks(tasks),
        "clerk": "gw_jingban",
        "records": "gw_wenshu",
        "paper": Document.objects.filter(
            kind__in=PAPERS, state__in=[DocumentState.READY, DocumentState.SIGNED]
        )
        .order_by("-id")
        .values_list("id", flat=True)[0],
        "before": {
            "notice": Notice.objects.aggregate(last=Max("pk"))["last"] or 0,
            "delivery": Delivery.objects.aggregate(last=Max("pk"))["last"] or 0,
        },
    }


def _at_work_at_any_hour() -> None:
    """Reminders leave in working time alone, and this may be run at night or on a Sunday."""
    SupervisionSettings.objects.update_or_create(pk=1, defaults={"opens": time.min, "closes": time.max})
    for day in (clock.today() + workdays.ONE * n for n in range(-1, 3)):
        year, _new = CalendarYear.objects.get_or_create(year=day.year, defaults={"basis": "样例"})
        CalendarDay.objects.update_or_create(day=day, defaults={"year": year, "working": True})


def _liaisons(n: int) -> list[str]:
    found = Posting.objects.filter(post=Post.LIAISON, unit__kind=UnitKind.UNIT, person__is_active=True)
    return list(found.order_by("id").values_list("person__username", flat=True)[:n])


def _tasks(n: int) -> list[tuple[str, int]]:
    """Tasks that people are at, each another person's."""
    found: dict[str, int] = {}
    waiting = Assignment.objects.filter(
        done_at=None, kind="execute", holder__startswith="person:", url__startswith="/tasks/"
    )
    for holder, url in waiting.order_by("id").values_list("holder", "url"):
        person = Person.objects.get(pk=holders.person_id_of(holder))
        if person.is_active and len(found) < n:
            found.setdefault(person.username, int(url.split("/")[2]))
    return list(found.items())


def messages() -> bool:
    """The same message ten times into every queue; False while the broker is away."""
    try:
        with app.connection_for_write() as link:
            link.ensure_connection(max_retries=1, timeout=1)
            for queue in outbox.QUEUES:
                for _each in range(TIMES):
                    app.send_task("project.drain", args=[queue], queue=queue, connection=link, retry=False)
    except OSError:
        return False
    return True


def drains() -> int:
    """Two more drains of every queue in the same moment, beside the worker's own; how many rows they did."""
    return sum(_together(lambda: sum(outbox.drain(queue, EFFECTS) for queue in outbox.QUEUES)))


def sweeps() -> int:
    """Two sweeps in the same moment, each time a working day later; how many reminders they sent."""
    global _sweeps
    _sweeps += 1
    day = workdays.add(clock.today(), _sweeps).date
    moment = clock.moment_of(day, TEN_O_CLOCK)
    return sum(_together(lambda: scan(moment)))


def waiting() -> dict:
    """How much is due and not done, in hand included, and for how many seconds the oldest of it."""
    oldest = outbox.oldest_due()
    return {
        "waiting": sum(queue.waiting for queue in outbox.queues()),
        "oldest": (clock.now() - oldest).total_seconds() if oldest else 0,
    }


def _together(work) -> list[int]:
    found: list[int] = []
    start = threading.Barrier(2)

    def one():
        try:
            start.wait()
            found.append(work())
        finally:
            connection.close()

    both = [threading.Thread(target=one) for _each in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join()
    return found


def main() -> None:
    """One command a line, one answer a line."""
    known = {
        "cast": cast,
        "messages": messages,
        "drains": drains,
        "sweeps": sweeps,
        "waiting": waiting,
        "count": counting.count,
    }
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what the software prints is not an answer
    for line in sys.stdin:
        name, *arguments = json.loads(line)
        try:
            told = {"told": known[name](*arguments)}
        except Exception as error:  # a fault of the moment; the one who asked decides what it means
            told = {"error": f"{type(error).__name__}: {error}"}
        connection.close()
        print(json.dumps(told, ensure_ascii=False), file=answers, flush=True)


if __name__ == "__main__":
    main()
