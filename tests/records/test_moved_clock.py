"""A clock that is moved back: work put down and taken under the later time does not wait for it to come round again."""

from datetime import timedelta

import pytest

from records import clock, outbox
from records.enums import OutboxState
from records.models import Outbox
from records.outbox import Effect

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def drained(effect=lambda payload: None) -> int:
    return outbox.drain("default", {"sample": Effect(effect)})


def test_work_put_down_under_a_later_clock_is_done_at_once():
    now = clock.now()
    with clock.at(now + HOUR):
        outbox.put("a", "sample", {})
        outbox.put("later", "sample", {}, due=now + 2 * HOUR)
    with clock.at(now):
        assert outbox.oldest_due() is not None and outbox.queues()[0].waiting == 1
        assert drained() == 1
    assert Outbox.objects.get(key="later").state == OutboxState.OPEN


def test_a_retry_waits_as_long_as_its_attempts_say_and_no_longer():
    def fails(payload):
        raise RuntimeError

    now = clock.now()
    with clock.at(now + HOUR):
        outbox.put("a", "sample", {})
        drained(fails)
        assert drained() == 0
    with clock.at(now):
        assert drained() == 1


def test_what_a_killed_worker_had_in_hand_is_free_though_its_lease_lies_ahead():
    now = clock.now()
    with clock.at(now + HOUR):
        outbox.put("a", "sample", {})
        outbox._claim("default", 1)
        assert drained() == 0
    with clock.at(now):
        assert drained() == 1
