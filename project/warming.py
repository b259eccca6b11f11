"""A worker that prints loads the PDF library and its fonts before it forks: its processes share their memory, and the first
paper of each is as quick as the others."""

import logging

from celery.signals import worker_init

QUEUE = "pdf"
logger = logging.getLogger(__name__)


def load(sender, **_signal) -> None:
    """Where this machine can make PDF; where it cannot, each paper says why."""
    from documents import engine  # noqa: PLC0415 - Django is not set up before the signal

    if QUEUE in sender.app.amqp.queues.consume_from and not engine.available():
        engine.warm_up()
        logger.info("the PDF library is loaded")


def install() -> None:
    """Connect with the worker's signal."""
    worker_init.connect(load, weak=False)
