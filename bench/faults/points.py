"""故障点: before and after every commit of a process it looks whether it is told to die there, and dies by SIGKILL.

While `full-files` or `full-database` lies in the folder, a file that is to be kept finds no room (ENOSPC), and SQLite may not
take another page (SQLITE_FULL, its own).

A point is named by the function of ours that commits (`records.outbox._claim`) and by `before` or `after`. Statements that
commit by themselves have points too. The file `armed-ROLE` in the folder FAULTS arms one point of one process; whoever
renames it first dies. What was passed so far is in `seen`.
"""

import errno
import json
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

from django.db import DatabaseError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = (str(ROOT / ".runtime"), str(ROOT / "bench"))
WRITES = ("INSERT", "UPDATE", "DELETE")
ROLES = {"worker": "worker", "beat": "beat"}

MOST_PAGES = 2**32 - 2  # SQLite's own limit

_seen: set[tuple[str, str]] = set()


def install() -> None:
    """Nothing, unless the environment names the folder."""
    if not os.environ.get("FAULTS"):
        return
    folder, role = Path(os.environ["FAULTS"]), role_of(sys.argv)
    commit = BaseDatabaseWrapper.commit

    def watched(self):
        name = committing()
        look(folder, role, name, "before")
        commit(self)
        look(folder, role, name, "after")

    BaseDatabaseWrapper.commit = watched

    fsync = os.fsync

    def no_room(handle):
        if (folder / "full-files").exists():
            note(folder, "no room for a file")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    os.fsync = no_room

    def statement(execute, sql, params, many, context):
        bound_to_size(folder, context["connection"])
        alone = not context["connection"].in_atomic_block and sql.lstrip().upper().startswith(WRITES)
        name = committing() if alone else ""
        if alone:
            look(folder, role, name, "before")
        try:
            result = execute(sql, params, many, context)
        except DatabaseError as error:
            if "is full" in str(error):
                note(folder, "no room for the database")
            raise
        if alone:
            look(folder, role, name, "after")
        return result

    def watch(connection, **_more):
        if statement not in connection.execute_wrappers:
            connection.execute_wrappers.append(statement)

    connection_created.connect(watch, weak=False)


def note(folder: Path, what: str) -> None:
    """A fault that was met, for the count."""
    with (folder / "met").open("a") as met:
        met.write(what + "\n")


def bound_to_size(folder: Path, connection) -> None:
    """While the disk is full a database of SQLite stays as large as it is."""
    full = (folder / "full-database").exists()
    if connection.vendor != "sqlite" or full is getattr(connection, "is_full", False):
        return
    link = connection.connection
    pages = link.execute("PRAGMA page_count").fetchone()[0] if full else MOST_PAGES
    link.execute(f"PRAGMA max_page_count = {pages}")
    connection.is_full = full


def role_of(arguments: list[str]) -> str:
    """Which process of the stack this is."""
    if "granian" in arguments[0]:
        return "web"
    return next((ROLES[word] for word in arguments if word in ROLES), "other")


def at_work() -> Iterator[str]:
    """Module and name of each function of the product that is at work, the innermost first."""
    frame = sys._getframe(1)
    while frame is not None:
        path = frame.f_code.co_filename
        if path.startswith(str(ROOT)) and not path.startswith(NOT_OURS):
            yield f"{frame.f_globals['__name__']}.{frame.f_code.co_name}"
        frame = frame.f_back


def committing() -> str:
    """The innermost of them."""
    return next(at_work(), "elsewhere")


def within(through: str) -> bool:
    """Is one of them at work whose name begins so? Without a name anything is."""
    return not through or any(name.startswith(through) for name in at_work())


def look(folder: Path, role: str, name: str, when: str) -> None:
    """Die here, when this is the point that is armed."""
    if (name, when) not in _seen:
        _seen.add((name, when))
        with (folder / "seen").open("a") as seen:
            seen.write(f"{role} {name} {when}\n")
    armed = folder / f"armed-{role}"
    try:
        wanted = json.loads(armed.read_text())
    except (OSError, ValueError):
        return
    if when == wanted["when"] and name.startswith(wanted["name"]) and within(wanted["through"]):
        try:
            armed.rename(folder / f"struck-{wanted['n']}")
        except OSError:
            return  # another process was first
        os.kill(os.getpid(), signal.SIGKILL)
