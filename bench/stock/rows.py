"""Items in bulk: one that the product's own operations gave out, copied with its own unit, dates, state and words."""

from django.db import connection

from bench.crowd.assignments import without_indexes
from bench.stock import words
from plans.rectifications.models import Item, LedgerRow, Measure
from records import search

FIRST = 1_000_000  # copies are numbered from here, so that every reference can be computed

# What each item is, drawn once: its unit (the first ones have most), its state, its days.
DRAWN = """
CREATE TEMP TABLE drawn AS
SELECT i, %(first)s + i AS id, unit, source, state, kind, scope, begun, issued, issued + runs AS due,
    issued + runs - least(14, runs / 5) AS yellow, issued + runs + 1 AS red, a, b, c, closed
FROM (
    SELECT i, %(first_unit)s + floor(power(random(), 1.5) * %(units)s)::bigint AS unit,
        %(first_source)s + floor(power(random(), 1.3) * 10)::bigint AS source,
        CASE WHEN s < 0.80 THEN 'closed' WHEN s < 0.81 THEN 'unfounded' WHEN s < 0.82 THEN 'merged'
             WHEN s < 0.83 THEN 'stopped' WHEN s < 0.85 THEN 'long_term' WHEN s < 0.87 THEN 'issued'
             WHEN s < 0.873 THEN 'handed_back' WHEN s < 0.89 THEN 'closing' WHEN s < 0.895 THEN 'extending'
             ELSE 'working' END AS state,
        (ARRAY['timed', 'timed', 'timed', 'immediate', 'long_term'])[1 + floor(random() * 5)] AS kind,
        CASE WHEN random() < 0.8 THEN 'single' ELSE 'common' END AS scope, random() < 0.7 AS begun,
        CASE WHEN s < 0.85 THEN current_date - 200 - floor(random() * 1600)::int
             ELSE current_date - floor(random() * 150)::int END AS issued,
        30 + floor(random() * 150)::int AS runs, floor(random() * 200)::int AS closed,
        1 + floor(power(random(), 2) * 900)::int AS a, 1 + floor(power(random(), 2) * 255)::int AS b,
        1 + floor(power(random(), 2) * 600)::int AS c
    FROM (SELECT i, random() AS s FROM generate_series(1, %(rows)s) i) numbered
) d
"""


def copy(original: Item, rows: int, *, first_unit: int, units: int, first_source: int) -> None:
    """`rows` items like `original`, with a process, measures, a ledger row each, and the tallies of what has ended."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        drawn = {
            "first": FIRST,
            "first_unit": first_unit,
            "units": units,
            "first_source": first_source,
            "rows": rows,
        }
        cursor.execute(DRAWN, drawn)
        _say(cursor)
    _insert(
        "viewflow_process", _columns("viewflow_process"), f"old.id = {original.process_id}", id="drawn.id"
    )
    _insert(
        Item._meta.db_table,
        _columns(Item._meta.db_table),
        f"old.id = {original.pk}",
        id="drawn.id",
        process_id="drawn.id",
        unit_id="drawn.unit",
        source_id="drawn.source",
        status="drawn.state",
        kind="drawn.kind",
        scope="drawn.scope",
        number="'整改-' || extract(year FROM drawn.issued) || '-' || lpad(drawn.i::text, 7, '0')",
        title="left(first.said || second.said, 60)",
        problem="first.said || second.said || third.said",
        issued_on="drawn.issued",
        received_on="CASE WHEN drawn.state <> 'issued' THEN drawn.issued + 1 END",
        begun_at="CASE WHEN drawn.state NOT IN ('issued', 'handed_back') AND drawn.begun THEN drawn.issued + interval '9 days' END",
        due="drawn.due",
        **{"limit": "drawn.due"},
        yellow_on="drawn.yellow",
        red_on="drawn.red",
        closed_on="CASE WHEN drawn.state = 'closed' THEN drawn.due - drawn.closed END",
        percent="CASE WHEN drawn.state = 'closed' THEN 100 WHEN drawn.begun THEN drawn.i % 100 ELSE 0 END",
    )
    measure = [
        "id",
        "item_id",
        "line",
        '"order"',
        "text",
        "standard",
        "unit_id",
        "due",
        "yellow_on",
        "red_on",
        "percent",
        "late_days",
        "late_cause",
        "return_count",
        "excuse",
    ]
    with connection.cursor() as cursor, without_indexes(cursor, Measure._meta.db_table):
        cursor.execute(
            f"INSERT INTO {Measure._meta.db_table} ({', '.join(measure)})"
            " SELECT drawn.id * 2 + n, drawn.id, 'm' || n, n, '逐项建立清单，明确责任科室和完成时限' || n, '抽查10件无一遗漏', drawn.unit,"
            " drawn.due, drawn.yellow, drawn.red, 0, 0, '', 0, '' FROM drawn, generate_series(0, 1) n WHERE n = 0 OR i % 3 = 0"
        )
    with connection.cursor() as cursor, without_indexes(cursor, LedgerRow._meta.db_table):
        _count(cursor)
        cursor.execute(
            f"INSERT INTO {LedgerRow._meta.db_table} (item_id, text, digest, tally_id)"
            " SELECT drawn.id, ('''整改'':1 ''改'':2 ''' || extract(year FROM issued) || ''':3 ''' || lpad(i::text, 7, '0') || ''':4')::tsvector"
            " || first.vector || second.vector || third.vector, '', tally.id FROM drawn"
            " JOIN first ON first.n = a JOIN second ON second.n = b JOIN third ON third.n = c"
            " LEFT JOIN rectifications_tally tally ON tally.unit_id = unit AND tally.source_id = source AND tally.kind = drawn.kind"
            " AND tally.scope = drawn.scope AND tally.status = state"
        )


def _say(cursor) -> None:
    for name, said in zip(("first", "second", "third"), words.clauses(), strict=True):
        cursor.execute(f"CREATE TEMP TABLE {name} (n int PRIMARY KEY, said text, vector tsvector)")
        cursor.executemany(
            f"INSERT INTO {name} VALUES (%s, %s, %s::tsvector)",
            [(n, text, search.vector(text)) for n, text in enumerate(said, 1)],
        )


def _count(cursor) -> None:
    cursor.execute(
        "INSERT INTO rectifications_tally (unit_id, source_id, kind, scope, status, n)"
        " SELECT unit, source, kind, scope, state, count(*) FROM drawn"
        " WHERE state IN ('closed', 'unfounded', 'merged', 'stopped') GROUP BY 1, 2, 3, 4, 5"
    )


def _columns(table: str) -> list[str]:
    with connection.cursor() as cursor:
        return [column.name for column in connection.introspection.get_table_description(cursor, table)]


def _insert(table: str, columns: list[str], which: str, **changed: str) -> None:
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'old."{column}"') for column in columns)
    with connection.cursor() as cursor, without_indexes(cursor, table):
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM drawn'
            " JOIN first ON first.n = a JOIN second ON second.n = b JOIN third ON third.n = c"
            f' CROSS JOIN "{table}" old WHERE {which}'
        )
