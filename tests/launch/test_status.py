"""./run status: exit 1 wherever something needs somebody."""

import io
import json

import pytest

from launch import status

HEALTH = {
    "ok": True,
    "database": "sqlite",
    "pdf": "ok",
    "outbox_oldest_seconds": 0,
    "outbox_dead": 0,
    "reminders_ran_seconds_ago": 5,
    "heartbeats_seconds_ago": {"remind": 5},
}


@pytest.fixture
def stack(tmp_path, monkeypatch):
    """One stack that runs, as far as anybody can see; what it says of itself may be changed."""
    told = {"health": dict(HEALTH), "alive": True}
    folder = tmp_path / "demo"
    folder.mkdir()
    services = {"web": {"pid": 1, "birth": 1, "since": 0, "restarts": 0}}
    state = {"address": "http://127.0.0.1:1", "mode": "demo", "database": "sqlite", "services": services}
    (folder / "state.json").write_text(json.dumps(state))

    def answer(address, timeout):
        if told["health"] is None:
            raise OSError("refused")
        return io.BytesIO(json.dumps(told["health"]).encode())

    monkeypatch.setattr(status, "RUNTIME", tmp_path)
    monkeypatch.setattr(status, "is_running", lambda path: True)
    monkeypatch.setattr(status, "state_of", lambda path: json.loads((path / "state.json").read_text()))
    monkeypatch.setattr(status, "is_alive", lambda pid, birth: told["alive"])
    monkeypatch.setattr(status.urllib.request, "urlopen", answer)
    return told


def test_all_is_well(stack, capsys):
    assert status.main([]) == 0
    assert "reminders ran 5 s ago" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"health": HEALTH | {"ok": False}}, "RED"),
        ({"health": HEALTH | {"outbox_dead": 2}}, "dead letters 2 (WARNING"),
        ({"health": None}, "no answer"),
        ({"alive": False}, "DOWN"),
    ],
)
def test_what_needs_somebody_is_said_and_ends_in_one(stack, capsys, change, words):
    stack.update(change)
    assert status.main([]) == 1
    assert words in capsys.readouterr().out


def test_nothing_runs(tmp_path, monkeypatch):
    monkeypatch.setattr(status, "RUNTIME", tmp_path)
    assert status.main([]) == 1
