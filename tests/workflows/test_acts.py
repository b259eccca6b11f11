"""An act: one transaction under the lock, refused outside its step, nothing left behind by an exception."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from viewflow.workflow.models import Process, Task

from notifications.models import Notice
from plans.actions.enums import Status
from plans.actions.flow import PlanFlow
from plans.actions.models import Plan
from plans.actions.operations import review, submission
from records import clock
from records.errors import Refused
from records.models import Entry, Fact, Outbox, Version
from tests import factories as people
from tests.plans import factories
from tests.workflows.sittings import sitting
from units import holders
from units.models import Person
from workflows.acts import acting
from workflows.enums import Choice, Outcome
from workflows.models import Assignment, Round
from workflows.operations import voting

pytestmark = pytest.mark.django_db

WRITTEN = (Process, Task, Entry, Fact, Outbox, Version, Notice, Assignment, Round, Plan)


def everything():
    """All rows that an act may write."""
    return {model.__name__: sorted(model.objects.values_list(), key=str) for model in WRITTEN}


@pytest.fixture
def plan():
    return factories.plan_at(Status.DRAFTING)


def test_act_is_refused_when_the_subject_stands_elsewhere(plan):
    before = everything()
    with (
        pytest.raises(Refused, match="已由他人办结或尚未开始"),
        acting(plan, PlanFlow.unit_review, by=plan.district.head) as act,
    ):
        act.record("plan.agreed")
    assert everything() == before


def test_act_reads_the_subject_anew_and_refuses_an_old_tab(plan):
    old_tab = Plan.objects.get(pk=plan.pk)
    submission.submit(plan, by=plan.district.liaison)
    before = everything()
    with pytest.raises(Refused):
        submission.submit(old_tab, by=plan.district.liaison)
    assert everything() == before
    assert old_tab.status == Status.UNIT_REVIEW


def test_outcome_must_be_one_of_the_step(plan):
    before = everything()
    with pytest.raises(Refused), acting(plan, PlanFlow.drafting, by=plan.district.liaison) as act:
        act.leave(Outcome.APPROVED)
    assert everything() == before


def test_exception_leaves_nothing_behind(plan):
    before = everything()
    with (
        pytest.raises(ZeroDivisionError),
        acting(plan, PlanFlow.drafting, by=plan.district.liaison) as act,
    ):
        act.set(title="别的标题")
        act.leave(Outcome.SUBMITTED)
        act.finish()
        act.assign("unit_review", holders.post("head", plan.unit_id), "请审核", limit_days=2)
        act.record("plan.submitted", version=1)
        act.notify([plan.district.head], "plan.submitted", "请审核")
        act.fact("plan.submitted")
        raise ZeroDivisionError
    assert everything() == before


def test_exception_at_the_very_end_leaves_nothing_behind(plan, monkeypatch):
    def broken(_facts):
        raise ZeroDivisionError

    before = everything()
    monkeypatch.setattr("records.facts.note_many", broken)
    with pytest.raises(ZeroDivisionError):
        submission.submit(plan, by=plan.district.liaison)
    assert everything() == before
    assert Plan.objects.get(pk=plan.pk).status == Status.DRAFTING


def test_act_writes_all_that_was_collected(plan):
    with acting(plan, PlanFlow.drafting, by=plan.district.liaison) as act:
        act.leave(Outcome.SUBMITTED)
        act.finish()
        act.assign(
            "unit_review",
            holders.post("head", plan.unit_id),
            "请审核",
            due=date(2027, 3, 16),
            starts=date(2027, 3, 1),
        )
        act.record("plan.submitted", version=1, words="请审")
        act.notify([holders.post("head", plan.unit_id), plan.district.liaison], "plan.submitted", "请审核")
        act.fact("plan.counted_on")
    assert Plan.objects.get(pk=plan.pk).status == Status.UNIT_REVIEW
    assert Task.objects.get(process=plan.process, status="NEW").flow_task == PlanFlow.unit_review
    open_one = Assignment.objects.get(process=plan.process, done_at=None)
    assert (open_one.holder, open_one.due, open_one.sent_by) == (
        holders.post("head", plan.unit_id),
        date(2027, 3, 16),
        plan.district.liaison,
    )
    assert open_one.yellow_on < open_one.due < open_one.red_on
    draft = Assignment.objects.get(process=plan.process, kind="draft")
    assert (draft.done_by, draft.outcome) == (plan.district.liaison, Outcome.SUBMITTED)
    last = Entry.objects.filter(subject=plan.key).latest("n")
    assert (last.code, last.params, last.circle, last.unit) == (
        "plan.submitted",
        {"words": "请审"},
        "unit",
        plan.unit,
    )
    assert [notice.recipient for notice in Notice.objects.filter(event="plan.submitted")] == [
        plan.district.head
    ]
    left = Fact.objects.filter(subject=plan.key, code__in=["plan.submitted", "plan.counted_on"])
    assert sorted(left.values_list("code", "unit", "day")) == [
        ("plan.counted_on", plan.unit_id, clock.today()),
        ("plan.submitted", plan.unit_id, clock.today()),
    ]


def test_acting_in_the_middle_of_another_transaction_is_a_mistake(plan):
    """Two locks at once could deadlock: the lock opens the outermost transaction itself, or not at all."""
    with (
        pytest.raises(RuntimeError, match="durable"),
        acting(plan, by=plan.district.liaison),
        acting(plan, by=plan.district.liaison),
    ):
        pass


def test_a_refusal_by_one_of_a_pool_is_in_nobody_elses_done_list():
    plan = factories.plan_at("first_review")
    from tests.factories import make_person

    colleague = make_person("office_clerk", plan.district.office)
    factories.add_point(plan.district, plan)
    review.return_for_revision(plan, by=plan.district.clerk)
    assert Assignment.objects.filter(done_by=plan.district.clerk, kind="stage").exists()
    assert not Assignment.objects.filter(done_by=colleague).exists()


# --- statements of the main acts: literal, so that one more is seen (one of them reads the person) -----
@pytest.mark.parametrize(
    ("place", "act", "most"),
    [
        (Status.DRAFTING, lambda d, p: submission.submit(p, by=anew(d.liaison)), 25),
        (Status.UNIT_REVIEW, lambda d, p: submission.withdraw(p, by=anew(d.liaison)), 12),
        (Status.UNIT_REVIEW, lambda d, p: submission.send_back(p, by=anew(d.head), reason="措施不具体"), 13),
        (Status.UNIT_REVIEW, lambda d, p: submission.agree(p, by=anew(d.head)), 20),
        ("receive", lambda d, p: review.receive(p, by=anew(d.clerk)), 17),
        (
            "first_review",
            lambda d, p: review.propose_to_meeting(p, by=anew(d.clerk), words="建议通过"),
            15,
        ),  # one looks for a 样稿 that is not to be sent
    ],
    ids=["submit", "withdraw", "send_back", "agree", "receive", "propose"],
)
def test_statements_of_an_act(place, act, most):
    plan = factories.plan_at(place)
    assert statements(lambda: act(plan.district, plan)) <= most


@pytest.mark.parametrize("seats", [3, 9])
def test_statements_of_a_vote_do_not_grow_with_the_committee(seats):
    s = sitting(seats=seats, present=seats)
    moved = statements(s.move)
    s.cast(*[Choice.AGREE] * (seats - 2))
    cast = statements(lambda: voting.cast(s.item, by=anew(s.voters[-1]), choice=Choice.AGREE))
    voting.cast(s.item, by=s.chair, choice=Choice.AGREE)
    announced = statements(lambda: voting.announce(s.item, by=anew(s.chair)))
    assert moved <= 13
    assert cast <= 9
    assert announced <= 19


def test_opening_a_round_costs_a_committee_of_fifty_what_it_costs_one_of_five():
    """Promised: at most 8 statements more; a vote at most 11, secret or not; the announcement at most 30."""
    few = sitting(seats=5, present=5)
    of_five = statements(few.move)
    secret = sitting(seats=50, present=50, district=few.district, plan=_another_plan(few.district))
    of_fifty = statements(lambda: secret.move(secret=True))
    assert of_fifty - of_five <= 8
    assert statements(lambda: voting.cast(secret.item, by=anew(secret.voters[0]), choice=Choice.AGREE)) <= 11
    for voter in [*secret.voters[1:], secret.chair]:
        voting.cast(secret.item, by=voter, choice=Choice.AGREE)
    assert statements(lambda: voting.announce(secret.item, by=anew(secret.chair))) <= 30


def _another_plan(district):
    return factories.plan_at(
        "meeting",
        replace(
            district,
            unit=district.other_unit,
            liaison=district.other_liaison,
            head=people.make_person("head", district.other_unit),
        ),
    )


def anew(person):
    """As a request has them: nothing remembered on the object."""
    return Person.objects.get(pk=person.pk)


def statements(act) -> int:
    """How many statements, transaction control left out (inside the test's own transaction it is savepoints)."""
    with CaptureQueriesContext(connection) as captured:
        act()
    return sum(not each["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")) for each in captured)


def test_finish_leaves_open_what_is_owed_whatever_becomes_of_the_subject(plan):
    """A reply that is owed has no process: it is no step of the subject's life, and ends by its own act alone."""
    owed = Assignment.objects.create(
        subject=plan.key,
        kind="reply",
        holder=holders.person(plan.district.liaison.pk),
        unit=plan.unit,
        title="样例",
        what="样例",
        url="/",
        since=clock.now(),
    )
    with acting(plan, PlanFlow.drafting, by=plan.district.liaison) as act:
        act.finish()
    assert list(Assignment.objects.filter(subject=plan.key, done_at=None)) == [owed]
