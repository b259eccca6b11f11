"""Items in bulk: one that the product's own operations gave out, copied with its own unit, dates, state and words."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, models
from viewflow.workflow.models import Process
from viewflow.workflow.models import Task as OpenStep

from bench.crowd.assignments import without_indexes
from bench.stock import words
from plans.rectifications.enums import ENDED
from plans.rectifications.lights import PLACES
from plans.rectifications.models import Item, LedgerRow, Measure, Tally
from records import search
from records.models import Entry
from workflows.models import Assignment

FIRST = 1_000_000  # copies are numbered from here, so that every reference can be computed

# What each item is, drawn once: its unit (the first ones have most), where it stands, its days, its three clauses.
# 83 % have ended, 2 % are 长期坚持; of the others about one in nine is overdue and as many are soon due.
DRAWN = """
CREATE TEMP TABLE drawn AS
SELECT i, %(first)s + i AS id, unit, source, kind, scope, issued, a, b, c, r,
    CASE WHEN place = 'fresh' THEN 'working' ELSE place END AS status, place,
    CASE WHEN place = 'long_term' THEN current_date + runs * 2 ELSE issued + runs END AS due,
    CASE WHEN place NOT IN ('issued', 'handed_back', 'fresh') THEN issued + interval '9 days' END AS begun
FROM (
    SELECT i, %(first_unit)s + floor(power(random(), 1.5) * %(units)s)::bigint AS unit,
        %(first_source)s + floor(power(random(), 1.3) * 10)::bigint AS source,
        CASE WHEN s < 0.80 THEN 'closed' WHEN s < 0.81 THEN 'unfounded' WHEN s < 0.82 THEN 'merged'
             WHEN s < 0.83 THEN 'stopped' WHEN s < 0.85 THEN 'long_term' WHEN s < 0.87 THEN 'issued'
             WHEN s < 0.873 THEN 'handed_back' WHEN s < 0.89 THEN 'closing' WHEN s < 0.895 THEN 'extending'
             WHEN s < 0.93 THEN 'fresh' ELSE 'working' END AS place,
        (ARRAY['timed', 'timed', 'timed', 'immediate', 'long_term'])[1 + floor(random() * 5)] AS kind,
        CASE WHEN random() < 0.8 THEN 'single' ELSE 'common' END AS scope, random() AS r,
        CASE WHEN s < 0.85 THEN current_date - 200 - floor(random() * 1600)::int
             ELSE current_date - floor(random() * 100)::int END AS issued,
        45 + floor(random() * 135)::int AS runs, 1 + floor(power(random(), 2) * %(a)s)::int AS a,
        1 + floor(power(random(), 2) * %(b)s)::int AS b, 1 + floor(power(random(), 2) * %(c)s)::int AS c
    FROM (SELECT i, random() AS s FROM generate_series(1, %(rows)s) i) numbered
) d
"""
SAID = " JOIN first ON first.n = a JOIN second ON second.n = b JOIN third ON third.n = c"
NUMBER = "'整改-' || extract(year FROM drawn.issued) || '-' || lpad(drawn.i::text, 7, '0')"
# The number, and the tag of the unit, as records.search writes them.
OWN = (
    "'''整改'':1 ''改'':2 ''' || extract(year FROM drawn.issued) || ''':3 ''' || lpad(drawn.i::text, 7, '0')"
    " || ''':4 ''#unit' || drawn.unit || ''''"
)
IN_CELL = (
    " JOIN rectifications_tally tally ON tally.unit_id = drawn.unit AND tally.source_id = drawn.source"
    " AND tally.kind = drawn.kind AND tally.scope = drawn.scope"
)


def copy(original: Item, rows: int, *, first_unit: int, units: int, first_source: int) -> None:
    """`rows` items like `original`, each with its process, open step, measures, ledger row and place in the counters."""
    clauses = words.clauses()
    drawn = {
        "first": FIRST,
        "rows": rows,
        "first_unit": first_unit,
        "units": units,
        "first_source": first_source,
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute(DRAWN, drawn | dict(zip("abc", map(len, clauses), strict=True)))
        for name, said in zip(("first", "second", "third"), clauses, strict=True):
            cursor.execute(f"CREATE TEMP TABLE {name} (n int PRIMARY KEY, said text, vector tsvector)")
            vectors = [(n, text, search.vector(text)) for n, text in enumerate(said, 1)]
            cursor.executemany(f"INSERT INTO {name} VALUES (%s, %s, %s::tsvector)", vectors)
    _copy_lives(original)
    _copy_items(original)
    _count()
    with _bare(LedgerRow) as cursor:
        cursor.execute(
            f"INSERT INTO {LedgerRow._meta.db_table} (item_id, text, digest, tally_id, place)"
            f" SELECT drawn.id, ({OWN})::tsvector || first.vector || second.vector || third.vector, '', tally.id, place"
            f" FROM drawn{SAID}{IN_CELL}"
        )


def _copy_lives(original: Item) -> None:
    """Every item has a process; those that have not ended an open step, what waits for the unit, and their trail."""
    key = {"subject": "'item:' || drawn.id"}
    still = f"drawn.status NOT IN ({', '.join(f'{each!r}' for each in sorted(map(str, ENDED)))})"
    many = f"drawn.id * 10 + row_number() OVER (PARTITION BY drawn.id ORDER BY old.id) + {FIRST}"
    _copy(Process, f"old.id = {original.process_id}", id="drawn.id")
    _copy(OpenStep, f"old.process_id = {original.process_id} AND {still}", id=many, process_id="drawn.id")
    _copy(
        Assignment,
        f"old.process_id = {original.process_id} AND {still}",
        id=many,
        process_id="drawn.id",
        holder="'post:liaison:' || drawn.unit",
        unit_id="drawn.unit",
        url="'/items/' || drawn.id || '/'",
        **key,
    )
    _copy(Entry, f"old.subject = '{original.key}' AND {still}", id=many, **key)


def _copy_items(original: Item) -> None:
    _copy(
        Item,
        f"old.id = {original.pk}",
        said=True,
        id="drawn.id",
        process_id="drawn.id",
        unit_id="drawn.unit",
        source_id="drawn.source",
        status="drawn.status",
        kind="drawn.kind",
        scope="drawn.scope",
        number=NUMBER,
        title="left(first.said || second.said, 60)",
        problem="first.said || second.said || third.said",
        issued_on="drawn.issued",
        begun_at="drawn.begun",
        due="drawn.due",
        limit="drawn.due",
        yellow_on="drawn.due - 12",
        red_on="drawn.due + 1",
        closed_on="CASE WHEN drawn.status = 'closed' THEN drawn.due - 5 END",
        percent="CASE WHEN drawn.status = 'closed' THEN 100 ELSE floor(drawn.r * 90) END",
    )
    _copy(
        Measure,
        f'old.item_id = {original.pk} AND (old."order" = 1 OR drawn.r < 0.3)',
        id='drawn.id * 2 + old."order" % 2',
        item_id="drawn.id",
        unit_id="drawn.unit",
        due="drawn.due",
        yellow_on="drawn.due - 12",
        red_on="drawn.due + 1",
    )


def _count() -> None:
    names = [str(place) for place in PLACES]
    sums = ", ".join(f"count(*) FILTER (WHERE place = '{name}')" for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {Tally._meta.db_table} (unit_id, source_id, kind, scope, {', '.join(names)})"
            f" SELECT unit, source, kind, scope, {sums} FROM drawn GROUP BY 1, 2, 3, 4"
        )


def _copy(model: type[models.Model], which: str, *, said: bool = False, **changed: str) -> None:
    """Every row of `model` that is `which`, once for each item drawn, with the changed columns computed."""
    columns = [field.column for field in model._meta.local_concrete_fields]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changed.get(column, f'old."{column}"') for column in columns)
    table = model._meta.db_table
    with _bare(model) as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" ({names}) SELECT {values} FROM drawn{SAID if said else ""}'
            f' CROSS JOIN "{table}" old WHERE {which}'
        )


@contextmanager
def _bare(model: type[models.Model]) -> Iterator:
    """A cursor while the table has no indexes."""
    with connection.cursor() as cursor, without_indexes(cursor, model._meta.db_table):
        yield cursor
