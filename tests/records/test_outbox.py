import threading
import time
from datetime import timedelta

import pytest
from django.db import transaction

from records import clock, hints, numbers, outbox
from records.enums import OutboxState
from records.models import Outbox, Series
from records.outbox import Effect

pytestmark = pytest.mark.django_db


def put(key="mail:1", **fields):
    outbox.put(key, "kind", {"n": 1}, **fields)


def test_put_keeps_a_key_once():
    put()
    put()
    assert Outbox.objects.count() == 1


def test_drain_runs_the_effect_and_then_its_finish_once():
    put()
    done = []
    effects = {"kind": Effect(lambda payload: lambda: done.append(payload))}
    assert outbox.drain("default", effects) == 1
    assert outbox.drain("default", effects) == 0
    assert done == [{"n": 1}]
    assert Outbox.objects.get().state == OutboxState.DONE


def test_drain_leaves_other_queues_and_later_rows_alone():
    put("a", queue="pdf")
    put("b", due=clock.now() + timedelta(hours=1))
    assert outbox.drain("default", {"kind": Effect(lambda payload: None)}) == 0
    assert outbox.oldest_due() == Outbox.objects.get(key="a").due


def test_a_failed_effect_waits_longer_each_time_and_keeps_the_reason():
    put()

    def fails(payload):
        raise ValueError("broken")

    waits = []
    for _attempt in range(3):
        Outbox.objects.update(due=clock.now())
        outbox.drain("default", {"kind": Effect(fails)})
        waits.append(Outbox.objects.get().due - clock.now())
    row = Outbox.objects.get()
    assert row.state == OutboxState.OPEN and row.attempts == 3 and "broken" in row.last_error
    assert waits == sorted(waits) and waits[-1] > timedelta(seconds=6)


def test_after_the_last_attempt_the_row_is_dead_and_gave_up_is_told():
    put()
    told = []

    def fails(payload):
        raise ValueError("broken")

    effect = Effect(fails, lambda payload, error: told.append((payload, error)), attempts=2)
    for _attempt in range(3):
        Outbox.objects.update(due=clock.now())
        outbox.drain("default", {"kind": effect})
    assert Outbox.objects.get().state == OutboxState.DEAD and outbox.dead() == 1
    assert told == [({"n": 1}, "ValueError: broken")]
    assert outbox.oldest_due() is None
    outbox.again("mail:1")
    assert outbox.drain("default", {"kind": Effect(lambda payload: None)}) == 1


def test_one_bad_row_does_not_stop_the_others():
    outbox.put("bad", "unknown", {})
    put("good")
    assert outbox.drain("default", {"kind": Effect(lambda payload: None)}) == 1


def test_a_finish_that_fails_leaves_nothing_of_it():
    put()

    def finish():
        Series.objects.create(name="x", year=2026)
        raise ValueError("broken")

    outbox.drain("default", {"kind": Effect(lambda payload: finish)})
    assert not Series.objects.exists() and Outbox.objects.get().state == OutboxState.OPEN


def test_a_worker_whose_lease_ran_out_does_not_finish():
    put()
    finished = []

    def slow(payload):
        Outbox.objects.update(lease_until=clock.now() - timedelta(seconds=1))  # the lease ran out meanwhile
        outbox.drain("default", {"kind": Effect(lambda payload: lambda: finished.append("second"))})
        return lambda: finished.append("first")

    assert outbox.drain("default", {"kind": Effect(slow)}) == 0
    assert finished == ["second"]


def test_a_killed_worker_leaves_its_row_to_the_next_after_the_lease(clock_at):
    put()
    outbox._claim("default", 20)
    assert outbox.drain("default", {"kind": Effect(lambda payload: None)}) == 0
    clock_at(clock.now() + outbox.LEASE + timedelta(seconds=1))
    assert outbox.drain("default", {"kind": Effect(lambda payload: None)}) == 1


@pytest.mark.django_db(transaction=True)
def test_the_lease_of_a_long_effect_is_renewed_while_it_works(monkeypatch):
    put()
    monkeypatch.setattr(outbox, "PULSE", timedelta(milliseconds=20))
    renewed = []

    def long(payload):
        Outbox.objects.update(lease_until=clock.now() - timedelta(seconds=1))  # as after a whole lease
        for _each in range(200):
            time.sleep(0.02)
            if Outbox.objects.get().lease_until > clock.now():
                renewed.append(outbox.drain("default", {"kind": Effect(lambda payload: None)}))
                return

    assert outbox.drain("default", {"kind": Effect(long)}) == 1
    assert renewed == [0]  # nobody else got it meanwhile
    threads = [each.name for each in threading.enumerate() if each.name.startswith("lease ")]
    assert threads == []


@pytest.mark.django_db(transaction=True)
def test_a_hint_goes_out_after_the_commit_only(settings, monkeypatch):
    settings.OUTBOX_HINTS = True
    sent = []
    monkeypatch.setattr(hints, "send", sent.append)
    with pytest.raises(RuntimeError), transaction.atomic():
        put("lost")
        raise RuntimeError
    with transaction.atomic():
        put("kept")
        assert sent == []
    assert sent == ["default"]


def test_a_broker_that_is_away_costs_little_and_only_once(monkeypatch):
    from time import monotonic

    monkeypatch.setattr(hints, "_silent_until", 0.0)
    monkeypatch.setattr("celery.current_app.conf.broker_url", "redis+socket:///nowhere/at/all.sock")
    monkeypatch.setattr("celery.current_app.conf.broker_write_url", "redis+socket:///nowhere/at/all.sock")
    hints.send("default")  # the first one also loads the transport
    monkeypatch.setattr(hints, "_silent_until", 0.0)
    begun = monotonic()
    assert hints.send("default") is False
    assert monotonic() - begun < 1
    monkeypatch.setattr("celery.current_app.connection_for_write", None)  # would raise if it was asked again
    assert hints.send("default") is False


def test_numbers_are_consecutive_by_series_and_year():
    assert [numbers.next_number("验收", 2026) for _each in range(3)] == [1, 2, 3]
    assert numbers.next_number("验收", 2027) == 1 and numbers.next_number("审核", 2026) == 1


def test_a_number_of_a_cancelled_act_is_given_again():
    with pytest.raises(RuntimeError), transaction.atomic():
        numbers.next_number("验收", 2026)
        raise RuntimeError
    assert numbers.next_number("验收", 2026) == 1


def test_what_only_waited_behind_another_has_not_been_tried():
    put()
    outbox._claim("default", 20)
    assert Outbox.objects.get().attempts == 0


def test_a_row_that_ends_its_worker_each_time_is_given_up_like_one_that_fails(clock_at):
    class Killed(BaseException):
        """Memory, a crash, the hard limit of time: nothing is said and nothing is written."""

    def kills(payload):
        tries.append(payload)
        raise Killed

    tries, told = [], []
    effects = {"kind": Effect(kills, lambda payload, error: told.append(error), attempts=3)}
    put()
    now = clock.now()
    for n in range(3):
        clock_at(now + outbox.LEASE * 2 * n)
        with pytest.raises(Killed):
            outbox.drain("default", effects)
    assert told == []
    clock_at(now + outbox.LEASE * 6)
    assert outbox.drain("default", effects) == 0
    assert len(tries) == 3 and len(told) == 1 and "without saying why" in told[0]
    assert Outbox.objects.get().state == OutboxState.DEAD


def test_nothing_new_is_begun_after_the_time_for_it(clock_at):
    for key in ("a", "b"):
        put(key)
    done = []
    effects = {"kind": Effect(lambda payload: done.append(payload))}
    assert outbox.drain("default", effects, until=time.monotonic() - 1) == 0
    assert done == [] and set(Outbox.objects.values_list("attempts", flat=True)) == {0}
    clock_at(clock.now() + outbox.LEASE * 2)
    assert outbox.drain("default", effects, until=time.monotonic() + 60) == 2
