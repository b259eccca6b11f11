"""./run bench intake: a problem list of 5,000 rows over 500 units, from the file to the last item and its similar problems.

The preview and the confirming request are the real pages, through Django's test client; giving out and comparing are what
the worker does afterwards.
"""

import json
import os
import subprocess
import sys

from bench.measuring.peers import fresh_database
from bench.measuring.report import Report, options, progress
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres

PREVIEW_GOAL, CONFIRM_GOAL = 10, 1  # seconds


def main(arguments: list[str]) -> int:
    chosen = options("intake", arguments, rows=(5_000, 300), earlier=(20_000, 500))
    report = Report("intake", chosen.full_size)
    with postgres(RUNTIME / "bench") as server:
        progress(f"a list of {chosen.rows:,} rows beside {chosen.earlier:,} earlier items")
        done = subprocess.run(
            [sys.executable, "-m", "bench.lists.worker", str(chosen.rows), str(chosen.earlier)],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": fresh_database(server, "intake")},
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        )
    found = json.loads(done.stdout.splitlines()[-1])
    report.at_most("preview: upload, checks, page", round(found["preview"], 2), PREVIEW_GOAL, "s")
    report.say("the page of the preview", round(found["page"] / 1024), "KB")
    report.at_most("confirming request", round(found["confirm"], 3), CONFIRM_GOAL, "s")
    report.say("items given out", found["items"])
    report.say("giving out, in the worker", round(found["give_out"], 1), "s")
    report.say("statements of fifty items, transaction control included", found["statements"])
    report.say("looking for similar problems, in the worker", round(found["similar"], 1), "s")
    report.say("pairs found", found["pairs"])
    return report.finish(as_json=chosen.json)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
