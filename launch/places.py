"""Where things lie on this machine: folders, free ports, and a socket whose path the system accepts."""

import hashlib
import os
import re
import shutil
import socket
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / ".runtime"
DEMO = RUNTIME / "demo"
MEMORY = Path("/dev/shm")
ROOMY = 6 * 2**30  # bytes
SOCKET_PATH_LIMIT = 107  # bytes of sun_path that every Linux accepts, without the closing zero


def own_folder(path: Path, mode: int = 0o700) -> Path:
    """`path`, made when missing, ours, and by default open to nobody else."""
    path.mkdir(parents=True, exist_ok=True)
    if path.stat().st_uid != os.getuid() or path.is_symlink():
        raise SystemExit(f"{path} belongs to somebody else; remove it or run as its owner.")
    path.chmod(mode)
    return path


def outside(path: Path) -> Path:
    """A short private folder that stands for `path` where `path` itself cannot be used."""
    name = f"xianling-{os.getuid()}-{hashlib.sha256(str(path).encode()).hexdigest()[:12]}"
    return Path(tempfile.gettempdir()) / name


def in_memory(path: Path) -> Path:
    """A folder that stands for `path` in memory; `path` itself on a machine with less than ROOMY bytes there.

    For what is made and removed by the ten thousand and kept by nobody: a disk takes milliseconds for each removal.
    """
    try:
        free = shutil.disk_usage(MEMORY).free
        left = int(re.search(r"MemAvailable:\s+(\d+)", Path("/proc/meminfo").read_text()).group(1)) * 1024
    except (OSError, AttributeError):
        return path
    if min(free, left) < ROOMY or not os.access(MEMORY, os.W_OK):
        return path
    return MEMORY / outside(path).name


def socket_path(folder: Path) -> Path:
    """A unix socket in `folder`, or in a short private folder when that path is too long for a socket."""
    path = folder / "broker.sock"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    return own_folder(outside(folder)) / "broker.sock"


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def free_port(first: int = 0) -> int:
    """The first free port from `first` on, or any free one."""
    if first:
        return (
            next((port for port in range(first, min(first + 200, 65536)) if is_free(port)), 0) or free_port()
        )
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
