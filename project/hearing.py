"""A worker that has gone deaf: its connection to the broker looks alive and brings nothing any more. It ends, and is started anew.

Found by `./run faults`: a worker that stood still while the broker was killed and came back. Deaf is who has had no message for
some seconds, has nothing in hand, and whose queues hold messages all the while; a busy worker, a broker that is away and a beat that
is down are not that. Nor does it help a worker whose own loop stands still, whatever it has in hand: that is told by a tick it owes.
"""

import faulthandler
import logging
import os
import threading
import time

from celery import Celery
from celery.signals import task_received, task_revoked, worker_ready
from celery.worker import state

SILENCE = 12  # seconds; beat sends something every five
EVERY = 4
TICK, STANDSTILL = 2, 40  # seconds; a loop that looks for its broker rests for less

logger = logging.getLogger(__name__)
_heard = time.monotonic()
_ticked: float | None = None  # by the worker's own loop; None before it runs


def heard(**_signal) -> None:
    """A message came, whatever became of it."""
    global _heard
    _heard = time.monotonic()


def is_deaf(app: Celery, queues: list[str]) -> bool:
    """Silent and idle, with messages waiting."""
    silent = time.monotonic() - _heard > SILENCE
    if not silent or state.reserved_requests or state.active_requests:
        return False
    return _waiting(app, queues) > 0


def tick() -> None:
    """The worker's own loop goes round."""
    global _ticked
    _ticked = time.monotonic()


def stands_still(app: Celery, queues: list[str]) -> bool:
    """Its loop has not gone round for long, though the broker answers and holds messages: it would be busy with them.

    A worker that was told to stop goes round no more, and finishes what it has in hand.
    """
    stopping = state.should_stop is not None or state.should_terminate is not None
    still = _ticked is not None and time.monotonic() - _ticked > STANDSTILL
    return still and not stopping and _waiting(app, queues) > 0


def _waiting(app: Celery, queues: list[str]) -> int:
    """How many messages the queues hold, asked over a connection of its own; none when the broker does not answer."""
    try:
        with app.connection_for_read(connect_timeout=1) as link:
            link.ensure_connection(max_retries=1, timeout=2)
            return sum(link.default_channel._size(queue) for queue in queues)
    except (
        Exception
    ) as error:  # whatever keeps the broker from answering: the worker waits for it as it does anyway
        logger.info("broker not asked: %s", type(error).__name__)
        return 0


def listen_in(sender, **_signal) -> None:
    """Look every few seconds, from a thread of the worker's own process; two looks in a row decide."""
    app, queues = sender.app, list(sender.app.amqp.queues.consume_from)
    heard()
    if sender.timer is not None:
        sender.timer.call_repeatedly(TICK, tick)

    def look():
        before = False
        while True:
            time.sleep(EVERY)
            deaf = is_deaf(app, queues) or stands_still(app, queues)
            if deaf and before:
                logger.error("nothing heard or done for %d s while messages wait: this worker ends", SILENCE)
                faulthandler.dump_traceback(all_threads=True)
                os._exit(1)
            before = deaf

    threading.Thread(target=look, name="hearing", daemon=True).start()


def install() -> None:
    """Connect with the worker's signals."""
    task_received.connect(heard, weak=False)
    task_revoked.connect(heard, weak=False)
    worker_ready.connect(listen_in, weak=False)
