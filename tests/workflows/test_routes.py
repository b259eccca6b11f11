"""审批路线: rows that are run: one open round, forward stage by stage, again after a return."""

import pytest
from django.db import IntegrityError, transaction

from plans.actions.enums import Status
from plans.actions.flow import PlanFlow
from plans.actions.models import Plan
from plans.actions.operations import review, submission
from plans.actions.operations.routes import publish_default_routes
from records import clock
from records.errors import Refused
from tests.plans import factories
from workflows import routes
from workflows.acts import acting
from workflows.enums import Outcome
from workflows.models import Assignment, Round, Route, Stage

pytestmark = pytest.mark.django_db


def rounds(plan):
    found = Round.objects.filter(process_id=plan.process_id).order_by("id")
    return [
        (each.stage.code, each.n, each.outcome, each.closed_at is None)
        for each in found.select_related("stage")
    ]


def test_route_is_walked_stage_by_stage():
    plan = factories.plan_at("meeting")
    assert rounds(plan) == [
        ("receive", 1, "passed_on", False),
        ("first_review", 1, "passed_on", False),
        ("meeting", 1, "", True),
    ]
    assert (plan.stage, plan.stage_label) == ("meeting", "待上会")
    waiting = Assignment.objects.get(process=plan.process, done_at=None)
    assert waiting.what == "请列入会议议题"
    assert waiting.holder == f"post:secretary:{plan.district.office.pk}"


def test_return_ends_the_route_and_resubmission_is_the_next_round():
    plan = factories.plan_at(Status.REVISING)
    assert rounds(plan)[-1] == ("first_review", 1, "returned", False)
    assert (plan.stage, plan.stage_label) == ("", "")
    assert routes.current(plan.process_id) is None
    plan = factories.report_again(plan.district, plan)
    assert rounds(plan)[2:] == [("receive", 2, "passed_on", False), ("first_review", 2, "", True)]
    assert Assignment.objects.get(process=plan.process, done_at=None).round == 2


def test_rounds_look_at_the_version_that_was_submitted():
    plan = factories.plan_at(Status.REVISING)
    plan = factories.report_again(plan.district, plan)
    seen = Round.objects.filter(process_id=plan.process_id).order_by("id").values_list("n", "version__n")
    assert list(seen) == [(1, 1), (1, 1), (2, 2), (2, 2)]


def test_process_has_one_open_round():
    plan = factories.plan_at("first_review")
    open_round = routes.current(plan.process_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Round.objects.create(
            process_id=plan.process_id, subject=plan.key, stage=open_round.stage, n=9, opened_at=clock.now()
        )


def test_last_stage_cannot_be_passed_on():
    plan = factories.plan_at("meeting")
    with (
        pytest.raises(Refused, match="没有下一环节"),
        acting(plan, PlanFlow.reviewing, by=plan.district.secretary) as act,
    ):
        routes.advance(act, routes.current(plan.process_id), Outcome.PASSED_ON)
    assert rounds(plan)[-1] == ("meeting", 1, "", True)


def test_repeat_opens_the_same_stage_once_more():
    plan = factories.plan_at("meeting")
    with acting(plan, PlanFlow.reviewing, by=plan.district.chair) as act:
        routes.repeat(act, routes.current(plan.process_id), Outcome.DEFERRED, note="材料不全")
    assert rounds(plan)[-2:] == [("meeting", 1, "deferred", False), ("meeting", 1, "", True)]
    assert Assignment.objects.get(process=plan.process, done_at=None).note == "材料不全"


def test_who_finished_a_stage_and_how_is_kept_on_the_assignment():
    plan = factories.plan_at("first_review")
    done = Assignment.objects.get(process=plan.process, kind="stage", done_at__isnull=False)
    assert (done.done_by, done.outcome) == (plan.district.clerk, Outcome.PASSED_ON)


def test_process_keeps_the_route_it_started_with():
    plan = factories.plan_at(Status.DRAFTING)
    newer = Route.objects.create(code="plan.review", n=2, name="新路线", published_at=clock.now())
    Stage.objects.create(
        route=newer, order=1, code="only", label="直接上会", kind="vote", committee=plan.district.committee
    )
    submission.submit(plan, by=plan.district.liaison)
    submission.agree(plan, by=plan.district.head)
    assert (plan.stage, routes.published("plan.review")) == ("receive", newer)


def test_default_routes_are_published_once():
    district = factories.make_district()
    before = list(Stage.objects.values_list("pk", flat=True))
    publish_default_routes(district.committee)
    assert list(Stage.objects.values_list("pk", flat=True)) == before
    assert [(each.code, each.limit_days) for each in Stage.objects.order_by("route_id", "order")] == [
        ("receive", 2),
        ("first_review", 3),
        ("meeting", 5),
        ("arrange", 3),
        ("visit", 10),
    ]


def test_without_a_published_route_no_plan_is_started():
    district = factories.make_district()
    Route.objects.update(published_at=None)
    with pytest.raises(Refused, match="还没有发布审批路线"):
        factories.start(district)
    assert not Plan.objects.exists()


# --- 一次性告知: what a later round may raise ----------------------------------------------------------
def test_later_round_raises_only_what_changed_or_was_raised_before_or_has_a_reason():
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    plan = factories.report_again(district, plan)  # 总体要求 changed, a point stood at the first task
    first, second = (task.line for task in plan.tasks.all()[:2])
    factories.add_point(district, plan, line="requirements")
    factories.add_point(district, plan, line=first)
    with pytest.raises(Refused, match="补充提出"):
        factories.add_point(district, plan, line=second)
    factories.add_point(district, plan, line=second, late_reason="上轮后文件有新要求")


@pytest.mark.parametrize(("how", "rounds_by_then"), [("withdrawn", 1), ("declined", 2)])
def test_submission_that_nobody_looked_at_does_not_bind_the_reviewer(how, rounds_by_then):
    plan = factories.plan_at("receive")
    district = plan.district
    if how == "withdrawn":
        submission.withdraw(plan, by=district.liaison)
    else:
        review.decline(plan, by=district.clerk, reason="缺少党组会信息")
    submission.submit(plan, by=district.liaison)
    submission.agree(plan, by=district.head)
    review.receive(plan, by=district.clerk)
    assert factories.add_point(district, plan).round.n == rounds_by_then
