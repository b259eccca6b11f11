"""Visitors over HTTP: the product's web processes over a filled database, and users who look at pages with a second of thought between."""

import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from launch.kin import dies_with_parent
from launch.places import ROOT, RUNTIME, free_port

PROCESSES, THREADS, THOUGHT = 2, 4, 1.0


@dataclass
class Size:
    """One size: its database, its web processes, what its users ask, and how long each page took. `row` marks a line."""

    rows: int
    database: str
    row: bytes
    port: int = 0
    door: dict = field(default_factory=dict)
    ms: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def asked(database: str, module: str, *words: str) -> dict:
    """What a worker module says about a database."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.{module}", *words],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": database}, text=True, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


@contextlib.contextmanager
def web(database: str) -> Iterator[int]:
    """The product's web processes over a database; the port they answer on."""
    port = free_port()
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "project.wsgi:application", "--no-ws"]
    argv += ["--host", "127.0.0.1", "--port", str(port)]
    argv += ["--workers", str(PROCESSES), "--blocking-threads", str(THREADS)]
    variables = os.environ | {"DATABASE_URL": database, "MODE": "test", "LOG_LEVEL": "WARNING"}
    with (RUNTIME / "bench" / "web.log").open("ab") as log:
        process = subprocess.Popen(
            argv, cwd=ROOT, env=variables, stdout=log, stderr=log, preexec_fn=dies_with_parent()
        )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:  # a busy machine; what they were asked has been answered
            process.kill()
            process.wait()


def wait_for(port: int, process: subprocess.Popen) -> None:
    limit = time.monotonic() + 180
    while True:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        if process.poll() is not None or time.monotonic() > limit:
            raise SystemExit("the web processes did not start: see .runtime/bench/web.log")
        time.sleep(0.1)


def crowd(size: Size, scenario: str, seconds: float) -> None:
    """Five users for some seconds. Each process has answered every user once before anything counts."""
    users = [
        threading.Thread(target=one_user, args=(size, scenario, user, n, seconds))
        for n, user in enumerate(size.door["users"])
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()


def one_user(size: Size, scenario: str, user: dict, n: int, seconds: float) -> None:
    addresses, cookie = user["addresses"][scenario], user["cookies"][scenario]
    for _warm in range(2 * PROCESSES):
        page(size, addresses[0], cookie)
    ends, turn = time.monotonic() + seconds, 0
    time.sleep(n * THOUGHT / len(size.door["users"]))
    while time.monotonic() < ends:
        spent, lines = page(size, addresses[turn % len(addresses)], cookie)
        size.ms[scenario].append(spent)
        size.lines[scenario].append(lines)
        turn += 1
        time.sleep(THOUGHT)


def page(size: Size, address: str, cookie: str) -> tuple[float, int]:
    """Milliseconds and lines of one page, from the first byte sent to the last received, on a connection of its own."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", size.port, timeout=600)
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return (time.perf_counter() - began) * 1000, body.count(size.row)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]
