"""What happened to the copied plans: days, ends, lights, items of their own year's list, what waits, what was reported."""

from django.db import connection

# Years that are over are closed; in the present one tasks are due all over the year, most that are due are done.
PLANS = """
UPDATE actions_plan SET status = 'closed' WHERE action_id = ANY(%(past)s)
"""
TASKS = """
UPDATE actions_task task SET
    item_id = item.id, starts = drawn.starts, due = drawn.due, yellow_on = drawn.due - 12, red_on = drawn.due + 1,
    begun_at = CASE WHEN drawn.starts < current_date OR over THEN drawn.starts END,
    done_on = CASE WHEN over OR (drawn.due < current_date AND r < 0.9) THEN drawn.due - 3 END
FROM (
    SELECT old.id, plan.action_id, plan.action_id = ANY(%(past)s) AS over, random() AS r,
        row_number() OVER (PARTITION BY old.plan_id ORDER BY old.id) AS place,
        make_date(action.year, 1, 1) + floor(random() * 60)::int AS starts,
        make_date(action.year, 3, 1) + floor(random() * 300)::int AS due
    FROM actions_task old
    JOIN actions_plan plan ON plan.id = old.plan_id
    JOIN actions_action action ON action.id = plan.action_id
    WHERE plan.action_id = ANY(%(actions)s)
) drawn
JOIN (
    SELECT item.id, template.action_id,
        row_number() OVER (PARTITION BY template.action_id ORDER BY item."order") AS place
    FROM actions_templateitem item JOIN actions_template template ON template.id = item.template_id
) item ON item.action_id = drawn.action_id AND item.place = drawn.place
WHERE task.id = drawn.id
"""
NODES = """
UPDATE actions_milestone node SET
    due = CASE WHEN node."order" = 1 THEN task.starts + (task.due - task.starts) / 2 ELSE task.due END,
    done_on = task.done_on
FROM actions_task task JOIN actions_plan plan ON plan.id = task.plan_id
WHERE node.task_id = task.id AND plan.action_id = ANY(%(actions)s)
"""
WAITING = """
INSERT INTO workflows_assignment (process_id, subject, line, kind, holder, unit_id, title, what, note, url, round,
    since, starts, due, provisional, yellow_on, red_on, outcome)
SELECT plan.process_id, 'plan:' || plan.id, task.line, 'execute', 'post:liaison:' || plan.unit_id, plan.unit_id,
    task.code || ' ' || task.title, '请按节点填报进展', '', '/tasks/' || task.id || '/', 1,
    now() - interval '90 days', task.starts, task.due, false, task.yellow_on, task.red_on, ''
FROM actions_task task JOIN actions_plan plan ON plan.id = task.plan_id
WHERE plan.action_id = ANY(%(actions)s) AND plan.status = 'executing' AND task.done_on IS NULL
"""
REPORTS = """
INSERT INTO actions_report (task_id, kind, words, percent, by_id, at, answer)
SELECT tasks.ids[1 + i %% cardinality(tasks.ids)],
    CASE WHEN i %% 7 = 0 THEN 'nothing' ELSE 'progress' END, '推进第' || i || '步，按期落实', i %% 100, %(by)s,
    now() - random() * interval '900 days', ''
FROM generate_series(1, %(reports)s) i, (
    SELECT array_agg(task.id) AS ids FROM actions_task task JOIN actions_plan plan ON plan.id = task.plan_id
    WHERE plan.action_id = ANY(%(actions)s)
) tasks
"""


def live(actions: list[int], *, reports: int, by: int) -> None:
    """Three years pass over the plans of these actions; the same draw every time."""
    given = {"actions": actions, "past": actions[:-1], "reports": reports, "by": by}
    with connection.cursor() as cursor:
        cursor.execute("SELECT setseed(0.42)")
        for statement in (PLANS, TASKS, NODES, WAITING, REPORTS):
            cursor.execute(statement, given)
