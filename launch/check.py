"""./run check                         style, import contracts, migrations, diagrams, translations, house rules"""

import os
import subprocess
import sys
import time
from collections.abc import Callable

from launch.house import all_breaches
from launch.places import ROOT, RUNTIME

BIN = os.path.dirname(sys.executable)
MANAGE = [sys.executable, "manage.py"]
STEPS: list[tuple[str, list[str] | Callable[[], list[str]]]] = [
    ("style", [f"{BIN}/ruff", "check", "--output-format", "concise", "."]),
    ("format", [f"{BIN}/ruff", "format", "--check", "--output-format", "concise", "."]),
    ("house rules", all_breaches),
    ("import contracts", [f"{BIN}/lint-imports"]),
    ("system check", [*MANAGE, "check"]),
    ("migrations", [*MANAGE, "makemigrations", "--check", "--dry-run"]),
    ("flow diagrams", [*MANAGE, "draw_flows", "--check"]),
    ("translations", [*MANAGE, "check_translations"]),
]


def main(arguments: list[str]) -> int:
    """Every step runs, whatever the others say; the failures are listed once more at the end."""
    data = RUNTIME / "check"
    data.mkdir(parents=True, exist_ok=True)
    variables = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    variables |= {"MODE": "test", "DATA_DIR": str(data), "PYTHONPATH": str(ROOT)}
    failed = []
    for name, what in STEPS:
        began = time.monotonic()
        words = said_by(what, variables)
        print(f"{'FAILED' if words else 'ok':<7} {name} ({time.monotonic() - began:.1f} s)", flush=True)
        if words:
            failed.append(name)
            print(shortened(words), flush=True)
    print(
        f"check: {len(STEPS) - len(failed)} passed, {len(failed)} failed{': ' + ', '.join(failed) if failed else ''}"
    )
    return 1 if failed else 0


def said_by(what: list[str] | Callable[[], list[str]], variables: dict[str, str]) -> str:
    """What a step complains about; '' when it has nothing to say."""
    if callable(what):
        return "\n".join(what())
    done = subprocess.run(
        what, cwd=ROOT, env=variables, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    return done.stdout or f"exit code {done.returncode}" if done.returncode else ""


def shortened(words: str) -> str:
    """The first and the last lines: where a list begins, and where a traceback says what happened."""
    lines = words.splitlines()
    return (
        words if len(lines) <= 60 else "\n".join([*lines[:30], f"… {len(lines) - 60} lines …", *lines[-30:]])
    )
