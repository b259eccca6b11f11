"""./run faults --quick [--seed N] …   kills web, worker, beat and broker at random while work goes on; then counts

What it does not do yet: a full disk, a moved clock, a black-holed broker, a database that restarts, twenty people in browsers.
"""

import argparse
import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time

from launch.places import ROOT, RUNTIME, socket_path
from launch.stack import Stack, stack

QUICK, FULL = 180, 600  # seconds
ITSELF_AGAIN = 30  # seconds after the last fault
KILLED = ("web", "worker", "beat", "broker")
NONE_OF = (
    "operations lost",
    "notices lost",
    "notices doubled",
    "lines doubled",
    "e-mails not sent",
    "dead letters",
    "problems of the trail",
)


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./run faults")
    parser.add_argument("--quick", action="store_true", help=f"{QUICK} s instead of {FULL} s")
    parser.add_argument("--seconds", type=int)
    parser.add_argument("--seed", type=int, default=20261130, help="the same seed draws the same faults")
    parser.add_argument("--database", choices=["sqlite", "postgres"], default="sqlite")
    options = parser.parse_args(arguments)
    seconds = options.seconds or (QUICK if options.quick else FULL)
    print(f"{seconds} s on {options.database}, seed {options.seed}", flush=True)
    with stack(folder=RUNTIME / "faults", database=options.database, fresh=True) as running:
        told = tried(running, seconds, random.Random(options.seed))  # noqa: S311 - drawn again on purpose
    width = max(map(len, told))
    for what, value in told.items():
        print(f"  {what:<{width}}  {value}")
    wrong = [what for what in NONE_OF if told[what]]
    if told["seconds until itself again"] > ITSELF_AGAIN:
        wrong.append("seconds until itself again")
    print(f"faults: {'FAILED: ' + ', '.join(wrong) if wrong else 'passed'}")
    return 1 if wrong else 0


def tried(running: Stack, seconds: int, chance: random.Random) -> dict:
    """Faults for so many seconds while somebody works; then the count, once nothing waits any more."""
    acknowledged: list[str] = []
    writer = subprocess.Popen(
        [sys.executable, "-m", "bench.faults.worker", "work"],
        cwd=ROOT,
        env=running.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    reader = threading.Thread(target=lambda: acknowledged.extend(line.strip() for line in writer.stdout))
    reader.start()
    faults: dict[str, int] = {}
    try:
        over = time.monotonic() + seconds
        while time.monotonic() < over:
            time.sleep(chance.uniform(2, 6))
            what = chance.choice((*KILLED, "flush"))
            if strike(running, what):
                faults[what] = faults.get(what, 0) + 1
    finally:
        writer.stdin.close()
        writer.wait(60)
        reader.join()
    waited = until_done(running)
    counted = subprocess.run(
        [sys.executable, "-m", "bench.faults.worker", "count"],
        cwd=ROOT,
        env=running.environment,
        input="\n".join(acknowledged),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    struck = ", ".join(f"{what} {n}" for what, n in sorted(faults.items()))
    return {"faults": struck, "seconds until itself again": waited} | json.loads(
        counted.stdout.splitlines()[-1]
    )


def strike(running: Stack, what: str) -> bool:
    """Kill one process, or empty the broker; False when it is down already."""
    if what == "flush":
        return emptied(running)
    pid = running.pid(what)
    with contextlib.suppress(ProcessLookupError):
        if pid:
            os.kill(pid, signal.SIGKILL)
            return True
    return False


def emptied(running: Stack) -> bool:
    import socket  # noqa: PLC0415 - only here

    try:
        with socket.socket(socket.AF_UNIX) as link:
            link.settimeout(1)
            link.connect(str(socket_path(running.folder / "broker")))
            link.sendall(b"FLUSHALL\r\n")
            return link.recv(16).startswith(b"+OK")
    except OSError:
        return False


def until_done(running: Stack) -> int:
    """How many seconds until all of it runs and nothing due waits; at most ten times as long as it may take."""
    began = time.monotonic()
    while time.monotonic() - began < 10 * ITSELF_AGAIN:
        code = "from records.models import Outbox; print(Outbox.objects.filter(state__lt=2).count())"
        with contextlib.suppress(subprocess.CalledProcessError, ValueError, IndexError):
            left = int(running.manage("shell", "-v", "0", "-c", code).strip().splitlines()[-1])
            if left == 0 and all(running.pid(name) for name in KILLED):
                break
        time.sleep(1)
    return round(time.monotonic() - began)
