"""./run bench ledger: 整改台账 at 10,000 and at 1,000,000 items in 500 units: over HTTP, with row rights on.

Two web processes for each size, five users with a second of thought between pages: unit, light and words with totals;
and the office's whole unfiltered list with totals. Then the ledger as an Excel file, and a changed one read back.
Where root installed Redmine from Debian, it stands beside ours with as many issues: list, filter, export.
"""

import contextlib
import statistics
import sys

from bench.measuring.kept import prepared
from bench.measuring.report import Report, options, progress
from bench.measuring.visitors import PROCESSES, THREADS, Size, asked, crowd, p95, page, web
from bench.peers import redmine
from launch.places import RUNTIME
from launch.postgres import postgres

QUERIES_GOAL, UNIT_GOAL, WHOLE_GOAL, RATIO_GOAL = 10, 150, 300, 2
MEMORY_GOAL, PREVIEW_GOAL = 60, 10
SCENARIOS = {"unit": "unit, light and words", "whole": "the whole list"}
ROW = b"data-row-link"
WORDS, STATUS = ("街道", "群众", "一次性告知", "限期整改", "台账记录"), 2


def main(arguments: list[str]) -> int:
    chosen = options(
        "ledger", arguments, seconds=(15, 3), rounds=(3, 1), few=(10_000, 1_000), many=(1_000_000, 5_000),
        export=(100_000, 2_000), sheet=(5_000, 200), beside=(100_000, 1_000),
    )  # fmt: skip
    report = Report("ledger", chosen.full_size)
    with postgres(RUNTIME / "bench") as server, contextlib.ExitStack() as running:
        sizes = [
            Size(rows, prepared(server, "stock", rows, "items"), ROW) for rows in (chosen.few, chosen.many)
        ]
        for size in sizes:
            size.door = asked(size.database, "stock.worker_door")
            size.port = running.enter_context(web(size.database))
        for turn in range(chosen.rounds):
            progress(f"round {turn + 1} of {chosen.rounds}")
            for scenario in SCENARIOS:
                for size in sizes if turn % 2 else reversed(sizes):
                    crowd(size, scenario, chosen.seconds)
        tell(report, *sizes)
        progress(f"exporting {chosen.export:,} items")
        told = asked(sizes[-1].database, "stock.worker_files", str(chosen.export), str(chosen.sheet))
        tell_files(report, told, chosen)
        pair = redmine.missing() or beside_redmine(server, chosen)
    tell_beside(report, pair, chosen.beside)
    return report.finish(as_json=chosen.json)


def beside_redmine(server: str, chosen) -> tuple[Size, Size]:
    """Ours and Redmine with as many rows of the same texts, the same users with the same thought; turn about."""
    ours = Size(chosen.beside, prepared(server, "stock", chosen.beside, "items"), ROW)
    theirs = Size(chosen.beside, "", redmine.ROW)
    ours.door = asked(ours.database, "stock.worker_door")
    serving = redmine.served(server, ours.database, chosen.beside, processes=PROCESSES, threads=THREADS)
    with web(ours.database) as ours.port, serving as theirs.port:
        cookie = redmine.logged_in(theirs.port)
        unit = [redmine.filtered(n, STATUS, word) for n, word in enumerate(WORDS, 3)]
        cookies, addresses = dict.fromkeys(SCENARIOS, cookie), {"unit": unit, "whole": [redmine.WHOLE]}
        theirs.door = {
            "users": [{"cookies": cookies, "addresses": addresses} for _user in ours.door["users"]]
        }
        for turn in range(chosen.rounds):
            progress(f"Redmine beside it: round {turn + 1} of {chosen.rounds}")
            for scenario in SCENARIOS:
                for size in (ours, theirs) if turn % 2 else (theirs, ours):
                    crowd(size, scenario, chosen.seconds)
        progress(f"exporting {chosen.beside:,} rows from both")
        theirs.ms["export"] = [page(theirs, redmine.EXPORT, cookie)[0]]
    ours.ms["export"] = [
        asked(ours.database, "stock.worker_files", str(chosen.beside), "200")["seconds"] * 1000
    ]
    return ours, theirs


def tell(report: Report, few: Size, many: Size) -> None:
    goals = {"unit": UNIT_GOAL, "whole": WHOLE_GOAL}
    for scenario, words in SCENARIOS.items():
        for size in (few, many):
            name = f"{words}, {size.rows:,} items"
            report.say(
                f"{name}: pages, median lines",
                f"{len(size.ms[scenario])}, {statistics.median(size.lines[scenario]):.0f}",
            )
            report.at_most(f"{name}: queries", size.door["statements"][scenario], QUERIES_GOAL)
            report.say(f"{name}: median", round(statistics.median(size.ms[scenario]), 1), "ms")
        report.at_most(
            f"{words}, {many.rows:,} items: p95", round(p95(many.ms[scenario]), 1), goals[scenario], "ms"
        )
        ratio = statistics.median(many.ms[scenario]) / statistics.median(few.ms[scenario])
        report.at_most(f"{words}: many ÷ few, medians", round(ratio, 2), RATIO_GOAL, "×")


def tell_files(report: Report, told: dict, chosen) -> None:
    report.at_most(
        f"export of {told['rows']:,} items: memory above the idle worker",
        round(told["megabytes"], 1),
        MEMORY_GOAL,
        "MB",
    )
    report.say(f"export of {told['rows']:,} items: time", round(told["seconds"], 1), "s")
    report.say(f"export of {told['rows']:,} items: size of the file", round(told["size"], 1), "MB")
    report.at_most(
        f"import of {chosen.sheet:,} rows, {told['differences']:,} changed: preview",
        round(told["preview"], 2),
        PREVIEW_GOAL,
        "s",
    )
    report.say(
        f"import of {chosen.sheet:,} rows: the request that confirms", round(told["confirm_ms"], 1), "ms"
    )


def tell_beside(report: Report, pair: tuple[Size, Size] | str, rows: int) -> None:
    """Ratios of medians; below 1 ours is quicker. Its file is CSV made while one waits, ours Excel made by a worker."""
    name = f"beside Redmine from Debian at {rows:,}"
    if isinstance(pair, str):
        return report.say(name, f"not run: {pair}")
    ours, theirs = pair
    for scenario, words in {"whole": "list", "unit": "filter", "export": "export"}.items():
        mine, other = statistics.median(ours.ms[scenario]), statistics.median(theirs.ms[scenario])
        lines = f", {statistics.median(theirs.lines[scenario]):.0f} lines" if scenario in theirs.lines else ""
        report.say(f"{name}: {words}, Redmine{lines}", round(other, 1), "ms")
        report.say(f"{name}: {words}, ours ÷ Redmine", round(mine / other, 2), "×")
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
