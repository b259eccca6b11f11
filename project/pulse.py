"""定时程序的心跳: the beat itself says that it lives. A sweep that stands still may want the beat or a worker; this tells which."""

import logging
from time import monotonic

from celery.beat import PersistentScheduler
from django.db import DatabaseError, InterfaceError, connection

SECONDS = 15.0

logger = logging.getLogger(__name__)


class Scheduler(PersistentScheduler):
    """Celery's own, which leaves a sign of life as it goes round. What it sends waits for no database."""

    _said = float("-inf")

    def tick(self, *args, **kwargs):
        self.pulse()
        return super().tick(*args, **kwargs)

    def pulse(self) -> None:
        """At most every few seconds; without a database it is left out."""
        if monotonic() - self._said < SECONDS:
            return
        self._said = monotonic()
        from .tasks import beat  # noqa: PLC0415 - models are not loaded before

        try:
            beat("beat")
        except (DatabaseError, InterfaceError) as error:
            logger.warning("no heartbeat: %s", error)
        finally:
            connection.close()
