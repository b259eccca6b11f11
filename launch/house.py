"""House rules that no off-the-shelf checker knows: length of files, one clock in models, no pages below views."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from launch.places import ROOT

LONGEST_FILE = 400
PAGES = re.compile(
    r"^\s*(from|import) django\.(http|shortcuts|contrib\.messages)\b|^\s*from django\.contrib import .*\bmessages\b"
)
MAY_KNOW_PAGES = re.compile(
    r"(^|/)(views|tests|urls|launch|tours|bench)(/|\.py$|_[a-z_]+\.py$)|^project/|(^|/)test_[a-z_]+\.py$"
)
CLOCK_FIELD = re.compile(r"\bauto_now(_add)?\s*=\s*True")


def python_files() -> list[Path]:
    """Every Python file of the repository, those not yet committed included."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [Path(line) for line in listed.stdout.splitlines() if (ROOT / line).exists()]


def breaches(path: str, text: str) -> Iterator[str]:
    """The sentences to say about one file."""
    lines = text.splitlines()
    if len(lines) > LONGEST_FILE and "/migrations/" not in path:  # those are written by Django
        yield f"{path}: {len(lines)} lines, at most {LONGEST_FILE}: a file tells one story."
    for number, line in enumerate(lines, 1):
        if PAGES.search(line) and not MAY_KNOW_PAGES.search(path):
            yield f"{path}:{number}: requests, responses and messages belong to views."
        if CLOCK_FIELD.search(line) and "/migrations/" not in path and not path.startswith("launch/"):
            yield f"{path}:{number}: time comes from records/clock.py, not from auto_now."


def all_breaches() -> list[str]:
    return [said for path in python_files() for said in breaches(str(path), (ROOT / path).read_text())]
