"""./run bench reminders: one sweep over 1,000,000 open assignments of which 20,000 are due, beside 100,000 with the same 20,000."""

import json
import os
import subprocess
import sys

from bench.measuring.kept import prepared
from bench.measuring.report import Report, options, progress
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres

SECONDS_GOAL, RATIO_GOAL = 30, 1.3


def main(arguments: list[str]) -> int:
    chosen = options(
        "reminders", arguments, due=(20_000, 200), few=(100_000, 2_000), many=(1_000_000, 10_000)
    )
    report = Report("reminders", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        few = swept(server, chosen.few, chosen.due, "once")
        many = swept(server, chosen.many, chosen.due, "once")
        both = swept(server, chosen.few, chosen.due, "twice")
    for name, found, rows in (("few", few, chosen.few), ("many", many, chosen.many)):
        report.say(f"open assignments ({name}), {rows:,}: notices written", found["notices"])
        report.say(f"a sweep that finds nothing new ({name})", round(found["idle"], 3), "s")
    report.at_most("sweep over many: found and written", round(many["seconds"], 1), SECONDS_GOAL, "s")
    report.at_most("time: many ÷ few", round(many["seconds"] / few["seconds"], 2), RATIO_GOAL, "×")
    report.at_most("said again by a second sweep", few["again"] + many["again"] + both["again"], 0)
    report.at_most(
        "doubled with two sweeps at once", abs(both["notices"] - few["notices"]) + both["doubled"], 0
    )
    report.say("written by each of the two", " + ".join(map(str, both["parts"])))
    return report.finish(as_json=chosen.json)


def swept(server: str, rows: int, due: int, how: str) -> dict:
    """A fresh copy of the district, prepared and swept."""
    variables = os.environ | {"DATABASE_URL": prepared(server, "crowd", rows, "assignments")}
    progress(f"{rows:,} open, {due:,} due, swept {how}")
    run(variables, "prepare", str(due))
    return run(variables, how)


def run(variables: dict, *arguments: str) -> dict:
    command = [sys.executable, "-m", "bench.crowd.sweep", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
