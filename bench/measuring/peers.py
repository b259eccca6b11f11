"""A peer of the engine bench: its worker process, its database, and what its lifecycles cost."""

import json
import os
import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from launch.places import ROOT


class Failed(Exception):
    """A worker ended before it answered; its last words say why."""


@dataclass
class Peer:
    """One worker. `ms` and `statements` hold one figure a lifecycle."""

    name: str
    process: subprocess.Popen = field(repr=False)
    ms: list[float] = field(default_factory=list, repr=False)
    statements: list[int] = field(default_factory=list, repr=False)

    @property
    def median_ms(self) -> float:
        return statistics.median(self.ms)

    @property
    def median_statements(self) -> float:
        return statistics.median(self.statements)

    def warm_up(self, lifecycles: int) -> None:
        self._ask(lifecycles)

    def run(self) -> None:
        """One lifecycle more."""
        answer = self._ask(1)
        self.ms += answer["ms"]
        self.statements += answer["statements"]

    def wait_until_ready(self) -> None:
        self._answer()

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(30)

    def _ask(self, lifecycles: int) -> dict:
        self.process.stdin.write(json.dumps({"run": lifecycles}) + "\n")
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
    process = subprocess.Popen(
        [python, "-m", f"bench.peers.{name}.worker"],
        cwd=ROOT,
        env=os.environ | {"BENCH_DATABASE_URL": fresh_database(server, f"bench_{name}")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return Peer(name, process)


def fresh_database(server: str, name: str) -> str:
    """An empty database of that name, as a URL."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    return f"{server.rpartition('/')[0]}/{name}"
