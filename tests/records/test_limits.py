"""次数限制: counted by name and minute; where nobody can count, nobody is stopped."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as Away

from records import clock
from records.limits import too_many


def test_limit_counts_each_name_by_the_minute(clock_at):
    clock_at(clock.now().replace(second=5))
    assert [too_many("a", a_minute=2) for _each in range(4)] == [False, False, True, True]
    assert not too_many("b", a_minute=2)
    clock_at(clock.now() + timedelta(minutes=1))
    assert not too_many("a", a_minute=2)


@pytest.mark.parametrize("error", [Away("refused"), ValueError("emptied")])
def test_nobody_is_stopped_while_the_counter_is_away(monkeypatch, error):
    def broken(*args, **kwargs):
        raise error

    monkeypatch.setattr(type(cache._connections["default"]), "incr", broken)
    assert not too_many("a", a_minute=0)
