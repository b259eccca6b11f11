"""PostgreSQL of our own: where it comes from, and that it starts, answers and goes."""

import os
import shutil

import psycopg
import pytest

from launch import postgres as module
from launch.kin import birth


def test_given_database_counts_only_when_it_is_postgres(monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "sqlite:///x.sqlite3")
    assert module.given() == ""
    monkeypatch.setenv("DATABASE_URL", "postgres://a@b/c")
    assert module.given() == "postgres://a@b/c"


def test_folder_is_open_to_others_only_when_all_above_it_are(tmp_path):
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    assert not module.is_open_to_others(inner)


@pytest.mark.processes
def test_postgres_of_our_own_starts_with_utf8_and_leaves_nothing(open_folder, monkeypatch, socket_enabled):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    with module.postgres(open_folder) as url, psycopg.connect(url) as link:
        row = link.execute(
            "SELECT datcollate, pg_encoding_to_char(encoding), pg_backend_pid() FROM pg_database WHERE datname = current_database()"
        )
        collate, encoding, backend = row.fetchone()
        assert (collate, encoding) == ("C.UTF-8", "UTF8")
        assert birth(backend)
    assert not birth(backend)
    assert os.stat(open_folder / "postgres-password").st_mode & 0o077 == 0


def test_data_whose_password_is_gone_is_left_alone(open_folder, monkeypatch):
    monkeypatch.setattr(module, "is_open_to_others", lambda path: True)
    data = open_folder / f"postgres-{module.version(module.binaries())}"
    data.mkdir()
    (data / "made").touch()
    with pytest.raises(module.NoPostgres, match="postgres-password is gone"):
        module.cluster(open_folder)
    assert (data / "made").exists()


@pytest.mark.processes
def test_cluster_of_a_folder_that_is_gone_is_made_anew(open_folder, monkeypatch, socket_enabled):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(module, "is_open_to_others", lambda path: not path.name.startswith("closed"))
    monkeypatch.setattr(module, "outside", lambda path: open_folder / "outside")
    monkeypatch.setattr(module, "reachable", lambda programs: programs)
    closed = open_folder / "closed"
    with module.postgres(closed) as url, psycopg.connect(url, autocommit=True) as link:
        link.execute("CREATE TABLE left_behind (n int)")
    shutil.rmtree(closed)
    with module.postgres(closed) as url, psycopg.connect(url) as link:
        assert link.execute("SELECT to_regclass('left_behind')").fetchone() == (None,)
