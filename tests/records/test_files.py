import errno
import io

import pytest

from records import files
from records.errors import Refused
from records.models import StoredFile

pytestmark = pytest.mark.django_db


def put(content=b"bytes of a file"):
    return files.put(io.BytesIO(content), media_type="application/pdf")


def test_put_keeps_the_bytes_under_their_digest():
    kept = put()
    assert files.open_file(kept.digest).read() == b"bytes of a file"
    assert kept.size == 15 and files.verify(kept.digest)


def test_the_same_bytes_are_kept_once():
    assert put() == put()
    assert StoredFile.objects.count() == 1


def test_verify_finds_changed_and_missing_bytes():
    kept = put()
    files.path_of(kept.digest).write_bytes(b"other")
    assert not files.verify(kept.digest)
    files.path_of(kept.digest).unlink()
    assert not files.verify(kept.digest)


def test_a_full_disk_is_a_sentence_and_leaves_nothing_behind(monkeypatch, settings):
    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refused, match="存储空间"):
        put()
    assert not StoredFile.objects.exists()
    assert not [path for path in settings.FILES_DIR.rglob("*") if path.is_file()]
