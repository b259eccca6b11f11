"""python -m bench.peers.viewflow_raw.worker"""

from bench.measuring.worker import VOTERS, configure, people, serve

configure("viewflow", "viewflow.workflow", "bench.peers.viewflow_raw", VIEWFLOW={"AUTOREGISTER": False})

from django.contrib.auth.models import User  # noqa: E402 - after configure()
from django.db import transaction  # noqa: E402
from viewflow.workflow.models import Task  # noqa: E402

from bench.peers.viewflow_raw.flows import PEOPLE, PlanFlow  # noqa: E402


class NotYours(Exception):
    pass


def start(by):
    """What viewflow's start view does on POST, without the page."""
    activation = PlanFlow.draft.activation_class.create(PlanFlow.draft, None, None)
    if not PlanFlow.draft.can_execute(by, activation.task):
        raise NotYours
    with transaction.atomic():
        activation.start(None if by is None else Asker(by))
        activation.process.data = {"title": "样例", "ballots": {}}
        activation.execute()
    return activation.process.pk


class Asker:
    """As much of a request as viewflow reads."""

    def __init__(self, user):
        self.user = user


def complete(process_pk, node, by, ballot=None):
    """A task completed with viewflow's own means: its lock and re-read, the owner, the work, what follows. One commit."""
    with Task.objects.get(process_id=process_pk, flow_task=node).activation() as activation:
        if activation.task.owner_id != by.pk:
            raise NotYours
        activation.start(Asker(by))
        if ballot is not None:
            activation.process.data["ballots"][str(by.pk)] = ballot
            activation.process.save(update_fields=["data"])
        activation.execute()


def lifecycle():
    plan = start(PEOPLE["clerk"])
    complete(plan, PlanFlow.submit, PEOPLE["head"])
    for n in range(1, VOTERS + 1):
        complete(plan, getattr(PlanFlow, f"review{n}"), PEOPLE[f"voter{n}"], ballot=1)
    complete(plan, PlanFlow.execute, PEOPLE["clerk"])
    complete(plan, PlanFlow.accept, PEOPLE["head"])
    return plan


if __name__ == "__main__":
    PEOPLE.update(people(User))
    serve(lifecycle)
