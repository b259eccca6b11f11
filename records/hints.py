"""Hints: after a commit, one message that says "look at this queue". Losing one costs seconds, never work."""

import logging
from time import monotonic

from celery import current_app
from django.conf import settings
from django.db import transaction
from kombu.exceptions import KombuError

SECONDS = 0.2  # the longest a request may wait for the broker
SILENCE = 30.0  # no further hints after one failed

logger = logging.getLogger(__name__)
_silent_until = 0.0


def after_commit(queue: str) -> None:
    """Hint at `queue` once the present transaction is committed."""
    if settings.OUTBOX_HINTS:
        transaction.on_commit(lambda: send(queue))


def send(queue: str) -> bool:
    """Say "look" to a worker of `queue`; False when the broker did not take it in time."""
    global _silent_until
    if monotonic() < _silent_until:
        return False
    options = {"socket_timeout": SECONDS, "socket_connect_timeout": SECONDS, "max_retries": 0}
    try:
        with current_app.connection_for_write(transport_options=options) as broker:
            current_app.send_task(
                "project.drain",
                args=[queue],
                queue=queue,
                connection=broker,
                retry=False,
                expires=5,
                ignore_result=True,
            )
    except (KombuError, OSError) as error:
        _silent_until = monotonic() + SILENCE
        logger.warning("no hint for %s: %s", queue, error)
        return False
    return True
