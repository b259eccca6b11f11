"""工作交接 and 换届 in the same instant: by two people, and while the thing that moves is being worked on."""

from datetime import timedelta

import pytest

from plans.actions.models import Task
from plans.actions.operations import execution
from records import clock, trail
from records.errors import Refused
from tests import factories as people
from tests.concurrency.together import at_once, errors
from tests.plans import factories
from tests.plans.world import moved_to
from tests.workflows.test_handover import again, give
from units.enums import Post
from units.models import HandOver, Posting
from units.queries import seats_on
from workflows.models import Assignment, Meeting
from workflows.operations import meetings, renewal

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
