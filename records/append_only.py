"""Append-only: triggers that refuse to change or delete what is kept for good, on both databases.

A later migration that rebuilds one of these tables on SQLite drops its triggers: call `protect` again there.
"""

TABLES = ("records_entry", "records_version", "records_fact")

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION records_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$
"""


def protect(connection) -> None:
    """Put the triggers on every table of TABLES."""
    release(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_FUNCTION)
        for table in TABLES:
            for statement in _creating(connection.vendor, table):
                cursor.execute(statement)


def release(connection) -> None:
    """Take the triggers off: for the clean-up after transaction tests, and to reverse the migration."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for event in ("update", "delete", "truncate"):
                on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on_table}")


def _creating(vendor: str, table: str):
    if vendor == "postgresql":
        for event, each in (("update", "ROW"), ("delete", "ROW"), ("truncate", "STATEMENT")):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION records_append_only()"
            )
    else:
        for event in ("update", "delete"):
            yield (
                f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )
