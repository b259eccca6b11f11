"""./run bench inbox: first page and counts of 待办 at 10,000 and at 1,000,000 assignments over 500 people.

A fifth of them open, skewed, with posts and delegations. The page is the real one, through Django's test
client. Judged on readers who have a full first page at both sizes, so that both show the same number of rows.
"""

import hashlib
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from bench.measuring.peers import Peer, fresh_database, worker
from bench.measuring.report import Report, options, progress
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres

QUERIES_GOAL, RATIO_GOAL = 8, 1.5
WARM_UP = 12


def main(arguments: list[str]) -> int:
    chosen = options("inbox", arguments, rounds=(100, 10), few=(10_000, 2_000), many=(1_000_000, 10_000))
    report = Report("inbox", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        databases = [prepared(server, rows) for rows in (chosen.few, chosen.many)]
        pages = {readers: measure(databases, readers, chosen.rounds) for readers in ("full", "all")}
    tell(report, pages, chosen)
    return report.finish(as_json=chosen.json)


def prepared(server: str, rows: int) -> str:
    """A database with so many assignments, copied from the one that is kept for this schema; made when missing."""
    template = f"crowd_{rows}_{schema()}"
    with psycopg.connect(server, autocommit=True) as connection:
        kept = [
            name
            for (name,) in connection.execute("SELECT datname FROM pg_database WHERE datname LIKE 'crowd%'")
        ]
        for name in kept:
            if name.startswith(f"crowd_{rows}_") and name != template:
                connection.execute(f'DROP DATABASE "{name}"')
        if template not in kept:
            began = time.monotonic()
            progress(f"filling a database with {rows:,} assignments (kept for the next time)")
            url = fresh_database(server, f"filling_{rows}")
            subprocess.run(
                [sys.executable, "-m", "bench.crowd.build", str(rows)],
                cwd=ROOT,
                env=os.environ | {"DATABASE_URL": url},
                check=True,
                stdout=sys.stderr,
            )
            connection.execute(f'ALTER DATABASE "filling_{rows}" RENAME TO "{template}"')
            progress(f"took {time.monotonic() - began:.0f} s")
    return fresh_database(server, f"inbox_{rows}", template)


def schema() -> str:
    """What the kept databases depend on: the migrations and the code that fills them."""
    sources = [
        *ROOT.glob("*/migrations/*.py"),
        *ROOT.glob("plans/*/migrations/*.py"),
        *Path(__file__).parent.glob("crowd/[!w]*.py"),
    ]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()[:12]


def measure(databases: list[str], readers: str, rounds: int) -> list[Peer]:
    """The page at both sizes, in turns."""
    peers = [worker(database.rpartition("/")[2], "bench.crowd.worker", database) for database in databases]
    try:
        for peer in peers:
            peer.wait_until_ready()
            peer.warm_up(WARM_UP, readers=readers)
        progress(f"{rounds} rounds of pages ({readers})")
        for turn in range(rounds):
            for peer in peers if turn % 2 else reversed(peers):
                peer.run(readers=readers)
    finally:
        for peer in peers:
            peer.end()
    return peers


def tell(report: Report, pages: dict[str, list[Peer]], chosen) -> None:
    few, many = pages["full"]
    sizes = {few: f"{chosen.few:,}", many: f"{chosen.many:,}"}
    for peer, size in sizes.items():
        report.say(f"first page and counts, {size} assignments", round(statistics.median(peer.ms), 2), "ms")
        report.say(f"rows on the shortest of these pages, {size} assignments", min(peer.rows))
    for peer, size in sizes.items():
        report.at_most(f"queries of the page, {size} assignments", max(peer.statements), QUERIES_GOAL)
    report.at_most("time: many ÷ few, full pages", round(many.median_ms / few.median_ms, 3), RATIO_GOAL, "×")
    any_few, any_many = pages["all"]
    report.say(
        "time: any unit's reader at many ÷ full page at few",
        round(any_many.median_ms / few.median_ms, 3),
        "×",
    )
    report.say(
        "time: any unit's reader, many ÷ few (few has short pages)",
        round(any_many.median_ms / any_few.median_ms, 3),
        "×",
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
