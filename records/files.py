"""文件: bytes by content digest, in FILES_DIR; rows refer to digests."""

import errno
import hashlib
import io
import os
import tempfile
import time
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from . import clock, tombstones
from .errors import Refused, Withheld
from .models import StoredFile

CHUNK = 1024 * 1024


def put(stream, *, media_type: str) -> StoredFile:
    """Keep a stream: temporary file, fsync, rename. The same content is kept once. Refused when the disk is full."""
    folder = Path(settings.FILES_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    sha, size = hashlib.sha256(), 0
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".incoming-")
    try:
        with os.fdopen(handle, "wb") as out:
            for chunk in iter(lambda: stream.read(CHUNK), b""):
                sha.update(chunk)
                size += len(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        _check_may_be_kept(sha.hexdigest())
        path = path_of(sha.hexdigest())
        path.parent.mkdir(parents=True, exist_ok=True)
        os.replace(temporary, path)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise Refused(_("服务器存储空间已满，文件没有保存，请联系系统管理员后重试。")) from error
        raise
    finally:
        Path(temporary).unlink(missing_ok=True)
    kept, _created = StoredFile.objects.get_or_create(
        digest=sha.hexdigest(), defaults={"size": size, "media_type": media_type, "at": clock.now()}
    )
    return kept


def open_file(digest: str):
    """The bytes of a kept file, as a binary stream. Withheld when it is 疑似涉密, also in the middle of reading."""
    check_may_be_opened(digest)
    return io.BufferedReader(_Watched(digest))


def check_may_be_opened(digest: str) -> None:
    """Nobody opens what is reported as 疑似涉密, or what was cleared."""
    found = StoredFile.objects.filter(pk=digest).exclude(withheld_at=None).values_list("cleared_at")[:1]
    if found:
        raise Withheld(
            _("该文件已按处置要求清除。") if found[0][0] else _("该文件已报告疑似涉密，暂停查看和下载。")
        )


def _check_may_be_kept(digest: str) -> None:
    """The same content does not come in a second time."""
    check_may_be_opened(digest)
    if tombstones.of(digest):
        raise Withheld(_("该文件已按处置要求清除，不能再次上传。"))


class _Watched(io.FileIO):
    """A file on its way out: once a second it is asked anew whether it may be."""

    def __init__(self, digest: str):
        super().__init__(path_of(digest), "rb")
        self._digest, self._asked = digest, time.monotonic()

    def readinto(self, buffer) -> int | None:
        self._ask()
        return super().readinto(buffer)

    def readall(self) -> bytes:
        self._ask()
        return super().readall()

    def _ask(self) -> None:
        if time.monotonic() - self._asked > 1:
            check_may_be_opened(self._digest)
            self._asked = time.monotonic()


def verify(digest: str) -> bool:
    """Are the bytes still what their digest says?"""
    path = path_of(digest)
    if not path.exists():
        return False
    sha = hashlib.sha256()
    with path.open("rb") as stream:
        for chunk in iter(lambda: stream.read(CHUNK), b""):
            sha.update(chunk)
    return sha.hexdigest() == digest


def forget(digest: str) -> bool:
    """The bytes go when no row refers to them any more; False when something still does. Runs inside a transaction."""
    try:
        with transaction.atomic():
            StoredFile.objects.filter(digest=digest).delete()
    except ProtectedError:
        return False
    transaction.on_commit(lambda: path_of(digest).unlink(missing_ok=True))
    return True


def path_of(digest: str) -> Path:
    """Where the bytes of a digest lie."""
    return Path(settings.FILES_DIR) / digest[:2] / digest[2:4] / digest
