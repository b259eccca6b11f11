"""Peers' environments: pinned lists, and no surprise installation."""

import re

import pytest

from bench.engine import OURS, PEERS
from bench.measuring import environments


def test_every_peer_has_a_pinned_list_without_addresses():
    for peer in PEERS.keys() - {OURS}:
        lines = (environments.PEERS / peer / "requirements.txt").read_text().splitlines()
        wanted = [line for line in lines if line and not line.startswith("#")]
        assert wanted
        assert [
            line for line in wanted if not re.fullmatch(r"[A-Za-z0-9-]+(\[[a-z]+\])?==[0-9.]+", line)
        ] == []


def test_a_peer_is_not_installed_when_not_asked_for(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "RUNTIME", tmp_path)
    with pytest.raises(environments.NotInstalled):
        environments.python_of("fsm_log", install=False)
    assert list(tmp_path.iterdir()) == []


def test_an_installation_that_fails_says_why(tmp_path, monkeypatch):
    monkeypatch.setattr(environments, "RUNTIME", tmp_path)
    monkeypatch.setattr(environments.shutil, "which", lambda name: "/bin/false")
    with pytest.raises(environments.NotInstalled, match="no reason given"):
        environments.python_of("fsm_log")
