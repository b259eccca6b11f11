"""What happens when several people act in the same instant: one effect, every ballot counted, nothing overwritten."""

import threading
from dataclasses import replace

import pytest
from django.conf import settings
from django.db import connection, transaction
from viewflow.workflow.models import Task

from plans.actions.enums import Status
from plans.actions.models import Plan, PlanSection
from plans.actions.models import Task as PlanTask
from plans.actions.operations import acceptance, drafting, execution, review, submission
from records import trail
from records.errors import Refused, Stale
from records.models import Entry, Fact, Version
from tests.concurrency.together import at_once, errors
from tests.factories import make_person
from tests.plans import factories
from tests.workflows.sittings import sitting
from units.models import Person
from workflows.enums import Choice
from workflows.locks import Busy
from workflows.models import AgendaItem, Assignment, Ballot, Round
from workflows.operations import meetings, voting

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def anew(row):
    """As another request reads it."""
    return type(row)._base_manager.get(pk=row.pk)


def codes(plan):
    return list(Entry.objects.filter(subject=plan.key).order_by("n").values_list("code", flat=True))


def whole(plan) -> bool:
    """The trail is one unbroken chain and the plan stands at one open step."""
    now = anew(plan)
    tasks = Task.objects.filter(process_id=plan.process_id, status="NEW")
    return trail.verify(plan.key) == [] and [task.flow_task.status for task in tasks] == [now.status]


def test_eight_clicks_agree_once():
    plan = factories.plan_at(Status.UNIT_REVIEW)
    head = plan.district.head
    found = at_once(*[lambda: submission.agree(anew(plan), by=anew(head))] * 8)
    refused = errors(found)
    assert len(refused) == 7
    assert all(type(each) is Refused for each in refused), refused
    assert codes(plan).count("plan.agreed") == 1
    assert Round.objects.filter(process_id=plan.process_id).count() == 1
    assert Fact.objects.filter(subject=plan.key, code="plan.reported_in").count() == 1
    assert Assignment.objects.filter(process_id=plan.process_id, done_at=None).count() == 1
    assert whole(plan)


def test_submitting_twice_freezes_one_version():
    plan = factories.plan_at(Status.DRAFTING)
    liaison = plan.district.liaison
    found = at_once(*[lambda: submission.submit(anew(plan), by=anew(liaison))] * 2)
    assert [type(each) for each in errors(found)] == [Refused]
    assert Version.objects.filter(subject=plan.key).count() == 1
    assert codes(plan).count("plan.submitted") == 1
    assert whole(plan)


def test_starting_twice_makes_one_plan():
    district = factories.make_district()
    liaison = district.liaison
    found = at_once(
        *[lambda: drafting.start_plan(anew(district.action), unit=district.unit, by=anew(liaison))] * 2
    )
    assert [type(each) for each in errors(found)] == [Refused]
    assert Plan.objects.count() == 1
    assert Plan.objects.get().process_id and Task.objects.filter(status="NEW").count() == 1


def test_two_members_vote_in_the_same_instant_and_both_count():
    s = sitting(seats=9, present=9)
    s.move()
    found = at_once(
        *[
            lambda voter=voter: voting.cast(anew(s.item), by=anew(voter), choice=Choice.AGREE)
            for voter in s.voters
        ]
    )
    assert errors(found) == []
    assert Ballot.objects.filter(round=s.item.round).count() == 8
    assert (s.count()["agree"], codes(s.plan).count("vote.cast")) == (8, 8)
    assert anew(s.plan).status == Status.REVIEWING
    assert whole(s.plan)


def test_one_member_voting_twice_in_the_same_instant_has_one_ballot():
    s = sitting(seats=3, present=3)
    s.move()
    voter = s.voters[0]
    found = at_once(
        lambda: voting.cast(anew(s.item), by=anew(voter), choice=Choice.AGREE),
        lambda: voting.cast(anew(s.item), by=anew(voter), choice=Choice.DISAGREE),
    )
    assert [type(each) for each in errors(found)] == [Refused]
    assert Ballot.objects.count() == 1


def test_double_announcement_has_one_effect():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(Choice.AGREE, Choice.AGREE, Choice.AGREE)
    found = at_once(*[lambda: voting.announce(anew(s.item), by=anew(s.chair))] * 4)
    refused = errors(found)
    assert len(refused) == 3
    assert all(type(each) is Refused for each in refused), refused
    assert codes(s.plan).count("vote.announced") == 1
    assert Assignment.objects.filter(kind="execute").count() == s.plan.tasks.count()
    assert whole(s.plan)


def test_announcement_against_the_last_ballot_never_leaves_a_ballot_out():
    s = sitting(seats=3, present=3)
    s.move()
    s.cast(Choice.AGREE, Choice.AGREE)
    found = at_once(
        lambda: voting.cast(anew(s.item), by=anew(s.chair), choice=Choice.DISAGREE),
        lambda: voting.announce(anew(s.item), by=anew(s.chair)),
    )
    assert all(type(each) is Refused for each in errors(found)), found
    s.item.refresh_from_db()
    if s.item.announced_at:
        assert s.item.disagreed == 1
    assert Ballot.objects.filter(round=s.item.round).count() == 3


def test_attendance_against_a_motion_is_one_or_the_other():
    s = sitting(seats=3, present=3)
    away = {s.seat(s.voters[0]).pk: ("absent", ""), s.seat(s.voters[1]).pk: ("absent", "")}
    found = at_once(
        lambda: meetings.register_attendance(anew(s.meeting), by=anew(s.secretary), presences=away),
        lambda: voting.put_motion(anew(s.item), by=anew(s.chair), motion="approve"),
    )
    assert [type(each) for each in errors(found)] == [Refused], found
    moved = bool(anew(s.item.round).motion)
    assert moved == (not s.meeting.attendances.filter(presence="absent").exists())


def test_two_autosaves_of_one_revision_keep_the_first_and_hand_both_texts_to_the_second():
    plan = factories.plan_at(Status.DRAFTING)
    liaison, section = plan.district.liaison, plan.sections.get(key="targets")
    texts = ["甲写的目标任务", "乙写的目标任务"]
    found = at_once(
        *[
            lambda text=text: drafting.save_section(
                anew(plan), "targets", by=anew(liaison), text=text, revision=section.revision
            )
            for text in texts
        ]
    )
    (stale,) = errors(found)
    assert isinstance(stale, Stale)
    kept = PlanSection.objects.get(pk=section.pk)
    assert {stale.mine["text"], stale.theirs["text"]} == set(texts)
    assert (kept.text, kept.revision) == (stale.theirs["text"], section.revision + 1)
    assert (stale.revision, stale.who) == (kept.revision, liaison.name)


def test_two_autosaves_of_one_task_keep_the_first():
    plan = factories.plan_at(Status.DRAFTING)
    task = plan.tasks.first()
    found = at_once(
        *[
            lambda words=words: drafting.save_task(
                PlanTask.objects.select_related("plan").get(pk=task.pk),
                by=anew(plan.district.liaison),
                revision=task.revision,
                carrier=words,
                milestones=[(words, task.due)],
            )
            for words in ("党员先锋岗", "党员突击队")
        ]
    )
    (stale,) = errors(found)
    assert isinstance(stale, Stale)
    task.refresh_from_db()
    assert task.carrier == stale.theirs["carrier"]
    assert [each.name for each in task.milestones.all()] == [task.carrier]


def test_autosave_against_submission_is_in_the_version_or_refused():
    plan = factories.plan_at(Status.DRAFTING)
    liaison, section = plan.district.liaison, plan.sections.get(key="steps")
    saved, submitted = at_once(
        lambda: drafting.save_section(
            anew(plan), "steps", by=anew(liaison), text="新的实施步骤", revision=section.revision
        ),
        lambda: submission.submit(anew(plan), by=anew(liaison)),
    )
    assert submitted is None
    frozen = next(
        each["text"] for each in Version.objects.get().content["sections"] if each["key"] == "steps"
    )
    if isinstance(saved, Refused):
        assert "没有丢失" in str(saved)
        assert frozen == section.text
    else:
        assert frozen == "新的实施步骤"
    assert anew(section).text == frozen


@pytest.mark.parametrize("time", range(3))
def test_withdrawal_against_receipt_has_exactly_one_winner(time):
    plan = factories.plan_at("receive")
    district = plan.district
    found = at_once(
        lambda: submission.withdraw(anew(plan), by=anew(district.liaison)),
        lambda: review.receive(anew(plan), by=anew(district.clerk)),
    )
    (refused,) = errors(found)
    assert type(refused) is Refused
    now = anew(plan)
    withdrawn = (now.status, now.stage) == (Status.DRAFTING, "")
    received = (now.status, now.stage) == (Status.REVIEWING, "first_review")
    assert withdrawn != received
    assert (codes(plan).count("plan.withdrawn"), codes(plan).count("plan.received")) == (withdrawn, received)
    assert Assignment.objects.filter(process_id=plan.process_id, done_at=None).count() == 1
    assert whole(plan)


def test_proposal_against_return_has_exactly_one_winner():
    plan = factories.plan_at("first_review")
    clerk, other = plan.district.clerk, make_person("office_clerk", plan.district.office)

    def give_back():
        factories.add_point(plan.district, anew(plan))
        review.return_for_revision(anew(plan), by=anew(other))

    found = at_once(
        give_back, lambda: review.propose_to_meeting(anew(plan), by=anew(clerk), words="建议通过")
    )
    assert [type(each) for each in errors(found)] == [Refused], found
    assert (anew(plan).status, anew(plan).stage) in {(Status.REVISING, ""), (Status.REVIEWING, "meeting")}
    assert whole(plan)


def test_one_plan_comes_onto_one_agenda():
    plan = factories.plan_at("meeting")
    d, round_ = plan.district, Round.objects.latest("id")
    both = [
        meetings.plan_meeting(
            d.committee, by=d.secretary, held_on=plan.action.ends, place=f"样例会议室{room}"
        )
        for room in "甲乙"
    ]
    found = at_once(
        *[lambda m=m: meetings.add_item(anew(m), anew(round_), by=anew(d.secretary)) for m in both]
    )
    assert [type(each) for each in errors(found)] == [Refused]
    assert AgendaItem.objects.count() == 1


def test_two_plans_come_onto_one_agenda_at_once():
    district = factories.make_district()
    plans = [factories.plan_at("meeting", district)]
    other = replace(
        district,
        unit=district.other_unit,
        liaison=district.other_liaison,
        head=make_person("head", district.other_unit),
    )
    plans.append(factories.plan_at("meeting", other))
    meeting = meetings.plan_meeting(
        district.committee, by=district.secretary, held_on=district.action.ends, place="样例会议室"
    )
    found = at_once(
        *[
            lambda plan=plan: meetings.add_item(
                anew(meeting),
                Round.objects.get(process_id=plan.process_id, closed_at=None),
                by=anew(district.secretary),
            )
            for plan in plans
        ]
    )
    assert errors(found) == []
    assert sorted(AgendaItem.objects.values_list("order", flat=True)) == [1, 2]


@pytest.mark.parametrize("time", range(3))
def test_no_item_is_left_on_a_meeting_that_was_closed(time):
    plan = factories.plan_at("meeting")
    d, round_ = plan.district, Round.objects.latest("id")
    meeting = meetings.plan_meeting(d.committee, by=d.secretary, held_on=plan.action.ends, place="样例会议室")
    added, closed = at_once(
        lambda: meetings.add_item(anew(meeting), anew(round_), by=anew(d.secretary)),
        lambda: meetings.close_meeting(anew(meeting), by=anew(d.secretary)),
    )
    assert all(type(each) is Refused for each in errors([added, closed])), (added, closed)
    if anew(meeting).state == "closed":
        assert not AgendaItem.objects.exists()


def test_two_meetings_planned_at_once_have_two_numbers():
    d = factories.make_district()
    found = at_once(
        *[
            lambda: meetings.plan_meeting(
                d.committee, by=anew(d.secretary), held_on=d.action.ends, place="样例会议室"
            )
        ]
        * 2
    )
    made = [each.n for each in found if not isinstance(each, Exception)]
    assert all(type(each) is Refused for each in errors(found)), found
    assert len(set(made)) == len(made) >= 1


def test_node_is_completed_once():
    plan = factories.plan_at(Status.EXECUTING)
    task = plan.tasks.first()
    milestone = task.milestones.first()
    found = at_once(
        *[
            lambda: execution.report(
                PlanTask.objects.select_related("plan").get(pk=task.pk),
                by=anew(plan.district.liaison),
                kind="progress",
                words="已启动",
                milestone=anew(milestone),
            )
        ]
        * 3
    )
    assert [type(each) for each in errors(found)] == [Refused, Refused]
    assert task.reports.count() == 1
    assert codes(plan).count("plan.reported") == 1


def test_group_is_composed_once():
    plan = factories.plan_at(Status.EXECUTING)
    plan.tasks.update(done_on=plan.action.ends)
    acceptance.request_acceptance(anew(plan), by=plan.district.liaison)
    people = [make_person("member") for _each in range(2)]
    found = at_once(
        *[
            lambda: acceptance.compose_group(
                anew(plan),
                by=anew(plan.district.clerk),
                leader=people[0],
                members=people[1:],
                visit_on=plan.action.ends,
                methods=["查资料"],
            )
        ]
        * 2
    )
    assert [type(each) for each in errors(found)] == [Refused], found
    assert whole(plan)


def test_waiting_longer_than_the_lock_timeout_is_a_calm_sentence(settings_with_short_timeout):
    plan = factories.plan_at(Status.UNIT_REVIEW)
    head = plan.district.head
    held, tried = threading.Event(), threading.Event()

    def hold():
        with transaction.atomic():
            Plan.objects.select_for_update().get(pk=plan.pk)
            held.set()
            assert tried.wait(30)

    def agree():
        assert held.wait(30)
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = {settings_with_short_timeout}")
        try:
            submission.agree(anew(plan), by=anew(head))
        finally:
            tried.set()

    _held, busy = at_once(hold, agree)
    assert type(busy) is Busy
    assert "请稍后再试" in str(busy)
    assert "没有丢失" in str(busy)
    assert anew(plan).status == Status.UNIT_REVIEW
    submission.agree(anew(plan), by=Person.objects.get(pk=head.pk))


@pytest.fixture
def settings_with_short_timeout():
    """Milliseconds; that the product's own limit reaches every connection is checked beside it."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone()[0] in {
            f"{settings.DB_LOCK_TIMEOUT_MS}ms",
            f"{settings.DB_LOCK_TIMEOUT_MS // 1000}s",
        }
    return 300
