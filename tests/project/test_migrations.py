"""Squashed migrations: an empty database is made by them as by the chain they stand for, which stays the way up of older ones."""

import contextlib
import re

import pytest
from django.db import connection, connections, migrations
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from launch.prepare import is_behind
from records import backups
from records.new_tables import NewTables

# The old chain takes half a minute, which is why there is another: one process makes it, once.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("old chain"), pytest.mark.timeout(600)]

# What `migrate` itself keeps, or fills from the models when all is done.
NOT_SEEDED = {"django_migrations", "django_content_type", "auth_permission"}


@contextlib.contextmanager
def standing_in(other):
    """`other` is the database of this process: migrations, and the log of them, know the default one alone."""
    kept = connections["default"]
    connections["default"] = other
    try:
        yield
    finally:
        connections["default"] = kept


@contextlib.contextmanager
def another_database(folder):
    """An empty database beside the one of the suite."""
    other = connection.copy()
    if connection.vendor == "sqlite":
        other.settings_dict["NAME"] = str(folder / "old.sqlite3")
        yield other
        other.close()
        return
    name = other.settings_dict["NAME"] = f"{connection.settings_dict['NAME']}_old"
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        yield other
    finally:
        other.close()
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


@pytest.fixture(scope="module")
def old(django_db_setup, django_db_blocker, tmp_path_factory):
    """A database of an earlier tree, made by the old chain up to one step before its end, then brought up to date."""
    with django_db_blocker.unblock(), another_database(tmp_path_factory.mktemp("old")) as other:
        with standing_in(other):
            executor = MigrationExecutor(other)
            executor.loader = MigrationLoader(other, replace_migrations=False)
            executor.migrate([each.replaces[-2] for each in squashed()])
            executor = MigrationExecutor(other)
            executor.migrate(executor.loader.graph.leaf_nodes())
        yield other


def squashed() -> list[NewTables]:
    return [each for each in MigrationLoader(None).disk_migrations.values() if isinstance(each, NewTables)]


@pytest.fixture
def of_an_earlier_tree(old):
    """The same, as software left it that knew of no squashed migration."""
    with standing_in(old):
        for each in squashed():
            MigrationRecorder(old).record_unapplied(each.app_label, each.name)
    return old


def rows(database, statement: str) -> list[tuple]:
    with database.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def schema(database) -> set[tuple]:
    return sqlite_schema(database) if database.vendor == "sqlite" else postgresql_schema(database)


def sqlite_schema(database) -> set[tuple]:
    """Every table by its columns and constraints, which a table that was altered has in another order; the rest as it is."""
    found = rows(database, "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL")
    return {(kind, name, *(parts(sql) if kind == "table" else [sql])) for kind, name, sql in found}


def parts(sql: str) -> list[str]:
    """What stands between the commas of a CREATE TABLE, those in brackets and texts left alone."""
    inside = " ".join(sql[sql.index("(") + 1 : sql.rindex(")")].split())
    found, depth = [""], 0
    for piece in re.findall(r"'(?:[^']|'')*'|.", inside):
        depth += {"(": 1, ")": -1}.get(piece, 0)
        if piece == "," and not depth:
            found.append("")
        else:
            found[-1] += piece
    return sorted(each.strip() for each in found)


def postgresql_schema(database) -> set[tuple]:
    """Columns, with their places too: an archive keeps its rows in that order (records/backups.py)."""
    return {
        (kind, *row)
        for kind, statement in {
            "column": """
                SELECT table_name, column_name, ordinal_position, udt_name, character_maximum_length, numeric_precision,
                       numeric_scale, is_nullable, column_default, is_identity, identity_generation, collation_name
                FROM information_schema.columns WHERE table_schema = 'public'""",
            "constraint": """
                SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid), convalidated
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace""",
            "index": "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'",
            "trigger": "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal",
            "function": """
                SELECT pg_get_functiondef(oid) FROM pg_proc
                WHERE pronamespace = 'public'::regnamespace AND prokind = 'f'""",
            "sequence": "SELECT sequencename, data_type::text FROM pg_sequences WHERE schemaname = 'public'",
            "extension": "SELECT extname FROM pg_extension",
        }.items()
        for row in rows(database, statement)
    }


def seeds(database) -> dict[str, list]:
    """The rows of every table that has any, by the names of their columns."""
    found = {}
    for table in set(database.introspection.table_names()) - NOT_SEEDED:
        with database.cursor() as cursor:
            cursor.execute(f'SELECT * FROM "{table}"')
            names = [column.name if hasattr(column, "name") else column[0] for column in cursor.description]
            if kept := [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]:
                found[table] = sorted(kept, key=repr)
    return found


def test_both_ways_end_in_the_same_tables_indexes_constraints_and_triggers(old):
    ours, theirs = schema(connection), schema(old)
    assert ours - theirs == set() and theirs - ours == set()
    assert any(row[0] == "trigger" for row in ours)


def test_both_ways_end_with_the_same_rows(old):
    ours = seeds(connection)
    assert ours.keys() >= {"records_calendaryear", "records_calendarday", "supervision_reminderrule"}
    assert ours == seeds(old)


def test_a_database_of_an_earlier_tree_has_nothing_to_do_and_is_noted_as_up_to_date(of_an_earlier_tree):
    with standing_in(of_an_earlier_tree):
        before = MigrationRecorder(of_an_earlier_tree).applied_migrations().keys()
        assert not is_behind()
        after = MigrationRecorder(of_an_earlier_tree).applied_migrations().keys()
    assert after - before == {(each.app_label, each.name) for each in squashed()}


def test_an_archive_of_an_earlier_tree_is_one_of_this_version(of_an_earlier_tree):
    with standing_in(of_an_earlier_tree):
        theirs = backups.migrations()
    assert theirs == backups.migrations()


def test_a_database_half_way_goes_on_along_the_old_chain(of_an_earlier_tree):
    """Whichever app is one step behind: that step and what was built on it, each by itself, and nothing else."""
    single = MigrationLoader(None, replace_migrations=False).graph
    with standing_in(of_an_earlier_tree):
        recorder = MigrationRecorder(of_an_earlier_tree)
        for each in squashed():
            missing = set(single.backwards_plan(each.replaces[-1]))
            for key in missing:
                recorder.record_unapplied(*key)
            assert is_behind()
            executor = MigrationExecutor(of_an_earlier_tree)
            executor.loader.check_consistent_history(of_an_earlier_tree)
            plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
            assert {(waiting.app_label, waiting.name) for waiting, _backwards in plan} == missing
            for key in missing:
                recorder.record_applied(*key)


def test_a_later_migration_may_go_on_from_the_name_of_a_replaced_one():
    class Later(MigrationLoader):
        def load_disk(self):
            super().load_disk()
            for each in squashed():
                later = migrations.Migration("9999_later", each.app_label)
                later.dependencies = [each.replaces[-1]]
                self.disk_migrations[later.app_label, later.name] = later

    graph = Later(None).graph
    for each in squashed():
        parents = graph.node_map[each.app_label, "9999_later"].parents
        assert [parent.key for parent in parents] == [(each.app_label, each.name)]


def test_what_draws_its_models_once_makes_tables_and_fills_them_and_nothing_else():
    for each in squashed():
        kinds = {type(operation) for operation in each.operations}
        assert kinds <= {migrations.CreateModel, migrations.RunPython}, each
