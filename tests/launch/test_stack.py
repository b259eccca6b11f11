"""The whole stack: real broker, web, worker and beat, as the demo and the tours start it."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.request

import pytest

from launch.kin import is_alive
from launch.places import ROOT
from launch.stack import Busy, Stack, environment, is_running, secret_key, stack
from tests.launch.test_supervise import until

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("stack"), pytest.mark.timeout(300)]
PARTS = ("broker", "web", "worker", "beat")

COUNTS = """
from datetime import datetime
from records import clock, limits
with clock.at(datetime(2026, 1, 2, tzinfo=clock.UTC)):
    print(limits.too_many("test", a_minute=2))
"""
# A suite started in the background hands an ignored SIGINT down; somebody at a terminal has it.
STAYING = """
import pathlib, signal, sys, time
from launch.stack import stack
signal.signal(signal.SIGINT, signal.default_int_handler)
with stack(folder=pathlib.Path(sys.argv[1])):
    time.sleep(600)
"""


def answers(address):
    try:
        with urllib.request.urlopen(address + "/login/", timeout=20) as response:
            return response.status == 200
    except OSError:
        return False


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """One folder for the module, so that only the first start has to make the tables."""
    return tmp_path_factory.mktemp("stack")


def test_stack_answers_brings_back_what_is_killed_and_leaves_nothing(folder, socket_enabled):
    with stack(folder=folder) as running:
        assert answers(running.address)
        assert stat.S_IMODE((folder / "broker" / "broker.sock").stat().st_mode) == 0o700
        with pytest.raises(Busy), stack(folder=folder):
            pass
        killed = {name: running.pid(name) for name in PARTS}
        for pid in killed.values():
            os.kill(pid, signal.SIGKILL)
        until(lambda: all(running.pid(name) not in (0, killed[name]) for name in PARTS), seconds=30)
        until(lambda: answers(running.address), seconds=60)
        last = [(child["pid"], child["birth"]) for child in running.state["services"].values()]
        assert all(is_alive(*child) for child in last)
        counted = [running.manage("shell", "-v", "0", "-c", COUNTS).strip() for _process in range(3)]
        assert counted == ["False", "False", "True"]  # one count for all processes
    assert not any(is_alive(*child) for child in last)
    assert not is_running(folder)


@pytest.mark.parametrize("killed", ["caller", "supervisor"])
def test_kill_9_leaves_no_orphan(folder, killed):
    command = [sys.executable, "-c", STAYING, str(folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL) as caller:
        (folder / "state.json").unlink(missing_ok=True)
        until(
            lambda: is_running(folder) and json.loads((folder / "state.json").read_text())["ready"],
            seconds=120,
        )
        state = json.loads((folder / "state.json").read_text())
        children = [(child["pid"], child["birth"]) for child in state["services"].values()]
        assert len(children) == len(PARTS) and all(is_alive(*child) for child in children)
        os.kill(caller.pid if killed == "caller" else state["supervisor"]["pid"], signal.SIGKILL)
        until(lambda: not any(is_alive(*child) for child in children), seconds=30)
        caller.kill()


def test_secret_key_is_made_once_and_is_the_owners_alone(tmp_path):
    first = secret_key(tmp_path)
    assert secret_key(tmp_path) == first and len(first) > 40
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


def test_environment_forgets_what_the_callers_shell_says(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://elsewhere/production")
    monkeypatch.setenv("EMAIL_URL", "smtp://elsewhere")
    variables = environment(tmp_path, mode="demo", port=8123)
    assert variables["DATABASE_URL"].startswith(f"sqlite:///{tmp_path}")
    assert "EMAIL_URL" not in variables
    assert variables["PUBLIC_URL"] == "http://127.0.0.1:8123"


def test_ctrl_c_stops_within_seconds(folder):
    command = [sys.executable, "-c", STAYING, str(folder)]
    (folder / "state.json").unlink(missing_ok=True)
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as caller:
        until(
            lambda: is_running(folder) and json.loads((folder / "state.json").read_text())["ready"],
            seconds=120,
        )
        state = json.loads((folder / "state.json").read_text())
        began = time.monotonic()
        caller.send_signal(signal.SIGINT)
        caller.wait(60)
        assert time.monotonic() - began < 30
    known = [state["supervisor"], *state["services"].values()]
    assert not any(is_alive(process["pid"], process["birth"]) for process in known)


def test_a_clock_that_is_moved_twice_is_ahead_by_both(tmp_path):
    (tmp_path / "data").mkdir()
    demo = Stack(folder=tmp_path, port=1, environment={}, supervisor=None)
    demo.move_clock(10)
    demo.move_clock(180)
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["days_ahead"]
    assert (tmp_path / "data" / "days_ahead").read_text() == "190"
