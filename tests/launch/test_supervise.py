"""The supervisor, with small real processes instead of the product's."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from launch import services
from launch.kin import birth, is_alive
from launch.places import ROOT

pytestmark = pytest.mark.processes

STAY = "import time; time.sleep(600)"
WITH_CHILD = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])"


def until(condition, seconds=15):
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if answer := condition():
            return answer
        time.sleep(0.05)
    raise AssertionError("did not happen in time")


def python(code):
    return [sys.executable, "-c", code]


@pytest.fixture
def supervised(tmp_path):
    """Start the supervisor over the given services; at the end nothing of it is left."""
    started = []
    (tmp_path / "log").mkdir()

    def state():
        with contextlib.suppress(OSError, ValueError):
            return json.loads((tmp_path / "state.json").read_text())
        return {}

    def start(*plan):
        (tmp_path / "stack.json").write_text(json.dumps({"about": {}, "services": plan}))
        command = [sys.executable, "-m", "launch.supervise", str(tmp_path)]
        with (tmp_path / "log" / "supervisor.log").open("wb") as log:
            started.append(
                subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log, start_new_session=True)
            )
        return started[0], state

    yield start
    for supervisor in started:
        supervisor.terminate()
        supervisor.wait(20)


def pid_of(state, name):
    return state().get("services", {}).get(name, {}).get("pid", 0)


def test_killed_child_comes_back_and_leaves_no_grandchild(supervised):
    _supervisor, state = supervised(services.service("web", python(WITH_CHILD), tier=1))
    until(lambda: state().get("ready"))
    first = pid_of(state, "web")
    grandchildren = until(lambda: open(f"/proc/{first}/task/{first}/children").read().split())
    born = birth(int(grandchildren[0]))
    os.kill(first, signal.SIGKILL)
    second = until(lambda: (pid := pid_of(state, "web")) not in (0, first) and pid)
    assert birth(second)
    assert not is_alive(int(grandchildren[0]), born)
    assert state()["services"]["web"]["restarts"] == 1


def test_child_that_keeps_dying_is_started_again_less_and_less_often(supervised, tmp_path):
    _supervisor, state = supervised(services.service("web", python("raise SystemExit(3)"), tier=1))
    until(lambda: state().get("services", {}).get("web", {}).get("restarts") == 2)
    said = (tmp_path / "log" / "supervisor.log").read_text()
    assert "again in 1.0 s" in said and "again in 2.0 s" in said


def test_killed_supervisor_leaves_no_process(supervised):
    supervisor, state = supervised(
        services.service("broker", python(STAY), tier=0), services.service("web", python(STAY), tier=1)
    )
    until(lambda: state().get("ready"))
    children = [(child["pid"], child["birth"]) for child in state()["services"].values()]
    assert all(is_alive(*child) for child in children)
    supervisor.kill()
    until(lambda: not any(is_alive(*child) for child in children), seconds=5)


def test_services_stop_in_the_reverse_of_their_start(supervised, tmp_path):
    order = tmp_path / "order"
    notes = "import signal, sys, time; open({o!r}, 'a').write('{n} up\\n'); "
    notes += "signal.signal(signal.SIGTERM, lambda *_: (open({o!r}, 'a').write('{n} down\\n'), sys.exit())); time.sleep(600)"
    plan = [
        services.service(name, python(notes.format(o=str(order), n=name)), tier=tier, ready=None)
        for tier, name in enumerate(("broker", "web", "beat"))
    ]
    supervisor, state = supervised(*plan)
    until(lambda: state().get("ready") and order.exists() and order.read_text().count("up") == 3)
    supervisor.terminate()
    assert supervisor.wait(20) == 0
    assert order.read_text().split("\n")[3:-1] == ["beat down", "web down", "broker down"]


def test_failed_step_stops_the_start_with_its_log(supervised):
    supervisor, state = supervised(
        services.service("broker", python(STAY), tier=0),
        services.step("prepare", python("raise SystemExit('no table')")),
        services.service("web", python(STAY), tier=1),
    )
    assert supervisor.wait(20) == 1
    assert "prepare failed" in state()["error"] and "prepare.log" in state()["error"]
    assert pid_of(state, "web") == 0 and pid_of(state, "broker") == 0
