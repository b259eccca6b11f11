"""./run test [--sqlite|--postgres] …  the test suite on SQLite, then on PostgreSQL; the rest goes to pytest"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from launch.places import ROOT, RUNTIME, in_memory, own_folder
from launch.postgres import NoPostgres, postgres

NO_TESTS = 5  # pytest's exit code when nothing was selected


def main(arguments: list[str]) -> int:
    chosen = [name for name in ("sqlite", "postgres") if f"--{name}" in arguments] or ["sqlite", "postgres"]
    rest = [word for word in arguments if word not in ("--sqlite", "--postgres")]
    results = []
    with place() as folder:
        for name in chosen:
            began = time.monotonic()
            code = RUNS[name](rest, folder)
            results.append((name, code, time.monotonic() - began))
    for name, code, seconds in results:
        words = "passed" if code == 0 else "no tests selected" if code == NO_TESTS else f"FAILED ({code})"
        print(f"{name}: {words} in {seconds:.0f} s")
    codes = {code for _name, code, _seconds in results}
    return 0 if 0 in codes and codes <= {0, NO_TESTS} else 1


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """Where the tests' files and databases lie: in memory and gone at the end, else below .runtime."""
    kept = RUNTIME / "test"
    folder = in_memory(kept)
    own_folder(folder, 0o755)  # PostgreSQL runs as somebody else
    own_folder(folder / "data")
    try:
        yield folder
    finally:
        if folder != kept:
            shutil.rmtree(folder, ignore_errors=True)


def on_sqlite(rest: list[str], folder: Path) -> int:
    """Where PostgreSQL is promised, the promise is for the other run."""
    others = ("DATABASE_URL", "REQUIRE_POSTGRES")
    variables = {name: value for name, value in os.environ.items() if name not in others}
    return pytest(rest, folder, "not postgres", variables)


def on_postgres(rest: list[str], folder: Path) -> int:
    """Tests of real processes do not depend on the suite's database, and long walks need one: they ran on SQLite already."""
    try:
        with postgres(folder) as url:
            return pytest(
                rest,
                folder,
                "not processes and not once",
                os.environ | {"DATABASE_URL": url, "REQUIRE_POSTGRES": "1"},
            )
    except NoPostgres as reason:
        print(reason, file=sys.stderr)
        return 1


def pytest(rest: list[str], folder: Path, marked: str, variables: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", f"--basetemp={folder / 'tmp'}"]
    if not any(word == "--pdb" or word.startswith(("-n", "--numprocesses")) for word in rest):
        command += ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadgroup"]
    if "-m" not in rest:
        command += ["-m", marked]
    variables = {**variables, "MODE": "test", "DATA_DIR": str(folder / "data")}
    return subprocess.run([*command, *rest], cwd=ROOT, env=variables).returncode


RUNS = {"sqlite": on_sqlite, "postgres": on_postgres}
