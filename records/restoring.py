"""恢复: an archive into an empty place, then everything is compared: rows, the last line of every chain, every chain, every file."""

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

from . import append_only, backups, files, trail, versions
from .backups import FILES, MANIFEST, SQLITE, TABLES
from .errors import Refused
from .models import StoredFile
from .sealing import Unsealing, is_sealed


def restore(path: Path, password: str = "") -> list[str]:
    """Restore into the empty database and the empty folder of the settings; what is not as it was, one sentence each."""
    manifest = _unpack(path, password, only_manifest=True)
    if manifest["database"] != connection.vendor:
        raise Refused(_("备份来自%(name)s数据库，只能恢复到同一种数据库。") % {"name": manifest["database"]})
    _check_empty()
    if connection.vendor == "postgresql":
        call_command("migrate", verbosity=0, interactive=False)
        if backups.migrations() != manifest["migrations"]:
            raise Refused(_("备份由另一版本的软件做成。请用那个版本恢复，再升级。"))
        with transaction.atomic(durable=True):
            append_only.release(connection)
            _empty()
            _unpack(path, password)
            _go_on_counting()
            append_only.protect(connection)
    else:
        connection.close()
        _unpack(path, password)
    return compare(manifest)


def compare(manifest: dict) -> list[str]:
    """What is not as the archive's manifest says; nothing when the restore is whole."""
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
    problems += versions.problems()
    kept = StoredFile.objects.values_list("digest", flat=True)
    problems += [
        f"file {digest}: missing or changed" for digest in kept.iterator() if not files.verify(digest)
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


def _unpack(path: Path, password: str, *, only_manifest: bool = False) -> dict:
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
                if not only_manifest:
                    _put(member.name, content)
    raise Refused(_("备份不完整：没有找到清单。"))


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
