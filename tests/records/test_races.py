"""Races of the floor, on PostgreSQL: SQLite lets nobody write at the same time and so hides them."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from notifications.models import Delivery
from plans.supervision.operations.reminding import scan
from records import numbers, outbox, trail
from records.enums import Circle
from records.models import Entry, Outbox
from records.outbox import Effect
from tests.factories import make_person
from tests.supervision.test_reminders import at, date, waiting
from units import holders
from units.enums import Post

THREADS = 8
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def real_database():
    if connection.vendor != "postgresql":
        pytest.skip("PostgreSQL only")


def at_once(work):
    """What `work(n)` gives in eight threads that begin in the same instant."""
    start = Barrier(THREADS)

    def one(n):
        try:
            start.wait()
            return work(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(one, range(THREADS)))


def test_a_chain_without_a_lock_of_its_own_stays_whole():
    person = make_person()
    at_once(
        lambda n: [
            trail.record("access", "a.done", by=person, circle=Circle.SYSTEM, n=n) for _each in range(5)
        ]
    )
    assert Entry.objects.filter(subject="access").count() == 5 * THREADS
    assert trail.verify("access") == []


def test_a_number_is_given_once():
    given = at_once(lambda n: [numbers.next_number("验收", 2026) for _each in range(5)])
    assert sorted(number for some in given for number in some) == list(range(1, 5 * THREADS + 1))


def test_each_piece_of_work_is_done_by_one_worker():
    outbox.put_many(
        [Outbox(key=f"k{n}", kind="kind", payload={"n": n}, due=at(date(2026, 1, 1))) for n in range(40)]
    )
    done = []
    effects = {"kind": Effect(lambda payload: lambda: done.append(payload["n"]))}
    counts = at_once(lambda n: sum(iter(lambda: outbox.drain("default", effects, limit=3), 0)))
    assert sorted(done) == list(range(40)) and sum(counts) == 40


def test_a_key_is_put_down_once():
    def put(n):
        with transaction.atomic():
            outbox.put("mail:1", "kind", {})

    at_once(put)
    assert Outbox.objects.count() == 1


def test_two_beats_in_the_same_instant_remind_once():
    person = make_person(Post.LIAISON)
    waiting(holders.person(person.pk), person.unit)
    assert sum(at_once(lambda n: scan(at(date(2026, 11, 23))))) == 1
    assert Delivery.objects.count() == 2
