"""Chromium for tours and page tests: the system's own, installed by apt when we are root, never a download of ours."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
# As root there is no sandbox; small /dev/shm and missing graphics are usual in CI. No first-run traffic.
OPTIONS = ["--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


class NoBrowser(SystemExit):
    """There is no Chromium on this machine; the message says how to get one."""


def executable() -> str:
    """The path of Chromium, installed first when that is possible."""
    if found := installed():
        return found
    if os.getuid() == 0 and shutil.which("apt-get"):
        print("Installing chromium …", file=sys.stderr, flush=True)
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", "-qq", *step], env=quiet, check=False, stdout=sys.stderr)
        if found := installed():
            return found
    raise NoBrowser(
        "No Chromium on this machine: install it (Debian: apt-get install chromium), then start again."
    )


def installed() -> str:
    return next((path for name in NAMES if (path := shutil.which(name))), "")


@contextlib.contextmanager
def browser() -> Iterator:
    """A headless Chromium under playwright (its sync Browser)."""
    # Only tours need playwright; the application's own environment comes without it.
    from playwright.sync_api import sync_playwright  # noqa: PLC0415

    path = executable()
    options = [*OPTIONS, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, headless=True, args=options)
        try:
            yield chromium
        finally:
            chromium.close()
