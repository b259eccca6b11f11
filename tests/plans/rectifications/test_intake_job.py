"""批量交办: confirmed once, given out by fifties, killed in the middle and gone on without doubling."""

from datetime import timedelta

import pytest

from notifications.models import Notice
from plans.rectifications import effects
from plans.rectifications.enums import Status
from plans.rectifications.models import IntakeJob, Item
from plans.rectifications.operations import intake, issuing
from plans.rectifications.queries.intake import job_rows
from project.effects import EFFECTS
from records import clock, outbox, trail
from records.enums import OutboxState
from records.errors import Refused
from records.models import Outbox
from tests import factories as people
from tests.plans.rectifications.factories import make_rectifying, problem
from tests.plans.rectifications.rows import confirmed, row, work
from tests.statements import statements
from units.enums import Post
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """What is neither caught nor tried again by the process it ends."""


@pytest.fixture
def world():
    return make_rectifying()


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr("plans.rectifications.effects.time.sleep", lambda _seconds: None)


def test_every_row_becomes_an_item_with_its_number_in_the_order_of_the_list(world):
    job = confirmed(world, 120)
    assert Item.objects.count() == 0  # the request that confirms gives nothing out
    work()
    job.refresh_from_db()
    items = Item.objects.filter(intake=job).order_by("id")
    year = clock.today().year
    assert [item.number for item in items] == [f"整改-{year}-{n:04d}" for n in range(1, 121)]
    assert [item.problem for item in items] == [each["problem"] for each in job.rows]
    assert {item.status for item in items} == {Status.ISSUED}
    assert (job.done, job.failed, job.finished_at is None) == (120, [], False)
    assert all(trail.verify(item.key) == [] for item in items)
    issuing.receive(items[77], by=world.district.liaison)
    assert trail.verify(job.trail_key) == []


def test_confirming_twice_is_one_job(world):
    rows = [row(world, 2)]
    first = confirmed(world, rows=rows, key="one")
    again = confirmed(world, rows=rows, key="one")
    assert first.pk == again.pk
    work()
    assert Item.objects.count() == 1


def test_only_the_office_gives_out_in_bulk(world):
    for person in (world.district.liaison, world.district.secretary, world.district.chair):
        with pytest.raises(Refused):
            intake.confirm([row(world, 2)], by=person, name="a", key="a")
    assert not IntakeJob.objects.exists()


@pytest.mark.parametrize("at", [1, 50, 51, 75, 120])
def test_a_job_killed_in_the_middle_goes_on_without_doubling(world, monkeypatch, at):
    job = confirmed(world, 120)
    calls = []

    def killed_at(act):
        calls.append(act)
        if len(calls) == at:
            raise Killed
        issuing.issued_in_batch(act)

    with monkeypatch.context() as dying:
        dying.setattr(intake, "issued_in_batch", killed_at)
        with pytest.raises(Killed):
            work()
    job.refresh_from_db()
    assert Item.objects.count() == job.done == (at - 1) // 50 * 50
    Outbox.objects.update(
        lease_until=clock.now() - timedelta(seconds=1)
    )  # the dead worker's lease has run out
    work()
    assert Item.objects.count() == 120
    assert Item.objects.values("text_digest").distinct().count() == 120
    assert set(Item.objects.values_list("number", flat=True)) == {
        f"整改-{clock.today().year}-{n:04d}" for n in range(1, 121)
    }
    assert Assignment.objects.filter(kind="receive", done_at=None).count() == 120
    assert Notice.objects.filter(event="items.issued").count() == 1


def test_a_slice_that_is_over_is_followed_by_another(world, monkeypatch):
    monkeypatch.setattr(effects, "SLICE", 0)
    job = confirmed(world, 101)
    assert outbox.drain("default", EFFECTS) == 1
    assert Item.objects.count() == 50
    work()
    assert Item.objects.count() == 101
    assert Outbox.objects.filter(kind=intake.GIVE_OUT, state=OutboxState.DONE).count() == 3
    assert IntakeJob.objects.get(pk=job.pk).finished_at


def test_a_batch_of_fifty_sends_as_many_statements_as_one_of_ten(world):
    work_on = [confirmed(world, n) for n in (1, 10, 50)]
    sent = []
    for job in work_on:
        rows = job_rows(job.pk)
        with statements() as each:
            assert intake.give_out(job.pk, rows) is False
        sent.append(each)
    assert sent[2] == sent[1]
    assert len(sent[2]) == 22


def test_each_person_gets_one_notice_with_the_number_of_all_their_items(world):
    d = world.district
    both = people.make_person(Post.LIAISON, d.other_unit, name="样例兼任")
    people.give_post(both, Post.LIAISON, d.unit)
    confirmed(world, rows=[row(world, n, unit=(d.unit if n % 3 else d.other_unit).pk) for n in range(2, 62)])
    work()
    told = {notice.recipient_id: notice.text for notice in Notice.objects.filter(event="items.issued")}
    assert told == {
        d.liaison.pk: "已交办40项整改事项，请于2个工作日内签收",
        d.other_liaison.pk: "已交办20项整改事项，请于2个工作日内签收",
        both.pk: "已交办60项整改事项，请于2个工作日内签收",
    }
    assert (
        Notice.objects.get(event="intake.finished").text
        == "批量交办完成（问题清单.xlsx）：已交办60项，未交办0项"
    )


def test_rows_that_cannot_be_given_out_any_more_are_named_and_the_others_are_given_out(world):
    d = world.district
    gone = people.make_unit("样例撤销局", until=clock.today() - timedelta(days=1))
    left = people.make_person(Post.MEMBER, d.unit, name="样例已离任", is_active=False)
    already = issuing.issue(problem(world, problem="已经交办过的问题"), by=d.clerk)
    job = confirmed(
        world,
        rows=[
            row(world, 2),
            row(world, 3, unit=gone.pk),
            row(world, 4, person=left.pk),
            row(world, 5, problem="已经交办过的\n问题"),
            row(world, 6, due=clock.today().isoformat()),
            row(world, 7),
        ],
    )
    work()
    job.refresh_from_db()
    assert Item.objects.filter(intake=job).count() == job.given_out == 2
    assert [(each["row"], each["sentence"]) for each in job.failed] == [
        (3, "“样例撤销局”已撤销，不能交办。"),
        (4, "“样例已离任”已离任，请改派后单独录入。"),
        (5, f"完全相同的问题已交办：{already.number}。"),
        (6, "整改时限须晚于今天。"),
    ]


def test_a_row_the_database_refuses_is_passed_over_and_the_others_are_given_out(world):
    job = confirmed(world, rows=[row(world, n) for n in range(2, 8)])
    broken = job.rows[2]["problem"]

    def refuse(act):
        issuing.issued_in_batch(act)
        if act.subject.problem == broken:
            act.opened[0].since = None  # what the table does not take

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(intake, "issued_in_batch", refuse)
        work()
    job.refresh_from_db()
    assert [each["row"] for each in job.failed] == [4]
    assert Item.objects.count() == 5
    assert job.finished_at


def test_a_job_the_worker_gave_up_stands_still_until_it_is_continued(world, monkeypatch):
    job = confirmed(world, 60)

    def broken(_act):
        raise RuntimeError("disk")

    with monkeypatch.context() as breaking:
        breaking.setattr(intake, "issued_in_batch", broken)
        for _attempt in range(EFFECTS[intake.GIVE_OUT].attempts):
            Outbox.objects.update(due=clock.now())
            outbox.drain("default", EFFECTS)
    job.refresh_from_db()
    assert "disk" in job.error and job.done == 0
    assert Notice.objects.filter(recipient=job.asked_by, event="intake.broken_off").count() == 1
    with pytest.raises(Refused):
        intake.resume(job, by=world.district.liaison)
    intake.resume(job, by=world.district.clerk)
    with pytest.raises(Refused):
        intake.resume(job, by=world.district.clerk)
    work()
    job.refresh_from_db()
    assert (Item.objects.count(), job.error, bool(job.finished_at)) == (60, "", True)


def test_what_is_done_needs_no_continuing(world):
    job = confirmed(world, 3)
    work()
    with pytest.raises(Refused):
        intake.resume(job, by=world.district.clerk)
