"""A worker that hears nothing while messages wait ends; a busy one, a quiet one and one without a broker do not."""

import time

import pytest
from celery.worker import state

from project import hearing
from project.celery import app


@pytest.fixture
def waiting(monkeypatch):
    """Three messages wait, and nothing has been heard for long."""
    monkeypatch.setattr(hearing, "_waiting", lambda _app, _queues: 3)
    monkeypatch.setattr(hearing, "_heard", time.monotonic() - hearing.SILENCE - 1)
    return monkeypatch


def test_silent_and_idle_with_messages_waiting_is_deaf(waiting):
    assert hearing.is_deaf(app, ["default"])


def test_a_message_ends_the_silence(waiting):
    hearing.heard()
    assert not hearing.is_deaf(app, ["default"])


def test_without_messages_nobody_is_deaf(waiting):
    waiting.setattr(hearing, "_waiting", lambda _app, _queues: 0)
    assert not hearing.is_deaf(app, ["default"])


@pytest.mark.parametrize("name", ["reserved_requests", "active_requests"])
def test_who_has_something_in_hand_is_busy(waiting, name):
    waiting.setattr(state, name, {"a request"})
    assert not hearing.is_deaf(app, ["default"])


def test_a_loop_that_stands_still_is_told_whatever_it_has_in_hand(waiting):
    assert not hearing.stands_still(app, ["default"])  # it has not begun to run
    waiting.setattr(state, "active_requests", {"a request"})
    waiting.setattr(hearing, "_ticked", time.monotonic() - hearing.STANDSTILL - 1)
    assert hearing.stands_still(app, ["default"])
    waiting.setattr(state, "should_stop", 0)
    assert not hearing.stands_still(app, ["default"])
    waiting.setattr(state, "should_stop", None)
    hearing.tick()
    assert not hearing.stands_still(app, ["default"])


def test_a_broker_that_is_away_holds_nothing(monkeypatch, tmp_path):
    monkeypatch.setattr(app.conf, "broker_url", f"redis+socket://{tmp_path / 'none'}")
    assert hearing._waiting(app, ["default"]) == 0
