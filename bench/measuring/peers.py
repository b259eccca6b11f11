"""A worker process: what it is asked to run, a line of JSON each way, and what that cost."""

import json
import os
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from launch.places import ROOT


class Failed(Exception):
    """A worker ended before it answered; its last words say why."""


@dataclass(eq=False)
class Peer:
    """One worker. `ms` and `statements` hold one figure a run (a lifecycle, a page); `rows` those of a page."""

    name: str
    process: subprocess.Popen = field(repr=False)
    ms: list[float] = field(default_factory=list, repr=False)
    statements: list[int] = field(default_factory=list, repr=False)
    rows: list[int] = field(default_factory=list, repr=False)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.ms)

    @property
    def median_statements(self) -> float:
        return statistics.median(self.statements)

    def warm_up(self, times: int, **more) -> None:
        self._ask(times, more)

    def run(self, **more) -> None:
        """Once more; `more` is for the worker to understand."""
        answer = self._ask(1, more)
        self.ms += answer["ms"]
        self.statements += answer["statements"]
        self.rows += answer.get("rows", [])

    def wait_until_ready(self) -> None:
        self._answer()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)

    def _ask(self, times: int, more: dict) -> dict:
        self.process.stdin.write(json.dumps({"run": times, **more}) + "\n")
        self.process.stdin.flush()
        return self._answer()

    def _answer(self) -> dict:
        line = self.process.stdout.readline()
        if not line:
            said = self.process.stderr.read().strip().splitlines()
            raise Failed(f"{self.name}: {said[-1] if said else 'ended without a word'}")
        return json.loads(line)


def start(name: str, python: Path | str, server: str) -> Peer:
    """The worker of `bench/peers/NAME` with a fresh database on the PostgreSQL behind `server`."""
    return worker(name, f"bench.peers.{name}.worker", fresh_database(server, f"bench_{name}"), python)


def worker(name: str, module: str, database: str, python: Path | str = sys.executable) -> Peer:
    """The process of a worker module, with its database."""
    process = subprocess.Popen(
        [python, "-m", module],
        cwd=ROOT,
        env=os.environ | {"BENCH_DATABASE_URL": database},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Peer(name, process)


def fresh_database(server: str, name: str, template: str = "template0") -> str:
    """A database of that name, empty or as its template, as a URL."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return f"{server.rpartition('/')[0]}/{name}"
