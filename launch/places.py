"""Where things lie on this machine: folders, free ports, and a socket whose path the system accepts."""

import hashlib
import os
import socket
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RUNTIME = ROOT / ".runtime"
DEMO = RUNTIME / "demo"
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
