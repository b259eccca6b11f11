"""备份、恢复: a drill: an archive is restored into an empty place and every row, trail, version and file is found again."""

import io
import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from launch.places import ROOT
from launch.stack import environment
from records.errors import Refused
from records.sealing import PIECE, Sealing, Unsealing

WRITES = """
import io
from records import clock, files, trail
from records.enums import Circle
from records.models import Entry, StoredFile
from units.models import Person, Unit
unit = Unit.objects.create(code="U", name="样例单位", short_name="样例", since=clock.today())
person = Person.objects.create(username="p", name="样例", unit=unit, since=clock.today())
for n in range(30):
    trail.record(f"plan:{n % 3}", "plan.reported", by=person, circle=Circle.FEEDBACK, words=f"进展{n}\\t\\\\N换行\\n")
print(files.put(io.BytesIO(b"evidence" * 5000), media_type="application/pdf").digest)
"""


def manage(variables, *arguments, fails=False):
    done = subprocess.run(
        [sys.executable, "manage.py", *arguments], cwd=ROOT, env=variables, capture_output=True, text=True
    )
    assert bool(done.returncode) == fails, done.stdout + done.stderr
    return done.stdout + done.stderr


def place(folder: Path, url: str = "", **more) -> dict[str, str]:
    folder.mkdir(exist_ok=True)
    return environment(folder, mode="demo", port=8000, database_url=url, broker=False) | more


def filled(variables) -> str:
    """A little work of every kind; gives the digest of its file."""
    manage(variables, "migrate", "-v", "0")
    return manage(variables, "shell", "-v", "0", "-c", WRITES).strip().splitlines()[-1]


def archive_of(variables) -> str:
    return manage(variables, "make_backup").split("  ")[0]


@pytest.mark.processes
@pytest.mark.timeout(600)
def test_drill_on_sqlite(tmp_path):
    password = "样例密码-long-enough"
    own = place(tmp_path / "own", BACKUP_PASSWORD=password)
    digest = filled(own)
    archive = archive_of(own)
    assert os.stat(archive).st_mode & 0o077 == 0 and archive.endswith(".enc")
    assert b"evidence" not in Path(archive).read_bytes()
    empty = place(tmp_path / "empty", BACKUP_PASSWORD=password)
    assert "are those of the backup" in manage(empty, "restore_backup", archive)
    with sqlite3.connect(tmp_path / "empty" / "data" / "xianling.sqlite3") as there:
        assert there.execute("SELECT COUNT(*) FROM records_entry").fetchone() == (30,)
    assert next((tmp_path / "empty" / "data" / "files").rglob(digest)).read_bytes() == b"evidence" * 5000
    assert "不是空的" in manage(empty, "restore_backup", archive, fails=True)
    wrong = place(tmp_path / "wrong", BACKUP_PASSWORD="another")
    assert "密码不对" in manage(wrong, "restore_backup", archive, fails=True)


CLEARS = """
from records import clock
from records.models import StoredFile
from units.enums import Post, UnitKind
from units.models import Person, Posting, Unit
from workflows.models import Evidence
from workflows.operations import misfiled
day = clock.today()
office = Unit.objects.create(code="O", name="样例工委", short_name="样例工委", kind=UnitKind.OFFICE, since=day)
handlers = [Person.objects.create(username=f"h{n}", name=f"样例{n}", unit=office, since=day) for n in range(2)]
for each in handlers:
    Posting.objects.create(person=each, unit=office, post=Post.OFFICE_CLERK, since=day)
incident = misfiled.report_file(StoredFile.objects.get(), by=handlers[0])
order = dict(decision="clear", number="示密〔2026〕3号", issuer="样例", issued_on=day)
misfiled.order_misfiled(incident, by=handlers[0], **order)
misfiled.carry_out_misfiled(incident, by=handlers[1], number="示密〔2026〕3号")
"""
SERVES = """
from records import clock, trail
from records.enums import Circle
from records.models import StoredFile
from units.models import Person, Unit
from workflows.models import Evidence
unit, person, file = Unit.objects.get(), Person.objects.get(), StoredFile.objects.get()
Evidence.objects.create(unit=unit, file=file, name="盖章件.pdf", dated=clock.today(), added_by=person, added_at=clock.now())
trail.record("plan:1", "plan.evidence_linked", by=person, circle=Circle.FEEDBACK, file="盖章件.pdf", digest=file.pk)
"""


@pytest.mark.processes
@pytest.mark.timeout(900)
def test_what_was_cleared_does_not_come_back_with_an_older_backup(tmp_path):
    own = place(tmp_path / "own")
    digest = filled(own)
    manage(own, "shell", "-v", "0", "-c", SERVES)
    older = archive_of(own)
    manage(own, "shell", "-v", "0", "-c", CLEARS)
    manage(own, "verify_trail")
    assert b"evidence" * 100 in Path(older).read_bytes()  # the older archive itself is kept as it is
    empty = place(tmp_path / "empty")
    assert "are those of the backup" in manage(empty, "restore_backup", older)
    assert not any(digest in path.name for path in (tmp_path / "empty").rglob("*"))
    with sqlite3.connect(tmp_path / "empty" / "data" / "xianling.sqlite3") as there:
        rows = "\n".join(there.iterdump())
    for gone in (digest, "盖章件.pdf", _in_json("盖章件.pdf")):
        assert gone not in rows
    assert _in_json("进展29") in rows
    assert "verified, no problems" in manage(empty, "verify_trail")


def _in_json(words: str) -> str:
    """As SQLite keeps it in a column of JSON."""
    return json.dumps(words)[1:-1]


@pytest.mark.processes
@pytest.mark.timeout(600)
def test_a_file_that_was_changed_is_noticed(tmp_path):
    own = place(tmp_path / "own")
    filled(own)
    archive = Path(archive_of(own))
    content = archive.read_bytes()
    archive.write_bytes(content.replace(b"evidenceevidence", b"evidenzeevidence", 1))
    said = manage(place(tmp_path / "empty"), "restore_backup", str(archive), fails=True)
    assert "missing or changed" in said


@pytest.mark.postgres
@pytest.mark.django_db
@pytest.mark.timeout(900)
def test_drill_on_postgres(tmp_path, settings):
    from django.db import connection

    url = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    names = [f"drill_{os.getpid()}_{n}" for n in (1, 2)]
    try:
        for name in names:
            _outside(connection, f'CREATE DATABASE "{name}"')
        own = place(tmp_path / "own", f"{url}/{names[0]}")
        filled(own)
        archive = archive_of(own)
        empty = place(tmp_path / "empty", f"{url}/{names[1]}")
        assert "are those of the backup" in manage(empty, "restore_backup", archive)
        assert "30" in manage(
            empty, "shell", "-v", "0", "-c", "from records.models import Entry; print(Entry.objects.count())"
        )
        more = "from units.models import Unit; from records import clock; Unit.objects.create(code='V', name='v', short_name='v', since=clock.today())"
        manage(empty, "shell", "-v", "0", "-c", more)  # numbers go on where they were
        refused = "from records.models import Entry; Entry.objects.update(code='x')"
        assert "append" in manage(empty, "shell", "-v", "0", "-c", refused, fails=True).lower()
    finally:
        for name in names:
            _outside(connection, f'DROP DATABASE IF EXISTS "{name}"')


def _outside(connection, statement: str) -> None:
    import psycopg

    params = connection.get_connection_params() | {"autocommit": True}
    for name in ("cursor_factory", "context", "server_side_binding", "prepare_threshold", "options"):
        params.pop(name, None)
    with psycopg.connect(**params) as link:
        link.execute(statement)


@pytest.mark.parametrize("size", [0, 1, PIECE, PIECE + 1, 3 * PIECE + 7])
def test_a_sealed_stream_is_what_was_put_in(size):
    kept, content = io.BytesIO(), os.urandom(size)
    with Sealing(kept, "密码") as sink:
        sink.write(content)
    assert io.BufferedReader(Unsealing(io.BytesIO(kept.getvalue()), "密码")).read() == content


def test_a_piece_that_is_missing_moved_or_changed_is_noticed():
    kept = io.BytesIO()
    with Sealing(kept, "密码") as sink:
        sink.write(os.urandom(2 * PIECE + 5))
    whole = kept.getvalue()
    piece = 5 + PIECE + 16
    head = len(whole) - 2 * piece - 5 - 5 - 16
    for wrong in (
        whole[: head + piece],  # cut off after the first
        whole[:head]
        + whole[head + piece : head + 2 * piece]
        + whole[head : head + piece]
        + whole[head + 2 * piece :],
        whole[:-1] + bytes([whole[-1] ^ 1]),
        whole[: head + piece] + whole[head + 2 * piece :],
    ):
        with pytest.raises(Refused):
            io.BufferedReader(Unsealing(io.BytesIO(wrong), "密码")).read()
    with pytest.raises(Refused):
        io.BufferedReader(Unsealing(io.BytesIO(whole), "another")).read()
