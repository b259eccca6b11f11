"""./run tour NAME                     a walk through a fresh demo in headless Chromium: .runtime/tour/NAME/"""

import contextlib
import importlib
import shutil
import sys
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from launch.browser import browser
from launch.places import ROOT, RUNTIME
from launch.stack import Busy, Stack, stack


class Ended(Exception):
    """A step failed; what follows would only fail for its sake."""


@dataclass
class Tour:
    """What a tour gets: where to go, a browser (playwright, sync), where pictures and PDFs go, and the running stack."""

    base_url: str
    out: Path
    browser: object
    stack: Stack
    passed: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @contextlib.contextmanager
    def step(self, name: str) -> Iterator[None]:
        """One counted step: passed when the block ends, failed when it raises, which ends the tour."""
        began = time.monotonic()
        try:
            yield
        except Exception as error:
            self.failed.append(name)
            traceback.print_exc()
            print(f"FAILED  {name} ({time.monotonic() - began:.1f} s)", flush=True)
            raise Ended(name) from error
        self.passed.append(name)
        print(f"passed  {name} ({time.monotonic() - began:.1f} s)", flush=True)


def main(arguments: list[str]) -> int:
    """Runs `walk(tour)` of tours/NAME.py; ends with "N passed, M failed" and fails when nothing passed."""
    names = sorted(path.stem for path in (ROOT / "tours").glob("*.py") if "\ndef walk(" in path.read_text())
    if len(arguments) != 1 or arguments[0] not in names:
        print("tours:", *names, file=sys.stderr)
        return 2
    name = arguments[0]
    out = RUNTIME / "tour" / name
    try:
        tour = guided(name, out)
    except Busy:
        print(f"This tour is under way already, in {out}.", file=sys.stderr)
        return 1
    print(f"{len(tour.passed)} passed, {len(tour.failed)} failed")
    return 0 if tour.passed and not tour.failed else 1


def guided(name: str, out: Path) -> Tour:
    """The tour after its walk through a stack of its own."""
    with browser() as chromium, stack(folder=out / "stack", seed=True, fresh=True) as running:
        for old in out.iterdir():
            if old.is_dir() and old.name != "stack":
                shutil.rmtree(old)
            elif old.is_file():
                old.unlink()
        tour = Tour(base_url=running.address, out=out, browser=chromium, stack=running)
        try:
            importlib.import_module(f"tours.{name}").walk(tour)
        except Ended:
            pass
        except Exception:
            traceback.print_exc()
            tour.failed.append("outside of a step")
    return tour
