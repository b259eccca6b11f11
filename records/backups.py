"""备份: the database and every file in one archive, with a manifest of what must be found again after a restore.

The database first, in one snapshot; then the files, which are kept by their content and never change: whatever the
snapshot speaks of is there, but what is withheld as 疑似涉密 (records/withholding.py). The keys (SECRET_KEY, SECRETS_KEY)
are not in it.
"""

import contextlib
import fcntl
import hashlib
import io
import json
import logging
import os
import shutil
import sqlite3
import tarfile
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from . import clock, outbox, tombstones, withholding
from .models import BackupRun
from .sealing import Sealing

NAME = "xianling-{moment}.tar"
WORKSHOP, LOCK = ".backup-", ".lock"
MANIFEST, SQLITE, TABLES, FILES = "manifest.json", "database.sqlite3", "tables/", "files/"
FORMAT = 1
KIND, QUEUE = "backup.nightly", outbox.LONG
AT = 2  # o'clock in Shanghai, or later when nothing ran then
LATE = timedelta(hours=26)
HEADS = (
    "SELECT e.subject, e.n, e.digest FROM records_entry e JOIN (SELECT subject, MAX(n) AS n FROM records_entry "
    "GROUP BY subject) m ON m.subject = e.subject AND m.n = e.n"
)

logger = logging.getLogger(__name__)


def last_run() -> BackupRun | None:
    """The newest backup, well or not."""
    return BackupRun.objects.order_by("-id").first()


def kept(folder: Path | None = None) -> list[Path]:
    """The archives there are, oldest first; what is still being written is none."""
    found = Path(folder or settings.BACKUP_DIR).glob("xianling-*.tar*")
    return sorted(each for each in found if not each.name.endswith(".new"))


def is_late() -> bool:
    """Has no backup gone well for more than a day, though one is made every night?"""
    last = BackupRun.objects.filter(ok=True).order_by("-id").first()
    return settings.BACKUP_NIGHTLY and (last is None or clock.now() - last.at > LATE)


def put_down() -> None:
    """今夜的备份: one a night, however often and by how many it is asked for; made up for when nothing ran at two o'clock."""
    if clock.now().astimezone(clock.SHANGHAI).hour >= AT:
        outbox.put(f"backup:{clock.today().isoformat()}", KIND, {}, queue=QUEUE)


def run_nightly(_payload: dict) -> None:
    """The effect of it; one that went wrong is noted and tried again."""
    run = make_and_note()
    if not run.ok:
        raise RuntimeError(run.error)


def make_and_note(folder: Path | None = None, password: str | None = None) -> BackupRun:
    """A backup, noted whatever became of it; the oldest ones beyond BACKUP_KEEP go."""
    began, run = time.monotonic(), BackupRun(at=clock.now(), ok=False)
    password = settings.BACKUP_PASSWORD if password is None else password
    folder = Path(folder or settings.BACKUP_DIR)
    try:
        path = make(folder, password)
    except Exception as error:  # the note says why; the operations page shows it
        logger.exception("backup")
        run.error = f"{type(error).__name__}: {error}"[:2000]
    else:
        run.ok, run.path, run.size = True, str(path), path.stat().st_size
        forget_old(folder)
        tombstones.write_out(folder)
    run.encrypted, run.seconds = bool(password), round(time.monotonic() - began, 1)
    run.save()
    return run


def make(folder: Path, password: str = "") -> Path:
    """One archive below `folder`, readable by its owner alone; complete or not there at all."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _alone(folder):
        path = folder / (NAME.format(moment=_moment(clock.now())) + (".enc" if password else ""))
        fresh = path.with_name(path.name + ".new")
        with tempfile.TemporaryDirectory(dir=folder, prefix=WORKSHOP) as workshop:
            try:
                with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
                    with contextlib.ExitStack() as stack:
                        sink = stack.enter_context(Sealing(out, password)) if password else out
                        with tarfile.open(fileobj=sink, mode="w|") as archive:
                            _fill(archive, Path(workshop))
                    out.flush()
                    os.fsync(out.fileno())
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)
    return path


@contextlib.contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One backup at a time in a folder. What lies there unfinished is of one that was killed, with the database in the clear:
    it goes."""
    with (folder / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # let go of with the file, also by a process that is killed
        for left in folder.glob(f"{WORKSHOP}*"):
            shutil.rmtree(left, ignore_errors=True)
        for left in folder.glob("xianling-*.new"):
            left.unlink(missing_ok=True)
        yield


def forget_old(folder: Path) -> None:
    """Keep the newest BACKUP_KEEP."""
    for old in kept(folder)[: -settings.BACKUP_KEEP or None]:
        old.unlink()


def heads_digest(rows) -> str:
    """One digest over the last line of every chain: (subject, n, digest)."""
    lines = "".join(f"{subject} {n} {digest}\n" for subject, n, digest in sorted(rows))
    return hashlib.sha256(lines.encode()).hexdigest()


def tables() -> list[str]:
    """Every table the software keeps, the log of migrations left out."""
    models = apps.get_models(include_auto_created=True)
    return sorted({each._meta.db_table for each in models if each._meta.managed})


def migrations() -> list[str]:
    """What has been applied: an archive is restored by the version of the software that made it, then upgraded.

    A squashed migration counts as those it stands for, which an older installation applied one by one.
    """
    squashed = MigrationLoader(connection).replacements
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied.keys() - squashed.keys())


def _fill(archive: tarfile.TarFile, workshop: Path) -> None:
    manifest = {
        "format": FORMAT,
        "made": clock.now().isoformat(),
        "database": connection.vendor,
        "migrations": migrations(),
    }
    if connection.vendor == "sqlite":
        manifest |= _sqlite(archive, workshop / SQLITE)
    else:
        manifest |= _postgres(archive, workshop)
    manifest["files"] = _files(archive)
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    info = tarfile.TarInfo(MANIFEST)
    info.size = len(text)
    archive.addfile(info, io.BytesIO(text))


def _sqlite(archive: tarfile.TarFile, path: Path) -> dict:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(path)])
    archive.add(path, SQLITE)
    copy = sqlite3.connect(path)
    try:
        return _known(lambda statement: copy.execute(statement).fetchall())
    finally:
        copy.close()


def _postgres(archive: tarfile.TarFile, workshop: Path) -> dict:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        for table in tables():
            path = workshop / "table"
            with path.open("wb") as out, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                for piece in copy:
                    out.write(piece)
            archive.add(path, f"{TABLES}{table}")

        def rows(statement: str) -> list:
            cursor.execute(statement)
            return cursor.fetchall()

        return _known(rows)


def _known(rows) -> dict:
    """What a restore must find again."""
    heads = rows(HEADS)
    counts = {table: rows(f'SELECT COUNT(*) FROM "{table}"')[0][0] for table in tables()}  # noqa: S608
    return {"rows": counts, "chains": len(heads), "heads": heads_digest(heads)}


def _files(archive: tarfile.TarFile) -> dict:
    kept = {"number": 0, "bytes": 0}
    for path in kept_files(Path(settings.FILES_DIR)):
        if withholding.among([path.name]):
            continue
        archive.add(path, f"{FILES}{path.name}", recursive=False)
        kept["number"] += 1
        kept["bytes"] += path.stat().st_size
    return kept


def kept_files(folder: Path) -> Iterator[Path]:
    """The kept files below a folder, by name; what is still coming in is none."""
    for path in sorted(folder.rglob("*")) if folder.exists() else ():
        if path.is_file() and not path.name.startswith("."):
            yield path


def _moment(moment: datetime) -> str:
    return moment.astimezone(clock.SHANGHAI).strftime("%Y%m%d-%H%M%S")
