"""./run bench reminders: one sweep over 1,000,000 open assignments of which 20,000 are due, beside 100,000 with the same 20,000;
a notice to fifty beside one to one; how soon an open page counts it; reporting progress without the broker."""

import json
import os
import statistics
import subprocess
import sys

from bench import living
from bench.measuring.kept import prepared
from bench.measuring.report import Report, options, progress
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres

SECONDS_GOAL, RATIO_GOAL = 30, 1.3
STATEMENTS_GOAL, COUNTER_GOAL, BROKER_GOAL = 4, 6_000, 1.1


def main(arguments: list[str]) -> int:
    chosen = options(
        "reminders",
        arguments,
        due=(20_000, 200),
        few=(100_000, 2_000),
        many=(1_000_000, 10_000),
        notices=(60, 5),
        seconds=(60, 6),
    )
    report = Report("reminders", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        few = swept(server, chosen.few, chosen.due, "once")
        many = swept(server, chosen.many, chosen.due, "once")
        both = swept(server, chosen.few, chosen.due, "twice")
        copies = told(server, chosen.few)
    of_the_sweep(report, chosen, few, many, both)
    report.at_most(
        f"statements: a page that tells {copies['people']} people, more than one", copies["many"] - copies["one"], STATEMENTS_GOAL
    )  # fmt: skip
    of_the_day(report, living.lived(chosen.notices, chosen.seconds))
    return report.finish(as_json=chosen.json)


def of_the_sweep(report: Report, chosen, few: dict, many: dict, both: dict) -> None:
    for name, found, rows in (("few", few, chosen.few), ("many", many, chosen.many)):
        report.say(f"open assignments ({name}), {rows:,}: notices written", found["notices"])
        report.say(f"a sweep that finds nothing new ({name})", round(found["idle"], 3), "s")
    for name, found in (("few", few), ("many", many), ("both", both)):
        left = chosen.due - found["matters"] - found["aside"]
        report.at_most(
            f"due and nobody told ({name}; {found['aside']} with nobody to tell aside)", abs(left), 0
        )
    report.at_most("sweep over many: found and written", round(many["seconds"], 1), SECONDS_GOAL, "s")
    report.at_most("time: many ÷ few", round(many["seconds"] / few["seconds"], 2), RATIO_GOAL, "×")
    report.at_most("said again by a second sweep", few["again"] + many["again"] + both["again"], 0)
    report.at_most(
        "doubled with two sweeps at once", abs(both["notices"] - few["notices"]) + both["doubled"], 0
    )
    report.say("written by each of the two", " + ".join(map(str, both["parts"])))


def of_the_day(report: Report, lived: dict) -> None:
    report.say("commit → counter on another's page, median", round(statistics.median(lived["counter"])), "ms")
    p95 = round(living.percentile(lived["counter"], 0.95))
    report.at_most(f"commit → counter, p95 of {len(lived['counter'])}", p95, COUNTER_GOAL, "ms")
    usual = statistics.median(lived["progress"]["there"])
    requests = len(lived["progress"]["there"])
    report.say(f"reporting progress, median of {requests}", round(usual, 1), "ms")
    for state in ("refused", "silent"):
        ratio = statistics.median(lived["progress"][state]) / usual
        report.at_most(f"reporting progress, broker {state} ÷ there", round(ratio, 3), BROKER_GOAL, "×")


def swept(server: str, rows: int, due: int, how: str) -> dict:
    """A fresh copy of the district, prepared and swept."""
    variables = os.environ | {"DATABASE_URL": prepared(server, "crowd", rows, "assignments")}
    progress(f"{rows:,} open, {due:,} due, swept {how}")
    run(variables, "bench.crowd.worker_sweep", "prepare", str(due))
    return run(variables, "bench.crowd.worker_sweep", how)


def told(server: str, rows: int) -> dict:
    """One notice to one person and to fifty, in a fresh copy."""
    variables = os.environ | {"DATABASE_URL": prepared(server, "crowd", rows, "assignments")}
    return run(variables, "bench.crowd.worker_notices")


def run(variables: dict, *arguments: str) -> dict:
    command = [sys.executable, "-m", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
