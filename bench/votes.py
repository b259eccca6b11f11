"""./run bench votes: fifty members vote in the same instant, two hundred times.

Each member votes in a thread with a connection of its own, let go together; the chair votes last and announces. Judged:
no ballot lost, one decision a round with everybody's ballot in it, every trail verified, nobody told no or shown an error,
how long the slowest of a hundred waits, and how many statements a vote takes.
"""

import json
import os
import statistics
import subprocess
import sys

from bench.measuring.peers import fresh_database
from bench.measuring.report import Report, options, progress
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres

P99_GOAL_S = 2.0
BALLOT_GOAL, ANNOUNCEMENT_GOAL, OPENING_GOAL = 11, 30, 8  # statements; an opening: more than for five members


def main(arguments: list[str]) -> int:
    chosen = options("votes", arguments, rounds=(200, 3), seats=(50, 10))
    report = Report("votes", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        database = fresh_database(server, "votes")
        progress(f"{chosen.rounds} rounds of {chosen.seats} members")
        answer = subprocess.run(
            [sys.executable, "-m", "bench.committee.rounds", str(chosen.rounds), str(chosen.seats)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": database},
            check=True,
            stdout=subprocess.PIPE,
        )
    tell(report, json.loads(answer.stdout))
    return report.finish(as_json=chosen.json)


def tell(report: Report, measured: dict) -> None:
    ordered = sorted(measured["seconds"])
    report.at_most("ballots lost", measured["lost"], 0)
    report.at_most("members told no or shown an error", measured["wrong"], 0)
    report.at_most("rounds without exactly one decision", measured["undecided"], 0)
    report.at_most("trails that do not verify", measured["broken"], 0)
    sent = measured["statements"]
    more = sent["opening"] - sent["opening, five members"]
    report.at_most("a ballot", sent["a ballot"], BALLOT_GOAL, "statements")
    report.at_most("the announcement", sent["announcement"], ANNOUNCEMENT_GOAL, "statements")
    report.at_most("opening it, more than for five", more, OPENING_GOAL, "statements")
    report.say("ballots", len(ordered))
    report.say("a ballot, median", round(statistics.median(ordered) * 1000, 1), "ms")
    report.at_most("a ballot, p99", round(ordered[int(len(ordered) * 0.99)], 3), P99_GOAL_S, "s")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
