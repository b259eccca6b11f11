"""What breaks, in an order that the seed draws: every kind comes once before any comes again."""

import contextlib
import json
import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.faults.teller import Inside, NotNow
from launch.kin import dies_with_parent
from launch.places import ROOT, socket_path

SILENT = 6  # seconds in which the broker, or the database, takes connections and says nothing, or none
FULL = 8  # seconds without room on the disk
MOVED = 8  # seconds under another clock
HOUR = 1 / 24  # in days
TWICE = 12  # seconds with a second beat
FROZEN = 24  # seconds, longer than a lease
REACHED = 10  # seconds in which somebody has to come by an armed fault point
KILLED = ("web", "worker", "beat", "broker")
ISSUE = "workflows.operations.papers.issue_paper"
# process, the function that commits, and what it must be a part of
POINTS = (
    ("worker", "records.outbox._claim", ""),
    ("worker", "records.outbox._execute", ""),
    ("worker", "records.outbox._done", ""),
    ("worker", "notifications.last_look.begin", "notifications.mail.send"),
    ("worker", "records.files.put", "documents.effects.render"),
    ("web", "workflows.", "plans.rectifications.operations.matters."),
    ("web", "workflows.", ISSUE),
)
KILLS = "killed: "


def kinds(chance: random.Random, *, postgres: bool) -> Iterator[str]:
    """Without end; the same chance draws the same order."""
    killed = (*KILLED, "postgres") if postgres else KILLED
    others = OTHERS | (OF_POSTGRES if postgres else OF_SQLITE)
    points = [f"{n} {when}" for n in range(len(POINTS)) for when in ("before", "after")]
    while True:
        deck = [*(KILLS + name for name in killed), *others, *points]
        chance.shuffle(deck)
        yield from deck


class Breaker:
    """Strikes the stack, and keeps count of what was struck."""

    def __init__(self, running, inside: Inside, orders: Path):
        self.running, self.inside, self.orders = running, inside, orders
        self.counted: dict[str, int] = {}
        self.later: list[threading.Thread] = []
        self.n = 0

    @property
    def points(self) -> int:
        """How many different fault points web, worker and beat have passed."""
        with contextlib.suppress(OSError):
            passed = set((self.orders / "seen").read_text().splitlines())
            return len([line for line in passed if not line.startswith("other ")])
        return 0

    @property
    def met(self) -> dict[str, int]:
        """How often a process found no room."""
        with contextlib.suppress(OSError):
            return dict(Counter((self.orders / "met").read_text().splitlines()))
        return {}

    def strike(self, kind: str) -> None:
        """One fault. What could not be done, because the part was down already, is counted as such."""
        if kind.startswith(KILLS):
            done = self._signal(kind.removeprefix(KILLS), signal.SIGKILL)
        elif kind in ALL:
            done = ALL[kind](self)
        else:
            n, when = kind.split()
            role, name, through = POINTS[int(n)]
            kind = f"{role} killed {when} the commit of {name}{' in ' + through if through else ''}"
            done = self._at_point(role, name, through, when)
        told = kind if done else f"{kind} (not reached)"
        self.counted[told] = self.counted.get(told, 0) + 1

    def end(self) -> None:
        """Nothing is armed, frozen, full or moved any more."""
        for armed in self.orders.glob("armed-*"):
            armed.unlink(missing_ok=True)
        for thread in self.later:
            thread.join()

    def _at_point(self, role: str, name: str, through: str, when: str) -> bool:
        self.n += 1
        fresh, armed = self.orders / "fresh", self.orders / f"armed-{role}"
        fresh.write_text(json.dumps({"name": name, "through": through, "when": when, "n": self.n}))
        fresh.replace(armed)
        over = time.monotonic() + REACHED
        while armed.exists() and time.monotonic() < over:
            time.sleep(0.1)
        armed.unlink(missing_ok=True)
        return (self.orders / f"struck-{self.n}").exists()

    def _signal(self, name: str, sign: int) -> bool:
        pid = self.running.pid(name)
        with contextlib.suppress(ProcessLookupError):
            if pid:
                os.kill(pid, sign)
                return True
        return False

    def _emptied(self) -> bool:
        try:
            with socket.socket(socket.AF_UNIX) as link:
                link.settimeout(1)
                link.connect(str(socket_path(self.running.folder / "broker")))
                link.sendall(b"FLUSHALL\r\n")
                return link.recv(16).startswith(b"+OK")
        except OSError:
            return False

    def _silent(self) -> bool:
        """Standing still, the broker's socket takes connections that nobody answers."""
        return self._frozen(self.running.pid("broker"), SILENT, whole_group=False)

    def _frozen_worker(self) -> bool:
        return self._frozen(self.running.pid("worker"), FROZEN, whole_group=True)

    def _frozen(self, pid: int, seconds: float, *, whole_group: bool) -> bool:
        send = os.killpg if whole_group else os.kill

        def thaw():
            with contextlib.suppress(ProcessLookupError):
                send(pid, signal.SIGCONT)

        try:
            if not pid:
                return False
            send(pid, signal.SIGSTOP)
        except ProcessLookupError:
            return False
        self._after(seconds, thaw)
        return True

    def _after(self, seconds: float, undo) -> None:
        """The fault ends by itself, while the next ones are struck; nobody goes home before."""

        def wait():
            time.sleep(seconds)
            undo()

        self.later.append(threading.Thread(target=wait))
        self.later[-1].start()

    def _refused(self) -> bool:
        """Where the broker's socket was there is none."""
        socket_of_it = socket_path(self.running.folder / "broker")
        away = socket_of_it.with_name(socket_of_it.name + ".away")
        try:
            socket_of_it.rename(away)
        except OSError:
            return False

        def back():
            with contextlib.suppress(OSError):
                away.unlink() if socket_of_it.exists() else away.rename(socket_of_it)

        self._after(SILENT, back)
        return True

    def _full(self, disk: str) -> bool:
        """No room for a file, or none for another page of the database: in every process that looks here (points.py)."""
        order = self.orders / f"full-{disk}"
        order.touch()
        self._after(FULL, lambda: order.unlink(missing_ok=True))
        return True

    def _moved(self, days: float) -> bool:
        self.running.move_clock(days)
        self._after(MOVED, lambda: self.running.move_clock(-days))
        return True

    def _second_beat(self) -> bool:
        command = [sys.executable, "-m", "celery", "-A", "project", "beat", "-l", "WARNING", "--pidfile="]
        command += ["-s", str(self.running.folder / "second-beat")]
        with (self.running.folder / "log" / "second-beat.log").open("ab") as log:
            beat = subprocess.Popen(
                command,
                cwd=ROOT,
                env=self.running.environment,
                stdout=log,
                stderr=log,
                preexec_fn=dies_with_parent(),
            )

        def end():
            beat.kill()
            beat.wait()

        self._after(TWICE, end)
        return True

    def _postgres_silent(self) -> bool:
        return self._frozen(self.running.pid("postgres"), SILENT, whole_group=True)

    def _postgres_restarted(self) -> bool:
        """As an administrator does it, with people at work: connections are cut, then it comes up anew."""
        return self._signal("postgres", signal.SIGINT)

    def _asked(self, name: str) -> bool:
        try:
            return self.inside.ask(name) is not False
        except NotNow:
            return False


OTHERS = {
    "broker emptied": Breaker._emptied,
    "broker silent": Breaker._silent,
    "broker refused": Breaker._refused,
    "no room for files": lambda breaker: breaker._full("files"),
    "clock an hour ahead": lambda breaker: breaker._moved(HOUR),
    "clock an hour behind": lambda breaker: breaker._moved(-HOUR),
    "two beats": Breaker._second_beat,
    "same message 10 times": lambda breaker: breaker._asked("messages"),
    "two drains at once": lambda breaker: breaker._asked("drains"),
    "two sweeps at once": lambda breaker: breaker._asked("sweeps"),
    "worker frozen beyond its lease": Breaker._frozen_worker,
}
OF_SQLITE = {"no room for the database": lambda breaker: breaker._full("database")}
OF_POSTGRES = {
    "database silent": Breaker._postgres_silent,
    "database restarted": Breaker._postgres_restarted,
}
ALL = OTHERS | OF_SQLITE | OF_POSTGRES
