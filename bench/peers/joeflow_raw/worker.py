"""python -m bench.peers.joeflow_raw.worker"""

from bench.measuring.worker import VOTERS, configure, people, serve

configure(
    "joeflow",
    "bench.peers.joeflow_raw",
    JOEFLOW_TASK_RUNNER="bench.peers.joeflow_raw.runner.run_machine_task",
)

from django.contrib.auth.models import User  # noqa: E402 - after configure()
from django.db import transaction  # noqa: E402
from joeflow.models import Task  # noqa: E402

from bench.peers.joeflow_raw.models import Plan  # noqa: E402
from bench.peers.joeflow_raw.runner import PEOPLE, assign  # noqa: E402


class NotYours(Exception):
    pass


def start(by):
    """What joeflow's StartView does on POST, without the page."""
    with transaction.atomic():
        plan = Plan.objects.create(title="样例")
        task = Task(name="draft", type="human")
        task.workflow = plan
        task.finish(by)
        assign(task.start_next_tasks())
    return plan.pk


def complete(plan_pk, name, by, vote=None):
    """What joeflow's UpdateView does on POST, under a lock: assignee, work, finish, next tasks. One commit."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan_pk)
        task = Task.objects.get(_workflow_id=plan_pk, name=name, completed=None)
        if not task.assignees.filter(pk=by.pk).exists():
            raise NotYours
        if vote is not None:
            plan.agreed += vote
            plan.save(update_fields=["agreed"])
        task.workflow = plan
        task.finish(by)
        assign(task.start_next_tasks())


def lifecycle():
    plan = start(PEOPLE["clerk"])
    complete(plan, "submit", PEOPLE["head"])
    for n in range(1, VOTERS + 1):
        complete(plan, f"review{n}", PEOPLE[f"voter{n}"], vote=1)
    complete(plan, "execute", PEOPLE["clerk"])
    complete(plan, "accept", PEOPLE["head"])
    return plan


if __name__ == "__main__":
    PEOPLE.update(people(User))
    serve(lifecycle)
