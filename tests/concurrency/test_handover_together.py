"""工作交接 in the same instant: by two people, and while the thing that moves is being worked on."""

import pytest

from plans.actions.models import Task
from plans.actions.operations import execution
from records import trail
from tests import factories as people
from tests.concurrency.together import at_once, errors
from tests.plans.world import moved_to
from tests.workflows.test_handover import again, give
from units.enums import Post
from units.models import HandOver, Posting
from workflows.models import Assignment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_administrators_hand_over_once():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    successors = [people.make_person(Post.MEMBER, d.unit) for _each in range(2)]
    found = at_once(*(lambda to=to: give(giver, to, d.business_admin) for to in successors))
    assert len(errors(found)) == 1, found
    assert HandOver.objects.count() == 1
    assert Task.objects.filter(person=giver).count() == 0
    assert Posting.objects.filter(person__in=successors, post=Post.MEMBER).count() == 3
    assert Assignment.objects.filter(kind="execute", done_at=None).count() == 2
    assert trail.verify(moves.plan.key) == []


def test_report_and_hand_over_take_turns():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    to = people.make_person(Post.MEMBER, d.unit)
    task = Task.objects.select_related("plan").get(person=giver)
    found = at_once(
        lambda: give(giver, to, d.business_admin, only=lambda row: row.kind == "task"),
        lambda: execution.report(task, by=again(d.liaison), kind="progress", words="已启动"),
    )
    assert errors(found) == [], found
    task.refresh_from_db()
    assert task.person == to and task.reports.count() == 1
    assert trail.verify(moves.plan.key) == []
