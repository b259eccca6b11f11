"""The one lock: the process row, in the outermost transaction; with it, where there is one, its subject."""

from contextlib import contextmanager

from django.db import OperationalError, transaction
from django.utils.translation import gettext as _
from viewflow.workflow.lock import SelectForUpdateLock

from records.errors import Refused


class Busy(Refused):
    """Somebody else holds the process for longer than the lock timeout; trying again is right."""


class ProcessLock(SelectForUpdateLock):
    """`select … for update` on the process, in a durable transaction: never inside another one.

    The library's own lock opens a savepoint when it is nested and sleeps between attempts; both cost
    time and hide mistakes. Waiting is bounded by PostgreSQL's lock_timeout (settings.DB_LOCK_TIMEOUT_MS).
    """

    def __init__(self):
        super().__init__(nowait=False, attempts=1)

    @contextmanager
    def __call__(self, flow_class, process_pk):
        with transaction.atomic(durable=True):
            rows = flow_class.process_class._default_manager.filter(pk=process_pk)
            with waiting_in_turn():
                rows.select_for_update().exists()
            yield


@contextmanager
def holding(subject, flow_class):
    """Lock `subject` and read it anew, in the outermost transaction."""
    with transaction.atomic(durable=True):
        lock(subject, flow_class)
        yield


def lock(subject, flow_class):
    """Lock `subject` with its process and read both anew, in one statement, until the transaction ends.

    Both rows are locked, so both are the newest after a wait; what is merely joined would not be. A subject without
    a flow is its row alone.
    """
    rows = type(subject)._base_manager.select_for_update(of=("self",))
    if flow_class is not None:
        rows = rows.select_related("process").filter(process__flow_class=flow_class)
        rows = rows.select_for_update(of=("self", "process"))
    with waiting_in_turn():
        subject.refresh_from_db(from_queryset=rows)


@contextmanager
def waiting_in_turn():
    """A lock that is not to be had in time is a sentence for a person, not an error of the programme."""
    try:
        yield
    except OperationalError as error:
        raise Busy(_("该事项正在由他人办理，请稍后再试。您填写的内容没有丢失。")) from error
