"""Many lives begun at once: what `acts.starting` does for one subject, for a batch, in as many statements as for two.

with transaction.atomic(durable=True):
    with starting_many(items, RectificationFlow.begin, by=person) as acts:
        for act in acts:
            act.record("item.issued", number=act.subject.number)
"""

from contextlib import contextmanager

from django.db import transaction
from viewflow.workflow import STATUS

from records import clock, facts, trail

from .acts import Act
from .models import Assignment
from .subjects import kind_of


@contextmanager
def starting_many(subjects, begin, *, by):
    """Run the body with one act a subject, each the first of an unsaved subject's life. `begin` is the flow's first node.

    Runs inside the caller's transaction, which may also keep how far the caller has come. The rows are those that
    `acts.starting` writes. Nobody is told from here: who gets many at once gets one notice for all.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a batch begins inside the transaction that keeps how far it has come")
    _begin_processes(subjects, begin)
    if subjects:
        type(subjects[0])._base_manager.bulk_create(subjects)
    acts = [Act(subject=subject, by=by, step=None, trail_end=trail.BEGINNING) for subject in subjects]
    yield acts
    if any(act.notices or act.changed for act in acts):
        raise ValueError("what begins in a batch is whole before, and its people are told once, after it")
    Assignment.objects.bulk_create(each for act in acts for each in act.opened)
    trail.begin_many({act.subject.key: act.entries for act in acts})
    facts.note_many([each for act in acts for each in act.facts])
    if subjects:
        kind_of(subjects[0].key).kept(subjects)


def _begin_processes(subjects, begin) -> None:
    """A process for each subject with its two tasks: the beginning, done, and the first step, open."""
    flow, first, now = begin.flow_class, begin.first, clock.now()
    make = flow.process_class.objects.bulk_create
    processes = make(flow.process_class(flow_class=flow, created=now) for _each in subjects)
    tasks = flow.task_class.objects.bulk_create
    begun = tasks(
        _task(process, begin, status=STATUS.DONE, started=now, finished=now) for process in processes
    )
    tasks(_task(task.process, first, data={"after": task.pk}) for task in begun)
    for subject, process in zip(subjects, processes, strict=True):
        subject.process, subject.status = process, first.status


def _task(process, node, **fields):
    return node.flow_class.task_class(
        process=process, flow_task=node, flow_task_type=node.task_type, created=clock.now(), **fields
    )
