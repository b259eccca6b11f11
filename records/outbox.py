"""外发事项: work outside the database (a mail, a paper), put down in the transaction that wants it and done once.

`put` writes the row; after the commit a hint through Celery says only "look", and a poll says the same
every few seconds, so a lost hint costs seconds and never the work. `drain` leases due rows, runs each
effect outside any transaction, and marks it done in one that is fenced by the lease's token. While an effect
works its lease is renewed beside it, so a lease can be short: what a killed worker had in hand is free in seconds.
"""

import logging
import random
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import Count, F, Min, Q, QuerySet
from django.db.models.functions import Coalesce

from . import clock, hints, requests
from .enums import OutboxState
from .models import Outbox

# Renewed while a row is in hand; a killed worker's rows are free again after it.
LEASE = timedelta(seconds=20)
PULSE = LEASE / 4
LONGEST_WAIT = timedelta(hours=1)
SLACK = timedelta(seconds=5)  # by which the clocks of two machines may differ
QUEUES = ("default", "notify", "pdf")
LONG = "backup"  # a queue that nobody is hinted at: its work takes hours and is looked for by the clock

logger = logging.getLogger(__name__)
_in_hand: ContextVar[QuerySet | None] = ContextVar("in_hand", default=None)


class LeaseLost(Exception):
    """Another worker has the row in hand by now."""


class Later(Exception):
    """Raised by an effect whose time has not come: not before `moment`, and this was no attempt."""

    def __init__(self, moment: datetime):
        super().__init__(moment.isoformat())
        self.moment = moment


@dataclass(frozen=True)
class Effect:
    """What a kind of row does.

    `run(payload)` works outside any transaction and may give a function that runs in the one that marks
    the row done. `gave_up(payload, error)` runs in the one that marks it dead, after `attempts` failures.
    """

    run: Callable[[dict], Callable[[], None] | None]
    gave_up: Callable[[dict, str], None] | None = None
    attempts: int = 10


def put(key: str, kind: str, payload: dict, *, queue: str = "default", due: datetime | None = None) -> None:
    """Put down one piece of work, to be done at once or, where `due` is named, not before; a known key is left as it is."""
    at, later = due or clock.now(), due is not None
    put_many([Outbox(key=key, kind=kind, payload=payload, queue=queue, due=at, scheduled=later)])


def put_many(rows: list[Outbox]) -> None:
    """Put down several in one statement, and hint at their queues after the commit."""
    if not rows:
        return
    request_id = requests.current() or requests.fresh()  # one for all attempts, whoever put it down
    for row in rows:
        row.request_id = row.request_id or request_id
        row.first_due = row.due
    Outbox.objects.bulk_create(rows, ignore_conflicts=True)
    for queue in sorted({row.queue for row in rows} - {LONG}):
        hints.after_commit(queue)


def again(key: str, *, dead: bool = False) -> bool:
    """Do a row once more from the first attempt (a person asked for it), of the `dead` only one of those; was there any?
    Nothing while it is being done."""
    row = Outbox.objects.filter(key=key).exclude(state=OutboxState.LEASED)
    row = row.filter(state=OutboxState.DEAD) if dead else row
    now = clock.now()
    anew = {"attempts": 0, "due": now, "first_due": now, "last_error": "", "done_at": None}
    if not row.update(state=OutboxState.OPEN, **anew):
        return False
    queue = Outbox.objects.values_list("queue", flat=True).get(key=key)
    if queue != LONG:
        hints.after_commit(queue)
    return True


def drain(queue: str, effects: dict[str, Effect], *, limit: int = 20, until: float | None = None) -> int:
    """Do up to `limit` due rows of a queue, beginning none after `until` (time.monotonic); how many were done. Never
    raises for a row. What was not begun is free again after its lease."""
    ids, token = _claim(queue, limit)
    done = 0
    for pk in ids:
        if until is not None and time.monotonic() > until:
            break
        done += _execute(pk, token, effects)
    return done


def go_on() -> None:
    """Called by an effect before a further step: the row in hand is still ours. LeaseLost when it no longer is."""
    ours = _in_hand.get()
    if ours is not None and not ours.update(lease_until=clock.now() + LEASE):
        raise LeaseLost


def oldest_due() -> datetime | None:
    """Since when the longest waiting row has been due, what failed and waits for its next attempt included; None when nothing
    waits. What takes hours is not late for being in hand."""
    now = clock.now()
    waiting = Outbox.objects.filter(_due(now) | Q(first_due__lte=now), state__lt=OutboxState.DONE)
    waiting = waiting.exclude(queue=LONG)
    return waiting.aggregate(oldest=Min(Coalesce("first_due", "due")))["oldest"]


def dead() -> int:
    """How many rows wait for a person."""
    return dead_letters().count()


def dead_letters() -> QuerySet[Outbox]:
    """需人工处理: what was given up after its last attempt, newest first."""
    return Outbox.objects.filter(state=OutboxState.DEAD).order_by("-id")


@dataclass(frozen=True)
class Queue:
    """One queue: how much of it is due and not done, and since when the longest waiting row has been due."""

    name: str
    waiting: int
    oldest: datetime | None

    @property
    def oldest_seconds(self) -> int:
        return int((clock.now() - self.oldest).total_seconds()) if self.oldest else 0


def queues() -> list[Queue]:
    """Every queue, one statement; those without work are empty."""
    open_ = Outbox.objects.filter(_due(clock.now()), state__lt=OutboxState.DONE).order_by()
    rows = {
        row["queue"]: row for row in open_.values("queue").annotate(waiting=Count("id"), oldest=Min("due"))
    }
    names = [*QUEUES, *sorted(rows.keys() - set(QUEUES))]
    return [
        Queue(name, rows[name]["waiting"], rows[name]["oldest"]) if name in rows else Queue(name, 0, None)
        for name in names
    ]


def _due(now: datetime) -> Q:
    """What may be done now. A row whose time is farther off than its attempts can have put it was written under a clock
    that has been moved back since; only what is `scheduled` waits as long as it says."""
    farther = Q()
    for attempts in range(Effect.attempts + 1):
        farther |= Q(attempts=attempts, due__gt=now + _longest(attempts) + SLACK)
    return Q(due__lte=now) | Q(farther, scheduled=False)


def _claim(queue: str, limit: int) -> tuple[list[int], uuid.UUID]:
    token, now = uuid.uuid4(), clock.now()
    over = Q(lease_until__lt=now) | Q(lease_until__gt=now + LEASE + SLACK)  # of a clock since moved back
    free = Q(state=OutboxState.OPEN) | Q(over, state=OutboxState.LEASED)
    due = Outbox.objects.filter(free, _due(now), queue=queue, state__lt=OutboxState.DONE)
    due = due.order_by("due", "id")
    if not due.exists():  # so that an idle poll never takes SQLite's write lock
        return [], token
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        ids = list(due.values_list("id", flat=True)[:limit])
        Outbox.objects.filter(id__in=ids).update(
            state=OutboxState.LEASED, lease_token=token, lease_until=now + LEASE
        )
    return ids, token


def _execute(pk: int, token: uuid.UUID, effects: dict[str, Effect]) -> int:
    ours = Outbox.objects.filter(pk=pk, lease_token=token, state=OutboxState.LEASED)
    # An attempt counts when it begins: what waited behind another and was leased again has not been tried.
    if not ours.update(lease_until=clock.now() + LEASE, attempts=F("attempts") + 1):
        return 0  # the lease ran out and another worker has it
    row = ours.first()
    effect = effects.get(row.kind)
    if effect and row.attempts > effect.attempts:
        # Each attempt ended without an exception: memory, a crash, the hard limit of time. It must not go on for ever.
        _failed(row, ours, effect, "the worker ended each time without saying why")
        return 0
    with requests.known_as(row.request_id):
        return _done(row, ours, effects)


def _done(row: Outbox, ours: QuerySet, effects: dict[str, Effect]) -> int:
    effect = effects.get(row.kind)
    try:
        if effect is None:
            raise LookupError(f"no effect for {row.kind}")
        with _held(ours):
            finish = effect.run(row.payload)
        with transaction.atomic():
            if not ours.select_for_update().exists():
                return 0
            if finish is not None:
                finish()
            ours.update(state=OutboxState.DONE, done_at=clock.now(), lease_token=None, last_error="")
    except Later as later:
        ours.update(
            state=OutboxState.OPEN,
            due=later.moment,
            first_due=later.moment,
            scheduled=True,
            attempts=F("attempts") - 1,
            lease_token=None,
        )
        return 0
    except Exception as error:  # one row must not stop the others; the row keeps the reason
        logger.exception("outbox %s", row.key)
        _failed(row, ours, effect, f"{type(error).__name__}: {error}"[:2000])
        return 0
    return 1


@contextmanager
def _held(ours: QuerySet) -> Iterator[None]:
    """The row in hand, its lease renewed by a thread until the effect has ended."""
    over = threading.Event()
    pulse = threading.Thread(target=_renew, args=(ours, over), name="lease renewal", daemon=True)
    held = _in_hand.set(ours)
    pulse.start()
    try:
        yield
    finally:
        over.set()
        pulse.join()
        _in_hand.reset(held)


def _renew(ours: QuerySet, over: threading.Event) -> None:
    """Every few seconds; a short effect has ended before the first time, and the database hears nothing of this."""
    asked = False
    while not over.wait(PULSE.total_seconds()):
        asked = True
        try:
            ours.update(lease_until=clock.now() + LEASE)
        except (DatabaseError, InterfaceError) as error:
            # Tried again at the next pulse; the fence holds either way.
            logger.warning("lease not renewed: %s", error)
            connection.close()  # of this thread: the next pulse opens another
    if asked:
        connection.close()


def _failed(row: Outbox, ours, effect: Effect | None, error: str) -> None:
    over = row.attempts >= (effect.attempts if effect else Effect.attempts)
    state = OutboxState.DEAD if over else OutboxState.OPEN
    with transaction.atomic():
        kept = ours.update(
            state=state, due=clock.now() + _wait(row.attempts), lease_token=None, last_error=error
        )
        if kept and over and effect and effect.gave_up:
            effect.gave_up(row.payload, error)


def _wait(attempts: int) -> timedelta:
    """min(2^n seconds, 1 h), up to a fifth shorter so that failures do not come back in step."""
    return _longest(attempts) * random.uniform(0.8, 1)  # noqa: S311


def _longest(attempts: int) -> timedelta:
    """Nothing before the first attempt."""
    return min(timedelta(seconds=2**attempts), LONGEST_WAIT) if attempts else timedelta(0)
