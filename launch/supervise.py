"""The supervisor: starts the processes of one stack in order, brings back what dies, stops them in reverse order.

`python -m launch.supervise FOLDER` reads FOLDER/stack.json (a list of services, see launch/services.py), writes
FOLDER/state.json whenever something changes and one log a service below FOLDER/log/. SIGTERM ends it, in order.
When it is killed itself, the kernel tells every child (launch/kin.py).
"""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from launch.kin import birth, dies_with_parent, end_group
from launch.places import ROOT
from launch.ready import READY

STEP = 0.1
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 8.0  # seconds; with the start it is itself again within 30 s
LONGEST_START = 180.0  # seconds until a service is ready; on a busy machine the first page takes long
LONG_ENOUGH = 30.0  # a process that lived this long starts again without a longer pause


class Failed(Exception):
    """A step of the start did not work; the message says which, and where its log is."""


class Child:
    """One service: its process while it runs, and when it may be started again."""

    def __init__(self, service: dict, folder: Path) -> None:
        self.name = service["name"]
        self.service = service
        self.log = folder / "log" / f"{self.name}.log"
        self.process: subprocess.Popen | None = None
        self.since = 0.0
        self.pause = SHORTEST_PAUSE
        self.again_at = 0.0
        self.restarts = 0

    def start(self) -> None:
        identity = (
            {"user": self.service["uid"], "group": self.service["gid"], "extra_groups": []}
            if self.service.get("uid")
            else {}
        )
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.service["argv"],
                cwd="/" if identity else ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=dies_with_parent(self.service["stop"]),
                **identity,
            )
        self.since = time.time()

    def is_ready(self) -> bool:
        kind, *where = self.service["ready"] or ["started"]
        return READY[kind](*where)

    def note_exit(self) -> None:
        """Clear away what is left of a dead process and choose when to start it again."""
        assert self.process is not None
        end_group(self.process.pid)
        lived = time.time() - self.since
        self.pause = SHORTEST_PAUSE if lived > LONG_ENOUGH else min(self.pause * 2, LONGEST_PAUSE)
        self.again_at = time.time() + self.pause
        say(
            f"{self.name} ended with {self.process.returncode} after {lived:.0f} s; again in {self.pause:.1f} s"
        )
        self.process = None

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.service["stop"])

    def wait_until_gone(self) -> None:
        if self.process is None:
            return
        try:
            self.process.wait(self.service["grace"])
        except subprocess.TimeoutExpired:
            say(f"{self.name} did not stop within {self.service['grace']} s; killed")
        end_group(self.process.pid)
        self.process.wait()

    def state(self) -> dict:
        pid = self.process.pid if self.process else 0
        return {
            "pid": pid,
            "birth": birth(pid) if pid else "",
            "since": self.since,
            "restarts": self.restarts,
        }


class Supervisor:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        plan = json.loads((folder / "stack.json").read_text())
        self.about = plan["about"]
        self.once = [service for service in plan["services"] if service["once"]]
        self.children = [Child(service, folder) for service in plan["services"] if not service["once"]]
        self.plan = plan["services"]
        self.stopping = False
        self.ready = False
        self.error = ""

    def run(self) -> int:
        for sign in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(sign, self.stop_soon)
        try:
            self.start_in_order()
            while not self.stopping:
                self.bring_back()
                time.sleep(STEP)
        except Failed as failure:
            self.error = str(failure)
            say(self.error)
        finally:
            self.stop_in_order()
        return 1 if self.error else 0

    def stop_soon(self, *_signal) -> None:
        self.stopping = True

    def start_in_order(self) -> None:
        by_name = {child.name: child for child in self.children}
        for service in self.plan:
            if self.stopping:
                return
            if service["once"]:
                self.run_once(service)
            else:
                child = by_name[service["name"]]
                child.start()
                say(f"{child.name} started, pid {child.process.pid}")
                self.write_state()
                self.wait_for(child)
        self.ready = not self.stopping
        self.write_state()

    def run_once(self, service: dict) -> None:
        child = Child(service, self.folder)
        began = time.monotonic()
        child.start()
        try:
            while child.process.poll() is None and not self.stopping:
                self.bring_back()
                time.sleep(0.02)
            if child.process.poll() is None:
                return
        finally:
            end_group(child.process.pid)
            child.process.wait()
        if child.process.returncode:
            raise Failed(f"{service['name']} failed (exit {child.process.returncode}): see {child.log}")
        say(f"{service['name']} done in {time.monotonic() - began:.1f} s")

    def wait_for(self, child: Child) -> None:
        limit = time.monotonic() + LONGEST_START
        while not self.stopping and not child.is_ready():
            if child.process is None or child.process.poll() is not None:
                raise Failed(f"{child.name} did not start: see {child.log}")
            if time.monotonic() > limit:
                raise Failed(f"{child.name} was not ready after {LONGEST_START:.0f} s: see {child.log}")
            time.sleep(0.02)

    def bring_back(self) -> None:
        for child in self.children:
            if child.process is not None and child.process.poll() is not None:
                child.note_exit()
                self.write_state()
            if child.process is None and child.since and time.time() >= child.again_at:
                child.start()
                child.restarts += 1
                say(f"{child.name} started again, pid {child.process.pid}")
                self.write_state()

    def stop_in_order(self) -> None:
        self.ready = False
        for tier in sorted({child.service["tier"] for child in self.children}, reverse=True):
            together = [child for child in self.children if child.service["tier"] == tier]
            for child in together:
                child.ask_to_stop()
            for child in together:
                child.wait_until_gone()
                child.process = None
        self.write_state()
        say("stopped")

    def write_state(self) -> None:
        state = {
            **self.about,
            "supervisor": {"pid": os.getpid(), "birth": birth(os.getpid())},
            "ready": self.ready,
            "error": self.error,
            "services": {child.name: child.state() for child in self.children},
        }
        fresh = self.folder / "state.json.new"
        fresh.write_text(json.dumps(state, indent=1))
        fresh.replace(self.folder / "state.json")


def say(words: str) -> None:
    print(time.strftime("%Y-%m-%d %H:%M:%S"), words, flush=True)


if __name__ == "__main__":
    sys.exit(Supervisor(Path(sys.argv[1])).run())
