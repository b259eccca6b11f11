"""./run bench board: 看板 and 作战图 of 100 and of 1,000 units, each with 23 tasks a year over three years and all that was reported.

Two web processes for each size, five users with a second of thought between pages: board and map of the committee, board
and map of one unit. Then a plan of two hundred tasks: its page, and two hundred cells of its grid
in one request.
"""

import contextlib
import statistics
import sys

from bench.measuring.kept import prepared
from bench.measuring.report import Report, options, progress
from bench.measuring.visitors import Size, asked, crowd, p95, web
from launch.places import RUNTIME
from launch.postgres import postgres

SCENARIOS = {
    "board": "board",
    "map": "battle map, units × stages",
    "months": "battle map, tasks × months",
    "own_board": "board of a unit",
    "own_months": "battle map of a unit",
}
QUERIES_GOAL, MS_GOAL, RATIO_GOAL, PLAN_GOAL, GRID_GOAL = 12, 200, 1.5, 15, 500
ROW = b'<th scope="row">'


def main(arguments: list[str]) -> int:
    chosen = options("board", arguments, seconds=(15, 3), rounds=(3, 1), few=(100, 100), many=(1_000, 150))
    report = Report("board", chosen.full_size)
    with postgres(RUNTIME / "bench") as server, contextlib.ExitStack() as running:
        sizes = [
            Size(units, prepared(server, "district", units, "units"), ROW)
            for units in (chosen.few, chosen.many)
        ]
        for size in sizes:
            size.door = asked(size.database, "district.worker_door")
            size.port = running.enter_context(web(size.database))
        for turn in range(chosen.rounds):
            progress(f"round {turn + 1} of {chosen.rounds}")
            for scenario in SCENARIOS:
                for size in sizes if turn % 2 else reversed(sizes):
                    crowd(size, scenario, chosen.seconds)
    tell(report, *sizes)
    return report.finish(as_json=chosen.json)


def tell(report: Report, few: Size, many: Size) -> None:
    for size in (few, many):
        rows = size.door["rows"]
        report.say(f"{size.rows:,} units: tasks, reports", f"{rows['tasks']:,}, {rows['reports']:,}")
    for scenario, words in SCENARIOS.items():
        for size in (few, many):
            name = f"{words}, {size.rows:,} units"
            seen = f"{len(size.ms[scenario])}, {statistics.median(size.lines[scenario]):.0f}"
            report.say(f"{name}: pages, median lines", seen)
            report.at_most(f"{name}: queries", size.door["statements"][scenario], QUERIES_GOAL)
            report.say(f"{name}: median", round(statistics.median(size.ms[scenario]), 1), "ms")
        report.at_most(f"{words}, {many.rows:,} units: p95", round(p95(many.ms[scenario]), 1), MS_GOAL, "ms")
        ratio = statistics.median(many.ms[scenario]) / statistics.median(few.ms[scenario])
        report.at_most(f"{words}: many ÷ few, medians", round(ratio, 2), RATIO_GOAL, "×")
    long = many.door["long"]
    for who in ("office", "unit"):
        report.at_most(f"plan of {long['tasks']} tasks, read by the {who}: queries", long[who], PLAN_GOAL)
    grid = long["grid"]
    name = f"grid of {grid['cells']} cells in one request"
    report.say(f"{name}: queries", grid["statements"])
    report.at_most(f"{name}: slowest of {len(grid['ms'])}", round(max(grid["ms"]), 1), GRID_GOAL, "ms")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
