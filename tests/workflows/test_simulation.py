"""模拟运行: every combination is walked, and a route in which something can go wrong is refused by a sentence that names the stage."""

import re
from dataclasses import replace
from itertools import product

import pytest

from plans.actions.operations import routes as plan_routes
from plans.rectifications.operations import routes as item_routes
from plans.rectifications.sources import publish_default_sources
from records import clock
from records.errors import Refused, Stale
from records.models import Entry
from tests import factories as people
from tests.workflows import built
from tests.workflows.built import FIRST_REVIEW, RECEIVE, named, stage
from units.enums import Post
from units.models import Posting
from workflows import quorum, verdicts
from workflows.designs import design_of
from workflows.enums import Answer, Counting, Refusal, StageKind, StagePlace, Verdict
from workflows.models import Route, Stage
from workflows.operations import route_drafts
from workflows.queries.route_people import crew_of
from workflows.queries.routes import rows_in_force, rows_of
from workflows.simulation import simulate

pytestmark = pytest.mark.django_db


@pytest.fixture
def district():
    return built.make_district()


def simulated(*rows, code=plan_routes.REVIEW):
    design = design_of(code)
    return simulate(design, list(rows), crew_of(design, list(rows)))


def sentences(*rows, code=plan_routes.REVIEW):
    return [each.sentence for each in simulated(*rows, code=code).problems]


def test_shipped_routes_pass_their_own_simulation(district):
    publish_default_sources()
    item_routes.publish_default_routes(district.committee)
    for code in (plan_routes.REVIEW, item_routes.CLOSING):
        found = simulated(*rows_in_force(code), code=code)
        assert not found.problems
        assert found.trees


def test_whoever_refuses_may_choose_every_way_back_is_a_branch(district):
    rows = [RECEIVE, FIRST_REVIEW, stage("one"), stage("two", refusal=Refusal.CHOSEN), stage("head")]
    found = simulated(*rows)
    assert not found.problems
    (step,) = [each for each in found.trees[0].steps if each.row.code == "two"]
    ways = {(branch.to, branch.target) for branch in step.branches if branch.label == "不同意"}
    assert ways == {
        ("returned", ""),
        ("back", FIRST_REVIEW.label),
        ("back", "环节one"),
    }  # 签收 is not done again


def test_money_and_every_set_of_categories_that_conditions_name_are_tried(district):
    rows = [
        RECEIVE,
        stage("a", condition={"category": ["甲"]}),
        stage("b", condition={"category": ["乙"], "budget": {"least": 50}}),
        stage("head"),
    ]
    found = simulated(*rows)
    assert not found.problems
    taken = {tuple(step.row.code for step in tree.steps) for tree in found.trees}
    assert taken == {("receive", *some, "head") for some in ((), ("a",), ("b",), ("a", "b"))}
    assert any("任务类别：乙、甲" in label for tree in found.trees for label in tree.cases)


def test_tree_tells_every_answer_and_where_it_leads(district):
    asked = [people.make_person(Post.MEMBER, district.office) for _each in range(3)]
    found = simulated(
        RECEIVE, named("hear", *asked, kind=StageKind.CONSULT), named("all", *asked), stage("head")
    )
    (tree,) = found.trees
    told = [[(each.label, each.combinations, each.to) for each in step.branches] for step in tree.steps]
    assert told == [
        [("办理完毕", 1, "next"), ("退回", 1, "returned")],
        [("同意", 1, "next"), ("有不同意见，记录在案", 26, "next")],
        [("同意", 1, "next"), ("不同意", 7, "returned")],
        [("同意", 1, "approved"), ("不同意", 1, "returned")],
    ]
    assert len(tree.cases) == 8  # four 审定方式, two kinds of plan


def test_stages_of_different_cases_are_trees_of_their_own(district):
    found = simulated(
        RECEIVE, stage("head", condition={"tasks": {"least": 10}}), stage("lead", post=Post.DEPUTY)
    )
    assert {tuple(step.row.code for step in tree.steps): len(tree.cases) for tree in found.trees} == {
        ("receive", "lead"): 16,  # 0 and 9 tasks
        ("receive", "head", "lead"): 8,
    }


BAD = {
    "nobody holds the post": (lambda d: [stage("x", post=Post.INTAKE)], "环节x.*没有人任该岗位"),
    "nobody named": (lambda d: [named("x")], "环节x.*没有指定办理人员"),
    "no post": (lambda d: [stage("x", post="")], "环节x.*没有指定由谁办理"),
    "the drafter approves": (
        lambda d: [stage("x", post=Post.LIAISON, place=StagePlace.UNIT)],
        "环节x.*不能审核自己报送",
    ),
    "only people of one unit": (lambda d: [named("x", d.head)], "环节x.*样例民政局.*应当回避"),
    "returns to nowhere": (
        lambda d: [stage("x", refusal=Refusal.STAGE, refusal_stage="gone")],
        "环节x.*不存在",
    ),
    "returns to itself": (
        lambda d: [stage("x", refusal=Refusal.STAGE, refusal_stage="x")],
        "环节x.*原地循环",
    ),
    "returns forward": (
        lambda d: [stage("x", refusal=Refusal.STAGE, refusal_stage="y"), stage("y")],
        "环节x.*环节y.*不在前面",
    ),
    "returns to a stage that is not repeated": (
        lambda d: [stage("x", refusal=Refusal.STAGE, refusal_stage="receive")],
        "环节x.*待签收.*不再重办",
    ),
    "returns to a stage that a case skips": (
        lambda d: [
            stage("y", condition={"approval": ["office"]}),
            stage("x", refusal=Refusal.STAGE, refusal_stage="y"),
        ],
        "环节x.*不经过“环节y”",
    ),
    "a refusal approves at the end": (lambda d: [stage("x", refusal=Refusal.GO_ON)], "环节x.*最后环节"),
    "nobody decides at the end": (lambda d: [stage("x", StageKind.CONSULT)], "环节x.*最后环节"),
    "circulation of a major matter": (
        lambda d: [
            stage("x", StageKind.CIRCULATE, "", place=StagePlace.COMMITTEE, committee=d.committee.pk),
            stage("y"),
        ],
        "环节x.*只用于一般事项",
    ),
    "never taken": (
        lambda d: [stage("x", condition={"approval": ["none"]}), stage("y")],
        "环节x.*永远不会经过",
    ),
    "two people for 办理": (
        lambda d: [named("x", d.clerk, d.secretary, kind=StageKind.HANDLE)],
        "环节x.*只能由一个岗位或一人",
    ),
    "more votes than seats": (
        lambda d: [built.meeting(d, counting=Counting.COUNT, ayes="9")],
        "待上会.*无论怎样表态都不能通过",
    ),
    "no number of votes": (lambda d: [built.meeting(d, counting=Counting.COUNT)], "待上会.*至少几票"),
    "no share": (lambda d: [built.meeting(d, ayes="大半")], "待上会.*分数"),
    "a vote without a committee": (lambda d: [built.MEETING], "待上会.*没有在任的书记"),
    "no limit": (lambda d: [stage("x", limit_days=0)], "环节x.*时限"),
    "no name": (lambda d: [replace(stage("x"), label=" ")], "没有名称"),
    "two of one name": (lambda d: [stage("x"), replace(stage("y"), label="环节x")], "都叫“环节x”"),
    "duties out of order": (lambda d: [built.meeting(d), FIRST_REVIEW], "先后应当是：待签收、初审、待上会"),
    "a stage after the meeting": (lambda d: [built.meeting(d), stage("x")], "待上会”之后还有环节“环节x”"),
    "a duty twice": (lambda d: [FIRST_REVIEW, FIRST_REVIEW], "初审.*只能有一个"),
}


@pytest.mark.parametrize("name", BAD)
def test_route_that_could_go_wrong_is_refused(district, name):
    rows, expected = BAD[name]
    found = sentences(RECEIVE, *rows(district))
    assert any(re.search(expected, each) for each in found), found


def test_receipt_is_needed_and_first(district):
    assert any("缺少必经环节“待签收”" in each for each in sentences(stage("x")))
    assert any("第一个环节应当是“待签收”" in each for each in sentences(stage("x"), RECEIVE))


def test_unit_whose_head_drafts_is_named(district):
    people.give_post(district.head, Post.LIAISON, district.unit)
    found = sentences(RECEIVE, stage("x", post=Post.HEAD, place=StagePlace.UNIT))
    assert found == [
        "环节“环节x”：样例民政局能办理的人就是起草报送的联络员，不能审核自己报送的事项，走到这里会停住。"
    ]


def test_unit_without_the_post_is_named(district):
    Posting.objects.filter(post=Post.HEAD, unit=district.other_unit).delete()
    found = sentences(RECEIVE, stage("x", post=Post.HEAD, place=StagePlace.UNIT))
    assert found == ["环节“环节x”：样例党校没有人任该岗位，走到这里会停住。"]


def test_simulation_counts_by_the_functions_that_run():
    """Whatever the simulator says of a stage is what `verdicts.verdict` says: once everybody has spoken it is decided."""
    for kind in (StageKind.ALL, StageKind.CONSULT, StageKind.CIRCULATE, StageKind.ANY, StageKind.HANDLE):
        for answers in product(verdicts.choices(kind), repeat=3):
            assert verdicts.verdict(kind, answers) != Verdict.PENDING
    assert verdicts.verdict(StageKind.ALL, ["agree", ""]) == Verdict.PENDING
    assert verdicts.verdict(StageKind.CONSULT, ["disagree", ""]) == Verdict.PENDING
    assert verdicts.verdict(StageKind.CONSULT, [Answer.DISAGREE, Answer.DISAGREE]) == Verdict.CARRIED


@pytest.mark.parametrize(
    ("rule", "agree", "chair", "expected"),
    [
        (quorum.Rule("double_majority"), 5, "agree", "carried"),
        (quorum.Rule("double_majority", ayes="2/3"), 6, "agree", "not_carried"),
        (quorum.Rule("double_majority", ayes="2/3"), 7, "agree", "carried"),
        (quorum.Rule("double_majority", Counting.COUNT, "4"), 4, "disagree", "carried"),
        (quorum.Rule("double_majority", Counting.WEIGHT, "", 3), 4, "agree", "carried"),
        (quorum.Rule("double_majority", Counting.WEIGHT, "", 3), 5, "disagree", "not_carried"),
    ],
)
def test_votes_by_share_number_and_weight(rule, agree, chair, expected):
    found = quorum.verdict(rule, seats=9, present=9, agree=agree, disagree=9 - agree, chair=chair)
    assert found == expected


# --- draft, publish, new version -------------------------------------------------------------------------
def test_draft_begins_with_the_version_in_force_and_there_is_one(district):
    by = district.business_admin
    draft = route_drafts.start_draft(plan_routes.REVIEW, by=by)
    assert [row.code for row in rows_of(draft)] == ["receive", "first_review", "meeting"]
    assert route_drafts.start_draft(plan_routes.REVIEW, by=by) == draft


def test_published_version_is_in_force_and_the_trail_names_its_reason(district):
    route = built.publish(district, RECEIVE, stage("head"))
    assert (route.n, [each.code for each in Stage.objects.filter(route=route)]) == (2, ["receive", "head"])
    assert [each.code for each in rows_in_force(plan_routes.REVIEW)] == ["receive", "head"]
    entry = Entry.objects.get(code="route.published")
    assert (entry.subject, entry.params["reason"]) == ("route:plan.review", "样例修改")


def test_route_with_problems_is_not_published(district):
    with pytest.raises(Refused, match="发现1个问题"):
        built.publish(district, RECEIVE, stage("head", refusal=Refusal.GO_ON))
    assert Route.objects.filter(code=plan_routes.REVIEW, published_at__isnull=False).count() == 1


def test_publishing_needs_a_reason_and_what_was_simulated(district):
    by = district.business_admin
    draft = route_drafts.start_draft(plan_routes.REVIEW, by=by)
    revision = route_drafts.save_draft(draft, by=by, rows=[RECEIVE, stage("a")], reason=" ", revision=1)
    with pytest.raises(Refused, match="修改说明"):
        route_drafts.publish_route(draft, by=by, revision=revision)
    with pytest.raises(Refused, match="重新模拟"):
        route_drafts.publish_route(draft, by=by, revision=1)


def test_second_writer_overwrites_nothing(district):
    by = district.business_admin
    draft = route_drafts.start_draft(plan_routes.REVIEW, by=by)
    route_drafts.save_draft(draft, by=by, rows=[RECEIVE, stage("a")], reason="", revision=1)
    with pytest.raises(Stale, match="已由他人修改"):
        route_drafts.save_draft(draft, by=by, rows=[RECEIVE], reason="", revision=1)
    draft.refresh_from_db()
    assert [row.code for row in rows_of(draft)] == ["receive", "a"]


def test_discarded_draft_is_gone_and_published_versions_stay(district):
    by = district.business_admin
    draft = route_drafts.start_draft(plan_routes.REVIEW, by=by)
    route_drafts.discard_draft(draft, by=by)
    assert not Route.objects.filter(published_at=None).exists()
    with pytest.raises(Refused, match="已发布或已放弃"):
        route_drafts.discard_draft(Route.objects.get(code=plan_routes.REVIEW), by=by)


def test_only_the_business_admin_builds(district):
    for person in (district.clerk, district.secretary, district.chair, district.liaison):
        with pytest.raises(Refused, match="工委业务管理员"):
            route_drafts.start_draft(plan_routes.REVIEW, by=person)


def test_routes_shipped_as_they_are_cannot_be_built(district):
    with pytest.raises(Refused, match="不能在页面上修改"):
        route_drafts.start_draft(plan_routes.ACCEPTANCE, by=district.business_admin)


def test_published_at_the_same_clock_is_the_newest_number(district):
    built.publish(district, RECEIVE, stage("a"))
    third = built.publish(district, RECEIVE, stage("b"))
    assert (third.n, third.published_at.date()) == (3, clock.now().date())
