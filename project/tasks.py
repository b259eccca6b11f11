"""Celery's tasks: thin, without arguments that matter; losing one loses nothing."""

import time

from celery import shared_task
from django.conf import settings

from plans.supervision.operations.drafting import draft_orders
from plans.supervision.operations.reminding import scan
from records import backups, clock, outbox, requests
from records.models import Heartbeat

from .effects import EFFECTS

LONGEST = 120.0  # seconds after which nothing new is begun: the task's own limit would end it in the middle
BATCHES = 50  # at most, before other messages of the queue get their turn


@shared_task(name="project.drain")
def drain(queue: str) -> int:
    """Do what is due in a queue, in batches until nothing is left."""
    with requests.known_as():  # each row under its own id again
        beat(f"worker-{queue}")
        done, until = 0, time.monotonic() + LONGEST
        for _batch in range(BATCHES):
            n = outbox.drain(queue, EFFECTS, until=until)
            done += n
            if n == 0:
                break
    return done


@shared_task(name="project.remind")
def remind() -> int:
    """Look for what is worth a reminder now, and for what is to be put before the 签发人."""
    with requests.known_as():
        beat("remind")
        return scan(clock.now()) + draft_orders(clock.now())


@shared_task(name="project.backup", time_limit=6 * 3600, soft_time_limit=6 * 3600 - 60)
def backup() -> bool:
    """The nightly backup, unless it is switched off (BACKUP_NIGHTLY) or somebody makes them another way. Asked for several
    times an hour, by however many; made once a night."""
    with requests.known_as():
        beat("backup")
        if not settings.BACKUP_NIGHTLY:
            return False
        backups.put_down()
        return outbox.drain(backups.QUEUE, EFFECTS, limit=1) > 0


def beat(name: str) -> None:
    """心跳: this process lives."""
    Heartbeat.objects.update_or_create(name=name, defaults={"at": clock.now()})
