"""清除登记: what was cleared is known again by a salted digest, here, when it is uploaded anew, and in an older backup.

The list lies beside the backups too (tombstones.json), since a backup made before a clearing cannot know of it.
"""

import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils.dateparse import parse_datetime

from . import clock
from .models import Tombstone

NAME = "tombstones.json"


@dataclass(frozen=True)
class Known:
    """The tombstones of one place; salted digests are compared, so one content costs one digest a tombstone."""

    rows: tuple[Tombstone, ...]

    def of(self, digest: str) -> Tombstone | None:
        """The tombstone of a content, when it was cleared."""
        return next((each for each in self.rows if each.digest == salted(each.salt, digest)), None)


def fresh(digest: str, *, basis: str) -> Tombstone:
    """A tombstone of a content, not kept yet."""
    salt = secrets.token_hex(16)
    return Tombstone(digest=salted(salt, digest), salt=salt, basis=basis[:200], at=clock.now())


def salted(salt: str, digest: str) -> str:
    """SHA-256 over salt and digest: the content cannot be guessed from it, and whoever has it knows it again."""
    return hashlib.sha256(f"{salt}{digest}".encode()).hexdigest()


def of(digest: str) -> Tombstone | None:
    """The tombstone of a content in this installation."""
    return Known(tuple(Tombstone.objects.all())).of(digest)


def write_out(folder: Path | None = None) -> None:
    """All tombstones into the folder of the backups, complete or as before."""
    rows = [
        {"digest": each.digest, "salt": each.salt, "basis": each.basis, "at": each.at.isoformat()}
        for each in Tombstone.objects.order_by("at", "digest")
    ]
    folder = Path(folder or settings.BACKUP_DIR)
    if not rows and not (folder / NAME).exists():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    known = {each["digest"]: each for each in _read(folder / NAME)} | {each["digest"]: each for each in rows}
    new = folder / f"{NAME}.new"
    with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as out:
        json.dump(list(known.values()), out, ensure_ascii=False, indent=1)
        out.flush()
        os.fsync(out.fileno())
    new.replace(folder / NAME)


def beside(*folders: Path) -> Known:
    """The tombstones that lie in some folders."""
    rows = {each["digest"]: each for folder in folders for each in _read(Path(folder) / NAME)}
    return Known(tuple(Tombstone(**each | {"at": parse_datetime(each["at"])}) for each in rows.values()))


def _read(path: Path) -> list[dict]:
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else []
