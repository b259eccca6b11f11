"""./run bench paper: a certificate beside plain WeasyPrint and beside Chromium, signatures, two workers, a job, a long ledger.

Every way is a process of its own; they print turn about, so that whatever else the machine does hits all of them.
"""

import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.measuring.peers import fresh_database
from bench.measuring.report import Report, options, progress
from launch import browser
from launch.places import ROOT, RUNTIME
from launch.postgres import postgres
from tours._sheets import CHARACTERS, LINES, PITCH, TOLERANCE, measured_grid

NAIVE_GOAL, CHROMIUM_GOAL, SIGNED_GOAL, TWO_GOAL = 0.5, 1.0, 90, 1.8
JOB_GOAL, MEMORY_GOAL, LINEAR_GOAL, PEAK_GOAL = 15, 0.10, 1.6, 400
WARM = 3
COMMAND = 120  # seconds; a browser that does not end is told, not waited for


class Printer:
    """A process that prints (bench/sheets/worker.py), and how long each paper took it."""

    def __init__(self, *words: str):
        self.wall: list[float] = []
        self.cpu: list[float] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bench.sheets.worker", *words],
            cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=(RUNTIME / "bench" / "paper.log").open("a"),
        )  # fmt: skip
        self.ask(start=True)

    def ask(self, **question) -> dict:
        self.process.stdin.write(json.dumps(question) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise SystemExit("a printing process ended: see .runtime/bench/paper.log")
        return json.loads(answer)

    def run(self, way: str, times: int, at: int = 0) -> dict:
        told = self.ask(run=way, times=times, at=at)
        self.wall += told["wall"]
        self.cpu += told["cpu"]
        return told

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(60)


@contextlib.contextmanager
def printer(*words: str) -> Iterator[Printer]:
    one = Printer(*words)
    try:
        yield one
    finally:
        one.end()


class Chromium:
    """The same page through a warm page of playwright, and through `chromium --print-to-pdf`."""

    def __init__(self, chromium, folder: Path):
        self.page = chromium.new_page()
        self.folder = folder
        self.warm: list[float] = []
        self.command: list[float] = []

    def print_warm(self, html: str, *, counts: bool) -> None:
        path = self.folder / "page.html"
        path.write_text(html, encoding="utf-8")
        began = time.perf_counter()
        self.page.goto(path.as_uri())
        self.page.evaluate("document.fonts.ready")
        self.page.pdf(prefer_css_page_size=True, print_background=True)
        if counts:
            self.warm.append((time.perf_counter() - began) * 1000)

    def print_by_command(self) -> None:
        argv = [browser.executable(), "--headless", *browser.OPTIONS, f"--print-to-pdf={self.folder}/out.pdf"]
        argv += ["--no-sandbox"] if os.getuid() == 0 else []
        began = time.perf_counter()
        subprocess.run(
            [*argv, (self.folder / "page.html").as_uri()], check=True, capture_output=True, timeout=COMMAND
        )
        self.command.append((time.perf_counter() - began) * 1000)


def main(arguments: list[str]) -> int:
    chosen = options(
        "paper", arguments, papers=(40, 4), pair=(60, 6), job=(200, 6), many=(1_000, 30), rows=(2_000, 60),
    )  # fmt: skip
    report = Report("paper", chosen.full_size)
    (RUNTIME / "bench").mkdir(parents=True, exist_ok=True)
    grid(report)
    beside(report, chosen.papers)
    two_workers(report, chosen.pair)
    one_job(report, chosen.job)
    memory(report, chosen.many)
    ledger(report, chosen.rows)
    return report.finish(as_json=chosen.json)


def grid(report: Report) -> None:
    lines, characters, pitches = measured_grid()
    off = max(abs(pitch - PITCH) for pitch in pitches)
    told = f"{lines} × {'/'.join(map(str, sorted(characters)))}"
    if (lines, characters) == (LINES, {CHARACTERS}):
        report.say("616 characters on a page", told)
    else:
        report.missed("616 characters on a page", told)
    report.at_most("616 characters: pitch off by at most", round(off, 3), TOLERANCE, "pt")


def beside(report: Report, papers: int) -> None:
    """Ours, ours signed, plain WeasyPrint, Chromium: one paper each, turn about."""
    with (
        printer() as ours, printer() as signing, printer("naive") as naive, browser.browser() as chromium,
        tempfile.TemporaryDirectory() as place,
    ):  # fmt: skip
        other = Chromium(chromium, Path(place))
        ways = ((ours, "certificate"), (signing, "signed"), (naive, "naive"))
        for turn in range(papers + WARM):
            if turn % 10 == WARM:
                progress(f"certificate {turn - WARM + 1} of {papers}, each way")
            for one, way in ways if turn % 2 else reversed(ways):
                one.run(way, 1, turn)
            other.print_warm(ours.ask(page=turn)["html"], counts=turn >= WARM)
            if turn % 8 == WARM:
                other.print_by_command()
    mine, plain = statistics.median(ours.wall[WARM:]), statistics.median(naive.wall[WARM:])
    warm, command = statistics.median(other.warm), statistics.median(other.command)
    report.say("certificate, ours: median", round(mine, 1), "ms")
    report.say("certificate, ours: CPU", round(statistics.median(ours.cpu[WARM:]), 1), "ms")
    report.say("certificate, plain WeasyPrint: median", round(plain, 1), "ms")
    report.say("certificate, plain WeasyPrint: CPU", round(statistics.median(naive.cpu[WARM:]), 1), "ms")
    report.say("certificate, Chromium by playwright, warm: median", round(warm, 1), "ms")
    report.say("certificate, chromium --print-to-pdf: median", round(command, 1), "ms")
    report.at_most("ours ÷ plain WeasyPrint", round(mine / plain, 2), NAIVE_GOAL, "×")
    report.at_most("ours ÷ Chromium, its faster way", round(mine / min(warm, command), 2), CHROMIUM_GOAL, "×")
    cpu = statistics.median(signing.cpu[WARM:])
    report.at_most("certificate printed and signed: CPU", round(cpu, 1), SIGNED_GOAL, "ms")


def two_workers(report: Report, papers: int) -> None:
    """The same number of papers by one process, and shared by two; twice, in both orders."""
    progress(f"{papers} certificates by one worker and by two")
    with printer() as one, printer() as other, ThreadPoolExecutor(2) as both:
        for each in (one, other):
            each.run("certificate", WARM)
        spent = {1: 0.0, 2: 0.0}
        for turn in (1, 2, 2, 1):
            began = time.perf_counter()
            list(both.map(lambda each, n=turn: each.run("certificate", papers // n), (one, other)[:turn]))
            spent[turn] += time.perf_counter() - began
    report.at_least(
        "two workers ÷ one, papers in the same time", round(spent[1] / spent[2], 2), TWO_GOAL, "×"
    )


def one_job(report: Report, papers: int) -> None:
    progress(f"a print job of {papers} certificates")
    with postgres(RUNTIME / "bench") as server:
        done = subprocess.run(
            [sys.executable, "-m", "bench.sheets.worker_job", str(papers)],
            cwd=ROOT, env=os.environ | {"DATABASE_URL": fresh_database(server, "paper")},
            stdout=subprocess.PIPE, text=True, check=True,
        )  # fmt: skip
    told = json.loads(done.stdout.splitlines()[-1])
    name = f"a job of {papers} certificates"
    if told["state"] != "done" or told["done"] != papers:
        report.missed(name, f"{told['done']} done, {told['state']}")
    report.at_most(f"{name}, none printed before", round(told["seconds"], 1), JOB_GOAL, "s")
    report.say(f"{name}: pieces of work, file", f"{told['pieces']}, {told['mb']:.1f} MB")


def memory(report: Report, papers: int) -> None:
    """What one worker holds after a tenth of the papers, and at most after that."""
    progress(f"the memory of a worker over {papers:,} certificates")
    step = max(papers // 10, 1)
    with printer() as one:
        held = [one.run("certificate", step, at * step)["mb"] for at in range(10)]
    report.say(f"a worker after {step:,} certificates", round(held[0], 1), "MB")
    off = max(abs(each - held[0]) for each in held[1:]) / held[0]
    report.at_most(f"… and over {papers:,}: off by at most", round(off, 3), MEMORY_GOAL, "of that")


def ledger(report: Report, rows: int) -> None:
    """Each length in a process of its own, because of the peak."""
    few = rows // 4
    progress(f"the printed ledger at {few:,} and {rows:,} rows")
    with printer() as small:
        short = small.run("ledger", 1, few)
    with printer() as large:
        long = large.run("ledger", 1, rows)
    seconds = [told["cpu"][0] / 1000 for told in (short, long)]
    report.say(f"ledger of {few:,} rows: CPU", round(seconds[0], 1), "s")
    report.say(f"ledger of {rows:,} rows: CPU", round(seconds[1], 1), "s")
    ratio = seconds[1] / seconds[0] / (rows / few)
    report.at_most(f"ledger of {rows:,} rows ÷ linear from {few:,}", round(ratio, 2), LINEAR_GOAL, "×")
    report.at_most(f"ledger of {rows:,} rows: most memory", round(long["peak"]), PEAK_GOAL, "MB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
