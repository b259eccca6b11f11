"""Child processes that never outlive their parent, and the words to find and end them."""

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def dies_with_parent(sign: int = signal.SIGTERM) -> Callable[[], None]:
    """What a child runs before its program: the kernel sends it `sign` when its parent is gone, kill -9 included.

    The parent is a thread for the kernel: start children from one that lives as long as they should.
    """
    parent = os.getpid()

    def before_exec() -> None:
        if LIBC is not None:
            LIBC.prctl(PR_SET_PDEATHSIG, sign)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)

    return before_exec


def birth(pid: int) -> str:
    """When the process began, in the kernel's ticks, so that a number used again is not taken for it; '' when gone."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return ""
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] == "Z" else fields[19]


def is_alive(pid: int, born: str) -> bool:
    return bool(born) and birth(pid) == born


def end_group(pid: int) -> None:
    """Kill what is left of the process group that `pid` led."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def end_all(processes: Iterable[tuple[int, str]], patience: float) -> None:
    """Wait until all (pid, birth) are gone; after `patience` seconds kill what is left, with its group."""
    left = [(pid, born) for pid, born in processes if is_alive(pid, born)]
    limit = time.monotonic() + patience
    while left and time.monotonic() < limit:
        time.sleep(0.05)
        left = [(pid, born) for pid, born in left if is_alive(pid, born)]
    for pid, _born in left:
        end_group(pid)
