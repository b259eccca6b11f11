"""待办 in bulk: a fifth of them open, most of them with a few units, held by posts and by people."""

from contextlib import contextmanager

from django.db import connection

from bench.crowd.people import PER_UNIT, UNITS
from bench.crowd.plans import FIRST, ROOM

# r1…r4 are random numbers of the row. The square makes the first units' inboxes much longer than the last ones'.
ROWS = f"""
INSERT INTO workflows_assignment (process_id, subject, line, kind, holder, unit_id, title, what, note, url, round,
    sent_by_id, since, starts, due, provisional, yellow_on, red_on, done_at, done_by_id, on_behalf_of_id, outcome)
SELECT {FIRST} + k, 'plan:' || ({FIRST} + k), task.line, 'execute',
    CASE
        WHEN r2 < 0.30 THEN 'post:liaison:' || plan.unit_id
        WHEN r2 < 0.45 THEN 'post:head:' || plan.unit_id
        WHEN r2 < 0.75 THEN 'person:' || (%(first_person)s + u * {PER_UNIT} + floor(r3 * r3 * {PER_UNIT}))
        ELSE 'post:office_clerk:' || %(office)s
    END,
    plan.unit_id, task.code || ' ' || task.title, '请按节点填报进展',
    CASE WHEN r3 < 0.2 THEN '第一季度的节点请一并填报' ELSE '' END,
    '/tasks/' || task.id || '/', 1, %(sender)s, now() - r4 * interval '300 days',
    current_date - 300, row.due_on, false, row.due_on - 10, row.due_on + 1,
    CASE WHEN i %% 5 > 0 THEN now() - r3 * interval '250 days' END,
    CASE WHEN i %% 5 > 0 THEN %(first_person)s + u * {PER_UNIT} + floor(r3 * r3 * {PER_UNIT}) END,
    NULL, ''
FROM (
    SELECT i, r2, r3, r4, u, u + 1 + floor(r5 * %(plans)s / {UNITS})::bigint * {UNITS} AS k,
        current_date - 60 + floor(r4 * 180)::int AS due_on
    FROM (
        SELECT i, random() AS r2, random() AS r3, random() AS r4, random() AS r5,
            floor(power(random(), 2) * {UNITS})::bigint AS u
        FROM generate_series(1, %(rows)s) i
    ) drawn
) row
JOIN actions_plan plan ON plan.id = {FIRST} + k
JOIN actions_task task ON task.id = ({FIRST} + k) * {ROOM} + 1 + i %% %(tasks)s
"""


def hand_out(rows: int, *, plans: int, tasks: int, first_person: int, office: int, sender: int) -> None:
    """`rows` assignments over `plans` copies with `tasks` tasks each; the same draw every time."""
    drawn = {
        "rows": rows,
        "plans": plans,
        "tasks": tasks,
        "first_person": first_person,
        "office": office,
        "sender": sender,
    }
    with connection.cursor() as cursor, without_indexes(cursor, "workflows_assignment"):
        cursor.execute("SELECT setseed(0.42)")
        cursor.execute(ROWS, drawn)


@contextmanager
def without_indexes(cursor, table: str):
    """Fill a table first and index it afterwards: a third of the time."""
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s"
        " AND indexname NOT IN (SELECT conname FROM pg_constraint WHERE conindid <> 0)",
        [table],
    )
    indexes = cursor.fetchall()
    for name, _definition in indexes:
        cursor.execute(f'DROP INDEX "{name}"')
    yield
    for _name, definition in indexes:
        cursor.execute(definition)
