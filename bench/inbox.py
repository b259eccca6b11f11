"""./run bench inbox: first page and counts of 待办 at 10,000 and at 1,000,000 assignments over 500 people.

A fifth of them open, skewed, with posts and delegations. The page is the real one, through Django's test
client. Judged on readers who have a full first page at both sizes, so that both show the same number of rows.
"""

import statistics
import sys

from bench.measuring.kept import prepared
from bench.measuring.peers import Peer, worker
from bench.measuring.report import Report, options, progress
from launch.places import RUNTIME
from launch.postgres import postgres

QUERIES_GOAL, RATIO_GOAL = 8, 1.5
WARM_UP = 12


def main(arguments: list[str]) -> int:
    chosen = options("inbox", arguments, rounds=(100, 10), few=(10_000, 2_000), many=(1_000_000, 10_000))
    report = Report("inbox", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        databases = [prepared(server, "crowd", rows, "assignments") for rows in (chosen.few, chosen.many)]
        pages = {readers: measure(databases, readers, chosen.rounds) for readers in ("full", "all")}
    tell(report, pages, chosen)
    return report.finish(as_json=chosen.json)


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
