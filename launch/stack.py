"""`with stack(…) as s:` the whole software as real processes, on free ports, in a folder of its own.

Demo, tours and tests use the same one: database, broker, web, one worker for all queues, beat, under launch/supervise.py.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from launch import services
from launch.kin import dies_with_parent, end_all, is_alive
from launch.places import ROOT, RUNTIME, free_port, own_folder, socket_path
from launch.postgres import cluster, given

SETTINGS_OF_THE_CALLER = (
    "DATABASE_URL",
    "BROKER_URL",
    "PUBLIC_URL",
    "ALLOWED_HOSTS",
    "DATA_DIR",
    "MODE",
    "EMAIL_URL",
)


class NotStarted(SystemExit):
    """The stack did not come up; the message names the service and its log."""


class Busy(Exception):
    """A stack runs in this folder already."""


@dataclass
class Stack:
    """A running stack: where it answers, its environment (for manage.py), its folder and its logs."""

    folder: Path
    port: int
    environment: dict[str, str]
    supervisor: subprocess.Popen = field(repr=False)

    @property
    def address(self) -> str:
        return address_of(self.port)

    @property
    def state(self) -> dict:
        return state_of(self.folder)

    def pid(self, name: str) -> int:
        """The process of one service (broker, web, worker, beat, postgres); 0 while it is down."""
        return self.state["services"][name]["pid"]

    def manage(self, *arguments: str) -> str:
        """What `manage.py …` prints when it runs inside this stack."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, text=True, stdout=subprocess.PIPE
        ).stdout

    def move_clock(self, days: float) -> None:
        """In this stack (a demo's) it is `days` later from now on (earlier, below 0), in every process; none reads half of it."""
        path = self.folder / "data" / "days_ahead"
        before = float(path.read_text()) if path.exists() else 0
        fresh = path.with_suffix(".new")
        fresh.write_text(f"{before + days:g}")
        fresh.replace(path)

    def wait(self) -> int:
        """Stay until the supervisor ends by itself, which it does only when something is badly wrong."""
        return self.supervisor.wait()


def address_of(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def state_of(folder: Path) -> dict:
    """What the supervisor of `folder` wrote last; {} when there never was one."""
    try:
        return json.loads((folder / "state.json").read_text())
    except (OSError, ValueError):
        return {}


def is_running(folder: Path) -> bool:
    supervisor = state_of(folder).get("supervisor")
    return bool(supervisor) and is_alive(supervisor["pid"], supervisor["birth"])


def secret_key(data: Path) -> str:
    """The key of an installation, made once and readable by its owner alone."""
    path = own_folder(data) / "secret_key"
    if not path.exists():
        fresh = path.with_suffix(".new")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        fresh.replace(path)
    return path.read_text()


def environment(
    folder: Path, *, mode: str, port: int, database_url: str = "", broker: bool = True
) -> dict[str, str]:
    """The variables of project/environment.py for a stack in `folder`; what the caller's shell says of them is left out."""
    data = folder / "data"
    own = {
        "MODE": mode,
        "SECRET_KEY": secret_key(data),
        "DATA_DIR": str(data),
        "DATABASE_URL": database_url or f"sqlite:///{data / 'xianling.sqlite3'}",
        "PUBLIC_URL": address_of(port),
        "ALLOWED_HOSTS": "127.0.0.1,localhost",
        "DJANGO_SETTINGS_MODULE": "project.settings",
        "PYTHONUNBUFFERED": "1",
    }
    if broker:
        own["BROKER_URL"] = f"redis+socket://{socket_path(own_folder(folder / 'broker'))}"
    else:
        own["OUTBOX_HINTS"] = "false"
    return {name: value for name, value in os.environ.items() if name not in SETTINGS_OF_THE_CALLER} | own


@contextlib.contextmanager
def stack(
    *,
    database: str = "sqlite",
    broker: bool = True,
    mode: str = "demo",
    folder: Path | None = None,
    port: int | None = None,
    seed: bool = False,
    fresh: bool = False,
    more: dict[str, str] | None = None,
) -> Iterator[Stack]:
    """Start everything and stop everything; `fresh` begins with an empty folder, `seed` loads the sample data.

    `more`: variables of every process beside those of the stack.
    broker=False leaves out Valkey, worker and beat. Raises Busy when a stack runs in `folder`, NotStarted when it fails.
    """
    folder = folder or RUNTIME / "stacks" / f"{os.getpid()}-{secrets.token_hex(3)}"
    with only_one(folder):
        clear_away(folder)
        if fresh:
            empty(folder)
        running = start(
            folder,
            database=database,
            broker=broker,
            mode=mode,
            port=port or free_port(),
            seed=seed,
            more=more or {},
        )
        try:
            wait_until_ready(running)
            yield running
        finally:
            stop(running)


@contextlib.contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """Hold `folder` against a second stack."""
    own_folder(folder, 0o755)
    with (folder / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy(folder) from error
        yield


def clear_away(folder: Path) -> None:
    """End processes that an earlier run left, should that ever happen."""
    end_all(processes_of(folder), patience=0)
    (folder / "state.json").unlink(missing_ok=True)


def processes_of(folder: Path) -> list[tuple[int, str]]:
    state = state_of(folder)
    known = [state.get("supervisor", {}), *state.get("services", {}).values()]
    return [(process["pid"], process["birth"]) for process in known if process.get("pid")]


def empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name == "lock":
            continue
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def start(
    folder: Path,
    *,
    database: str,
    broker: bool,
    mode: str,
    port: int,
    seed: bool,
    more: dict[str, str],
) -> Stack:
    plan = []
    url = ""
    if database == "postgres":
        url = given()
        if not url:
            own = cluster(folder)
            url = own.url
            plan.append(own.service())
    variables = environment(folder, mode=mode, port=port, database_url=url, broker=broker) | more
    if broker:
        plan.append(services.broker(folder / "broker", socket_path(folder / "broker")))
    plan += [services.prepare(seed=seed), services.web(port)]
    if broker:
        plan += [services.worker(), services.beat(folder)]
    about = {"address": address_of(port), "port": port, "mode": mode, "database": database}
    (folder / "stack.json").write_text(json.dumps({"about": about, "services": plan}, indent=1))
    with (own_folder(folder / "log") / "supervisor.log").open("ab") as log:
        supervisor = subprocess.Popen(
            [sys.executable, "-m", "launch.supervise", str(folder)],
            cwd=ROOT,
            env=variables,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C is for us; we pass it on in order
            preexec_fn=dies_with_parent(),
        )
    return Stack(folder=folder, port=port, environment=variables, supervisor=supervisor)


def wait_until_ready(running: Stack) -> None:
    while not running.state.get("ready"):
        if running.supervisor.poll() is not None:
            raise NotStarted(
                running.state.get("error")
                or f"The supervisor ended ({running.supervisor.returncode}): see {running.folder}/log/supervisor.log"
            )
        time.sleep(0.03)


def stop(running: Stack) -> None:
    """Ask the supervisor to stop everything in order; should it be gone or stuck, see to its children ourselves."""
    running.supervisor.send_signal(signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        running.supervisor.wait(60)
    end_all(processes_of(running.folder), patience=5)
    running.supervisor.kill()
    running.supervisor.wait()
