"""Two people, or two workers, at once: one item, one job, one complaint given out, no number twice."""

from datetime import timedelta

import pytest

from plans.rectifications.enums import Channel, SourceKind
from plans.rectifications.leaks import Reporter
from plans.rectifications.models import Complaint, IntakeJob, Item
from plans.rectifications.operations import complaints, intake, issuing
from plans.rectifications.queries.intake import job_rows
from records import clock, trail
from records.errors import Refused
from tests import factories as people
from tests.concurrency.together import at_once, errors
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import confirmed, row, work
from units.enums import Post

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def supervised(world, words: str):
    return problem(world, source=SourceKind.SUPERVISION, problem=words)


def test_six_presses_enter_one_problem_and_five_are_told_which_it_is():
    world = make_rectifying()
    clerk = world.district.clerk
    found = at_once(*[lambda: issuing.enter(supervised(world, "同一问题"), by=anew(clerk))] * 6)
    refused = errors(found)
    assert len(refused) == 5 and all(type(each) is Refused for each in refused), refused
    item = Item.objects.get()
    assert all(item.number in str(each) for each in refused)
    second = issuing.enter(supervised(world, "另一问题"), by=clerk)
    assert second.number.endswith("-0002")  # the numbers of those refused were given back


def test_a_preview_confirmed_from_two_tabs_is_one_job():
    world = make_rectifying()
    rows, clerk = [row(world, 2)], world.district.clerk
    found = at_once(*[lambda: intake.confirm(rows, by=anew(clerk), name="a", key="one")] * 4)
    assert errors(found) == []
    assert IntakeJob.objects.count() == 1
    work()
    assert Item.objects.count() == 1


def test_two_workers_at_one_job_give_each_row_out_once():
    world = make_rectifying()
    job = confirmed(world, 120)
    rows = job_rows(job.pk)

    def all_of_it():
        while intake.give_out(job.pk, rows):
            pass

    assert errors(at_once(all_of_it, all_of_it)) == []
    assert Item.objects.count() == anew(job).done == 120
    assert Item.objects.values("text_digest").distinct().count() == 120
    assert all(trail.verify(item.key) == [] for item in Item.objects.all()[:10])


def test_two_jobs_and_a_clerk_with_the_same_problem_give_it_out_once():
    world = make_rectifying()
    same = row(world, 2, problem="同一问题")
    jobs = [confirmed(world, rows=[same, row(world, 3)]) for _each in range(2)]
    doings = [lambda job=job: intake.give_out(job.pk, job_rows(job.pk)) for job in jobs]
    clerk = world.district.clerk
    found = at_once(*doings, lambda: issuing.enter(supervised(world, "同一问题"), by=anew(clerk)))
    assert all(type(each) is Refused for each in errors(found))
    assert Item.objects.filter(problem="同一问题").count() == 1
    numbers = sorted(Item.objects.values_list("number", flat=True))
    assert numbers == [f"整改-{clock.today().year}-{n:04d}" for n in range(1, 4)]


def test_a_complaint_given_out_twice_at_once_and_referred_is_one_thing():
    world = make_rectifying()
    clerk = people.make_person(Post.INTAKE, world.district.office)
    complaint = complaints.register(
        Reporter(original="样例原文"), channel=Channel.CALL, received_on=clock.today(), key="k", by=clerk
    )
    due = clock.today() + timedelta(days=9)

    def give(words: str):
        given = problem(world, source=SourceKind.PUBLIC, problem=words)
        return complaints.issue_complaint(anew(complaint), given, reply_due=due, by=anew(clerk))

    found = at_once(
        lambda: give("摘要一"),
        lambda: give("摘要二"),
        lambda: complaints.refer(anew(complaint), by=anew(clerk)),
    )
    assert len(errors(found)) == 2 and all(type(each) is Refused for each in errors(found)), found
    now = anew(complaint)
    assert (now.item_id is None) == (now.referred_on is not None)
    assert Item.objects.count() == (0 if now.referred_on else 1)
    assert trail.verify(now.trail_key) == []


def test_a_form_sent_twice_at_once_registers_one_complaint():
    world = make_rectifying()
    clerk = people.make_person(Post.INTAKE, world.district.office)

    def register():
        return complaints.register(
            Reporter(original="样例"), channel="", received_on=clock.today(), key="k", by=anew(clerk)
        )

    assert errors(at_once(*[register] * 4)) == []
    assert Complaint.objects.count() == 1
