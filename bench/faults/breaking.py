"""What breaks, in an order that the seed draws: every kind comes once before any comes again."""

import contextlib
import json
import os
import random
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench.faults.teller import Inside, NotNow
from launch.places import socket_path

SILENT = 6  # seconds in which the broker takes connections and says nothing
FROZEN = 24  # seconds, longer than a lease
REACHED = 15  # seconds in which somebody has to come by an armed fault point
KILLED = ("web", "worker", "beat", "broker")
ISSUE = "workflows.operations.papers.issue_paper"
# process, the function that commits, and what it must be a part of
POINTS = (
    ("worker", "records.outbox._claim", ""),
    ("worker", "records.outbox._execute", ""),
    ("worker", "records.outbox._done", ""),
    ("worker", "notifications.mail.send", ""),
    ("worker", "records.files.put", "documents.effects.render"),
    ("web", "workflows.", "plans.rectifications.operations.matters."),
    ("web", "workflows.", ISSUE),
)
KILLS = "killed: "


def kinds(chance: random.Random, *, postgres: bool) -> Iterator[str]:
    """Without end; the same chance draws the same order."""
    killed = (*KILLED, "postgres") if postgres else KILLED
    points = [f"{n} {when}" for n in range(len(POINTS)) for when in ("before", "after")]
    while True:
        deck = [*(KILLS + name for name in killed), *OTHERS, *points]
        chance.shuffle(deck)
        yield from deck


class Breaker:
    """Strikes the stack, and keeps count of what was struck."""

    def __init__(self, running, inside: Inside, orders: Path):
        self.running, self.inside, self.orders = running, inside, orders
        self.counted: dict[str, int] = {}
        self.thawing: list[threading.Thread] = []
        self.n = 0

    @property
    def points(self) -> int:
        """How many different fault points web, worker and beat have passed."""
        with contextlib.suppress(OSError):
            passed = set((self.orders / "seen").read_text().splitlines())
            return len([line for line in passed if not line.startswith("other ")])
        return 0

    def strike(self, kind: str) -> None:
        """One fault. What could not be done, because the part was down already, is counted as such."""
        if kind.startswith(KILLS):
            done = self._signal(kind.removeprefix(KILLS), signal.SIGKILL)
        elif kind in OTHERS:
            done = OTHERS[kind](self)
        else:
            n, when = kind.split()
            role, name, through = POINTS[int(n)]
            kind = f"{role} killed {when} the commit of {name}{' in ' + through if through else ''}"
            done = self._at_point(role, name, through, when)
        told = kind if done else f"{kind} (not reached)"
        self.counted[told] = self.counted.get(told, 0) + 1

    def end(self) -> None:
        """Nothing is armed or frozen any more."""
        for armed in self.orders.glob("armed-*"):
            armed.unlink(missing_ok=True)
        for thread in self.thawing:
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
            time.sleep(seconds)
            with contextlib.suppress(ProcessLookupError):
                send(pid, signal.SIGCONT)

        try:
            if not pid:
                return False
            send(pid, signal.SIGSTOP)
        except ProcessLookupError:
            return False
        self.thawing.append(threading.Thread(target=thaw))
        self.thawing[-1].start()
        return True

    def _asked(self, name: str) -> bool:
        try:
            return self.inside.ask(name) is not False
        except NotNow:
            return False


OTHERS = {
    "broker emptied": Breaker._emptied,
    "broker silent": Breaker._silent,
    "same message 10 times": lambda breaker: breaker._asked("messages"),
    "two drains at once": lambda breaker: breaker._asked("drains"),
    "two sweeps at once": lambda breaker: breaker._asked("sweeps"),
    "worker frozen beyond its lease": Breaker._frozen_worker,
}
