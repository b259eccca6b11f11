"""恢复: an archive into an empty place, then everything is compared: rows, the last line of every chain, every chain, every file.

What was cleared since the archive was made (误传处置) does not come back: its bytes are not unpacked, and the rows and
records that name it are cleared again, by the tombstones beside the archive and in BACKUP_DIR.
"""

import io
import json
import shutil
import sqlite3
import tarfile
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils.translation import gettext as _

from . import append_only, backups, files, redactions, tombstones, trail, versions, withholding
from .backups import FILES, MANIFEST, SQLITE, TABLES
from .enums import Circle
from .errors import Refused
from .models import StoredFile
from .sealing import Unsealing, is_sealed


def restore(path: Path, password: str = "") -> list[str]:
    """Restore into the empty database and the empty folder of the settings; what is not as it was, one sentence each."""
    manifest = _unpack(path, password, only_manifest=True)
    if manifest["database"] != connection.vendor:
        raise Refused(_("备份来自%(name)s数据库，只能恢复到同一种数据库。") % {"name": manifest["database"]})
    _check_empty()
    cleared = tombstones.beside(path.parent, Path(settings.BACKUP_DIR))
    if connection.vendor == "postgresql":
        call_command("migrate", verbosity=0, interactive=False)
        if backups.migrations() != manifest["migrations"]:
            raise Refused(_("备份由另一版本的软件做成。请用那个版本恢复，再升级。"))
        with transaction.atomic(durable=True):
            append_only.release(connection)
            _empty()
            _unpack(path, password, cleared=cleared)
            _go_on_counting()
            append_only.protect(connection)
    else:
        connection.close()
        _unpack(path, password, cleared=cleared)
    problems = compare(manifest, cleared=cleared)
    clear_again(cleared)
    return problems


def clear_again(cleared: tombstones.Known) -> int:
    """再次清除 what the archive still knew of; how many contents. Each leaves a line on the trail of the clearings."""
    digests = StoredFile.objects.filter(cleared_at=None).values_list("pk", flat=True)
    found = [(digest, stone) for digest in digests.iterator() if (stone := cleared.of(digest))]
    for digest, stone in found:
        with transaction.atomic(durable=True):
            taken = withholding.withhold(digest)
            names = {words for each in taken for words in each["words"].values()}
            records = withholding.clear(digest, names=names, stone=stone)
            trail.record(
                "misfiled:restored",
                "misfiled.cleared_again",
                by=None,
                circle=Circle.SYSTEM,
                tombstone=stone.digest,
                number=stone.basis,
                **withholding.bound(records),
            )
    return len(found)


def compare(manifest: dict, *, cleared: tombstones.Known | None = None) -> list[str]:
    """What is not as the archive's manifest says; nothing when the restore is whole. What is `cleared` need not be there."""
    gone = cleared or tombstones.Known(())
    problems = []
    with connection.cursor() as cursor:
        for table, number in manifest["rows"].items():
            cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608 - names from our own models
            found = cursor.fetchone()[0]
            if found != number:
                problems.append(f"{table}: {found} rows, {number} in the backup")
        cursor.execute(backups.HEADS)
        if backups.heads_digest(cursor.fetchall()) != manifest["heads"]:
            problems.append("the last lines of the trails are not those of the backup")
    if backups.migrations() != manifest["migrations"]:
        problems.append("the migrations are not those of the backup")
    for subject in trail.subjects():
        problems += trail.verify(subject)
    problems += versions.problems() + redactions.problems()
    kept = StoredFile.objects.filter(withheld_at=None).values_list("digest", flat=True)
    problems += [
        f"file {digest}: missing or changed"
        for digest in kept.iterator()
        if not gone.of(digest) and not files.verify(digest)
    ]
    return problems


def _check_empty() -> None:
    path = settings.DATABASE["NAME"]
    if connection.vendor == "sqlite" and Path(path).exists():
        connection.close()
        with sqlite3.connect(path) as there:
            used = there.execute("SELECT COUNT(*) FROM sqlite_master").fetchone()[0]
    else:
        used = connection.vendor == "postgresql" and connection.introspection.table_names()
    if used or any(backups.kept_files(Path(settings.FILES_DIR))):
        raise Refused(_("恢复的目的地不是空的：请指定空的数据库和空的文件夹。"))


def _empty() -> None:
    """The seeds of the migrations are in the backup too."""
    with connection.cursor() as cursor:
        named = ", ".join(f'"{table}"' for table in backups.tables())
        cursor.execute(f"TRUNCATE {named} CASCADE")


def _go_on_counting() -> None:
    from django.apps import apps  # noqa: PLC0415 - only here

    statements = connection.ops.sequence_reset_sql(no_style(), apps.get_models(include_auto_created=True))
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _unpack(
    path: Path, password: str, *, only_manifest: bool = False, cleared: tombstones.Known | None = None
) -> dict:
    """Go through the archive once: the manifest, which stands at its end, or everything to where it belongs."""
    sealed = is_sealed(path)
    if sealed and not password:
        raise Refused(_("备份已加密，请给出密码（BACKUP_PASSWORD）。"))
    with path.open("rb") as file:
        source = io.BufferedReader(Unsealing(file, password)) if sealed else file
        with tarfile.open(fileobj=source, mode="r|") as archive:
            for member in archive:
                content = archive.extractfile(member)
                if content is None:
                    continue
                if member.name == MANIFEST:
                    return json.load(content)
                if not only_manifest and not _is_cleared(member.name, cleared):
                    _put(member.name, content)
    raise Refused(_("备份不完整：没有找到清单。"))


def _is_cleared(name: str, cleared: tombstones.Known | None) -> bool:
    """Bytes that were destroyed are not even unpacked."""
    return bool(cleared and name.startswith(FILES) and cleared.of(name.removeprefix(FILES)))


def _put(name: str, content) -> None:
    if name == SQLITE:
        target = Path(settings.DATABASE["NAME"])
    elif name.startswith(FILES):
        target = files.path_of(name.removeprefix(FILES))
    elif name.startswith(TABLES) and (table := name.removeprefix(TABLES)) in backups.tables():
        with connection.cursor() as cursor, cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
            while piece := content.read(1024 * 1024):
                copy.write(piece)
        return
    else:
        raise Refused(_("备份里有不认识的内容：%(name)s。") % {"name": name})
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as out:
        shutil.copyfileobj(content, out)
