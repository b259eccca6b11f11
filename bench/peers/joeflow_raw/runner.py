"""joeflow hands its join and its condition to Celery or Dramatiq; here the same work is done at once in the same
process, in a transaction of its own as its runners do, and without their polling.
"""

from django.db import transaction
from joeflow.models import Task

from bench.measuring.worker import VOTERS
from bench.peers.joeflow_raw.models import Plan

PEOPLE = {}
ASSIGNEES = {
    "submit": "head",
    "execute": "clerk",
    "accept": "head",
    **{f"review{n}": f"voter{n}" for n in range(1, VOTERS + 1)},
}


def run_machine_task(*, task_pk, workflow_pk, **_when):
    """What joeflow's runner does with a machine task; a join that must wait is looked at again with the next review."""
    with transaction.atomic():
        task = Task.objects.select_for_update().filter(pk=task_pk, completed=None).get()
        plan = Plan.objects.select_for_update().get(pk=workflow_pk)
        arguments = {"task": task} if getattr(task.node, "with_task", False) else {}
        result = task.node(plan, **arguments)
        if result is False:
            return
        assign(task.start_next_tasks(next_nodes=None if result is True else result))
        task.finish()


def assign(tasks):
    for task in tasks:
        if name := ASSIGNEES.get(task.name):
            task.assignees.add(PEOPLE[name])
