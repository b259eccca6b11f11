"""python -m bench.faults.worker work | count: reminders and lines of a trail, each acknowledged once it is committed; then what became of them.

`work` prints one key a line after its commit, until its input is closed; a database that is away is waited for.
`count` reads acknowledged keys from its input and prints one JSON object.
"""

import json
import os
import sys
import threading
import time

os.environ["DJANGO_SETTINGS_MODULE"] = "project.settings"

import django  # noqa: E402 - the settings read the environment

django.setup()

from django.db import Error, connection, transaction  # noqa: E402 - after setup()

from notifications.enums import Channel, DeliveryState  # noqa: E402
from notifications.models import Delivery, Notice  # noqa: E402
from notifications.reminders import Reminder, remind_many  # noqa: E402
from records import clock, outbox, trail  # noqa: E402
from records.enums import Circle  # noqa: E402
from records.models import Entry  # noqa: E402
from units.enums import UnitKind  # noqa: E402
from units.models import Person, Unit  # noqa: E402

PAUSE = 0.05


def person() -> Person:
    """The one who is reminded, made at the first start."""
    unit, _new = Unit.objects.get_or_create(
        code="F",
        defaults={"name": "样例单位", "short_name": "样例", "kind": UnitKind.UNIT, "since": clock.today()},
    )
    found, _new = Person.objects.get_or_create(
        username="faults",
        defaults={"name": "样例", "unit": unit, "since": clock.today(), "email": "faults@example.invalid"},
    )
    return found


def work() -> None:
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    who, n = person(), 0
    while not over.is_set():
        n += 1
        key = f"fault:{os.getpid()}:{n}"
        try:
            _one(key, who)
        except Error:  # not acknowledged: nothing is promised of it
            connection.close()
        else:
            print(key, flush=True)
        time.sleep(PAUSE)


def _one(key: str, who: Person) -> None:
    notice = Notice(recipient=who, event="fault.tried", text=key, at=clock.now())
    with transaction.atomic():
        trail.record("faults", "fault.tried", by=who, circle=Circle.SYSTEM, key=key)
        remind_many([Reminder(key=key, notice=notice, title=key)])


def count() -> None:
    acknowledged = set(sys.stdin.read().split())
    entries = [
        params["key"] for params in Entry.objects.filter(subject="faults").values_list("params", flat=True)
    ]
    notices = list(Notice.objects.filter(event="fault.tried").values_list("text", flat=True))
    mails = Delivery.objects.filter(channel=Channel.EMAIL, notice__event="fault.tried")
    told = {
        "acknowledged": len(acknowledged),
        "operations lost": len(acknowledged - set(entries)),
        "notices lost": len(acknowledged - set(notices)),
        "notices doubled": len(notices) - len(set(notices)),
        "lines doubled": len(entries) - len(set(entries)),
        "e-mails not sent": mails.exclude(state=DeliveryState.SENT).count(),
        "e-mails sent again under the same id": mails.exclude(error="").count(),
        "dead letters": outbox.dead(),
        "problems of the trail": len(trail.verify("faults")),
    }
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    {"work": work, "count": count}[sys.argv[1]]()
