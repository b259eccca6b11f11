"""Each peer's own Python environment, made on first use from the pinned list beside it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from launch.places import ROOT, RUNTIME

PEERS = ROOT / "bench" / "peers"
TIME_TO_INSTALL = 300  # seconds


class NotInstalled(Exception):
    """A peer's environment could not be made; the message says why."""


def python_of(peer: str, *, install: bool = True) -> Path:
    """The Python of a peer's environment, installed (unless `install` is off) when it is missing or its list has changed."""
    wanted = PEERS / peer / "requirements.txt"
    environment = RUNTIME / "bench" / peer
    stamp, digest = environment / "stamp", hashlib.sha256(wanted.read_bytes()).hexdigest()
    python = environment / "bin" / "python"
    if not (python.exists() and stamp.exists() and stamp.read_text() == digest):
        if not install:
            raise NotInstalled("not installed yet; a run without --small installs it")
        uv = shutil.which("uv") or str(RUNTIME / "tools" / "bin" / "uv")
        surroundings = {**os.environ, **_index_of_pip()}
        _run([uv, "venv", "-q", "--clear", "-p", sys.executable, environment], surroundings)
        _run([uv, "pip", "sync", "-q", "-p", python, wanted], surroundings)
        stamp.write_text(digest)
    return python


def _run(command: list, surroundings: dict) -> None:
    try:
        done = subprocess.run(
            command, env=surroundings, capture_output=True, text=True, timeout=TIME_TO_INSTALL
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise NotInstalled(str(error)) from error
    if done.returncode:
        raise NotInstalled((done.stderr.strip().splitlines() or ["no reason given"])[-1])


def _index_of_pip() -> dict:
    """pip's configured package index, which uv does not read itself."""
    if os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("UV_INDEX_URL") or not shutil.which("python3"):
        return {}
    asked = subprocess.run(
        ["python3", "-m", "pip", "config", "get", "global.index-url"], capture_output=True, text=True
    )
    index = os.environ.get("PIP_INDEX_URL") or asked.stdout.strip()
    return {"UV_DEFAULT_INDEX": index} if index else {}
