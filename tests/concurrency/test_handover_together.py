"""工作交接 and 换届 in the same instant: by two people, and while the thing that moves is being worked on."""

from datetime import timedelta

import pytest

from plans.actions.models import Task
from plans.actions.operations import execution, review, voiding
from records import clock, trail
from records.errors import Refused
from tests import factories as people
from tests.concurrency.together import at_once, errors
from tests.plans import factories
from tests.plans.world import moved_to
from tests.workflows.test_handover import again, give
from units.enums import Post
from units.models import Delegation, HandOver, Posting
from units.queries import seats_on
from workflows.models import Assignment, Meeting
from workflows.operations import delegations, meetings, renewal

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_administrators_hand_over_once():
    moves = moved_to("executing")
    d, giver = moves.d, moves.world.responsible
    successors = [people.make_person(Post.MEMBER, d.unit) for _each in range(2)]
    found = at_once(*(lambda to=to: give(giver, to, d.business_admin) for to in successors))
    assert len(errors(found)) == 1, found
    assert HandOver.objects.count() == 1
    assert Task.objects.filter(person=giver).count() == 0
    assert not Posting.objects.filter(person=giver, until=None).exists()
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


def test_a_double_click_delegates_once_and_ends_once():
    d = factories.make_district()
    to, today = people.make_person(Post.DEPUTY, d.unit), clock.today()
    told = {"errands": ["extension"], "since": today, "until": today, "reason": "出差"}
    found = at_once(*(lambda: delegations.delegate(by=again(d.head), to=again(to), **told) for _each in "ab"))
    assert len(errors(found)) == 1, found
    given = Delegation.objects.get()
    found = at_once(*(lambda: delegations.end_delegation(given, by=again(d.head)) for _each in "ab"))
    assert len(errors(found)) == 1, found
    assert trail.verify(f"delegations:{d.head.pk}") == []


def test_a_plan_made_void_while_it_is_received_has_one_end():
    moves = moved_to("receive")
    plan, d = moves.plan, moves.d
    voiding.ask_voiding(plan, by=again(d.liaison), reason="任务来源取消")
    office_head = again(moves.world.office_head)
    found = at_once(
        lambda: voiding.void(moves.plan, by=office_head),
        lambda: review.receive(moves.plan, by=again(d.clerk)),
    )
    assert moves.plan.status == "voided", found
    assert not Assignment.objects.filter(subject=plan.key, done_at=None).exists()
    assert trail.verify(plan.key) == []


def test_a_meeting_planned_while_the_committee_is_renewed_has_one_membership():
    d = factories.make_district()
    new = [people.make_person(Post.MEMBER, d.office) for _each in range(3)]
    held_on = clock.today() + timedelta(days=9)
    found = at_once(
        lambda: renewal.renew_committee(
            d.committee,
            by=again(d.business_admin),
            since=clock.today() + timedelta(days=1),
            term="第三届",
            chair=again(new[0]),
            members=[again(person) for person in new],
        ),
        lambda: meetings.plan_meeting(
            d.committee, by=again(d.secretary), held_on=held_on, place="样例会议室"
        ),
    )
    assert all(type(each) is Refused for each in errors(found)), found
    meeting = Meeting.objects.get()
    seated = {seat.pk for seat in seats_on(d.committee, held_on)}
    assert set(meeting.attendances.values_list("seat", flat=True)) == seated
