"""python -m bench.peers.fsm_log.worker"""

from bench.measuring.worker import VOTERS, configure, people, serve

configure("django_fsm", "django_fsm_log", "bench.peers.fsm_log")

from django.contrib.auth.models import User  # noqa: E402 - after configure()
from django.db import transaction  # noqa: E402
from django_fsm import can_proceed, has_transition_perm  # noqa: E402

from bench.peers.fsm_log.models import Ballot, Plan  # noqa: E402

PEOPLE = {}


class NotYours(Exception):
    pass


def move(plan_pk, name, by, **more):
    """Lock, re-read, permission, transition, save. One commit."""
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan_pk)
        transition = getattr(plan, name)
        if not has_transition_perm(transition, by):
            raise NotYours
        transition(by=by, **more)
        plan.save()


def vote(plan_pk, by):
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan_pk)
        Ballot.objects.create(plan=plan, voter=by, agree=True)
        if can_proceed(plan.decide):
            plan.decide(by=by, clerk=PEOPLE["clerk"])
            plan.save()


def lifecycle():
    with transaction.atomic():
        plan = Plan.objects.create(title="样例", assigned=PEOPLE["head"])
    move(plan.pk, "submit", PEOPLE["head"])
    for n in range(1, VOTERS + 1):
        vote(plan.pk, PEOPLE[f"voter{n}"])
    move(plan.pk, "execute", PEOPLE["clerk"], head=PEOPLE["head"])
    move(plan.pk, "accept", PEOPLE["head"])
    return plan.pk


if __name__ == "__main__":
    PEOPLE.update(people(User))
    serve(lifecycle)
