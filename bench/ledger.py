"""./run bench ledger: 整改台账 at 10,000 and at 1,000,000 items in 500 units: over HTTP, with row rights on.

Two web processes for each size, five users with a second of thought between pages: unit, light and words with totals;
and the office's whole unfiltered list with totals. Then the ledger as an Excel file, and a changed one read back.
Where root installed Redmine from Debian, it stands beside ours with as many issues: list, filter, export.
"""

import contextlib
import http.client
import json
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.measuring.kept import prepared
from bench.measuring.report import Report, options, progress
from bench.peers import redmine
from launch.kin import dies_with_parent
from launch.places import ROOT, RUNTIME, free_port
from launch.postgres import postgres

PROCESSES, THREADS, THOUGHT = 2, 4, 1.0
QUERIES_GOAL, UNIT_GOAL, WHOLE_GOAL, RATIO_GOAL = 10, 150, 300, 2
MEMORY_GOAL, PREVIEW_GOAL = 60, 10
SCENARIOS = {"unit": "unit, light and words", "whole": "the whole list"}
ROW = b"data-row-link"
WORDS, STATUS = ("街道", "群众", "一次性告知", "限期整改", "台账记录"), 2


@dataclass
class Size:
    """One size: its database, its web processes, what its users ask, and how long each page took."""

    rows: int
    database: str
    row: bytes = ROW
    port: int = 0
    door: dict = field(default_factory=dict)
    ms: dict[str, list[float]] = field(default_factory=lambda: {name: [] for name in SCENARIOS})
    lines: dict[str, list[int]] = field(default_factory=lambda: {name: [] for name in SCENARIOS})


def main(arguments: list[str]) -> int:
    chosen = options(
        "ledger", arguments, seconds=(15, 3), rounds=(3, 1), few=(10_000, 1_000), many=(1_000_000, 5_000),
        export=(100_000, 2_000), sheet=(5_000, 200), beside=(100_000, 1_000),
    )  # fmt: skip
    report = Report("ledger", chosen.full_size)
    with postgres(RUNTIME / "bench") as server, contextlib.ExitStack() as running:
        sizes = [Size(rows, prepared(server, "stock", rows, "items")) for rows in (chosen.few, chosen.many)]
        for size in sizes:
            size.door = asked(size.database, "worker_door")
            size.port = running.enter_context(web(size.database))
        for turn in range(chosen.rounds):
            progress(f"round {turn + 1} of {chosen.rounds}")
            for scenario in SCENARIOS:
                for size in sizes if turn % 2 else reversed(sizes):
                    crowd(size, scenario, chosen.seconds)
        progress(f"exporting {chosen.export:,} items")
        told = asked(sizes[-1].database, "worker_files", str(chosen.export), str(chosen.sheet))
        pair = redmine.missing() or beside_redmine(server, chosen)
    tell(report, *sizes)
    tell_files(report, told, chosen)
    tell_beside(report, pair, chosen.beside)
    return report.finish(as_json=chosen.json)


def beside_redmine(server: str, chosen) -> tuple[Size, Size]:
    """Ours and Redmine with as many rows of the same texts, the same users with the same thought; turn about."""
    ours = Size(chosen.beside, prepared(server, "stock", chosen.beside, "items"))
    theirs = Size(chosen.beside, "", redmine.ROW)
    ours.door = asked(ours.database, "worker_door")
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
    ours.ms["export"] = [asked(ours.database, "worker_files", str(chosen.beside), "200")["seconds"] * 1000]
    return ours, theirs


def asked(database: str, module: str, *words: str) -> dict:
    """What a worker module says about a database."""
    done = subprocess.run(
        [sys.executable, "-m", f"bench.stock.{module}", *words],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": database}, text=True, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    return json.loads(done.stdout.strip().splitlines()[-1])


@contextlib.contextmanager
def web(database: str) -> Iterator[int]:
    """The product's web processes over a database; the port they answer on."""
    port = free_port()
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "project.wsgi:application", "--no-ws"]
    argv += ["--host", "127.0.0.1", "--port", str(port)]
    argv += ["--workers", str(PROCESSES), "--blocking-threads", str(THREADS)]
    variables = os.environ | {"DATABASE_URL": database, "MODE": "test", "LOG_LEVEL": "WARNING"}
    with (RUNTIME / "bench" / "web.log").open("ab") as log:
        process = subprocess.Popen(
            argv, cwd=ROOT, env=variables, stdout=log, stderr=log, preexec_fn=dies_with_parent()
        )
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(20)


def wait_for(port: int, process: subprocess.Popen) -> None:
    limit = time.monotonic() + 60
    while True:
        with contextlib.suppress(OSError):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        if process.poll() is not None or time.monotonic() > limit:
            raise SystemExit("the web processes did not start: see .runtime/bench/web.log")
        time.sleep(0.1)


def crowd(size: Size, scenario: str, seconds: float) -> None:
    """Five users for some seconds. Each process has answered every user once before anything counts."""
    users = [
        threading.Thread(target=one_user, args=(size, scenario, user, n, seconds))
        for n, user in enumerate(size.door["users"])
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()


def one_user(size: Size, scenario: str, user: dict, n: int, seconds: float) -> None:
    addresses, cookie = user["addresses"][scenario], user["cookies"][scenario]
    for _warm in range(2 * PROCESSES):
        page(size, addresses[0], cookie)
    ends, turn = time.monotonic() + seconds, 0
    time.sleep(n * THOUGHT / len(size.door["users"]))
    while time.monotonic() < ends:
        spent, lines = page(size, addresses[turn % len(addresses)], cookie)
        size.ms[scenario].append(spent)
        size.lines[scenario].append(lines)
        turn += 1
        time.sleep(THOUGHT)


def page(size: Size, address: str, cookie: str) -> tuple[float, int]:
    """Milliseconds and lines of one page, from the first byte sent to the last received, on a connection of its own."""
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", size.port, timeout=600)
    connection.request("GET", address, headers={"Cookie": cookie})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{address} answered {answer.status}")
    return (time.perf_counter() - began) * 1000, body.count(size.row)


def p95(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


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
