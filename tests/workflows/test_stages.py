"""环节: every kind and every refusal rule, carried out by the engine on plans; each failure of the peers is a test by name."""

import pytest

from plans.actions.enums import Status
from plans.actions.operations import drafting, submission, templates
from records import clock, trail
from records.errors import Refused
from records.models import Entry
from tests import factories as people
from tests.plans import factories
from tests.workflows import built
from tests.workflows.built import named, reported, rounds, say, stage, waiting
from units.enums import Post
from units.models import Delegation
from workflows.answering import open_round
from workflows.enums import Refusal, StageKind, StagePlace
from workflows.forms.answering import options
from workflows.models import Asked, Assignment
from workflows.operations.answering import give_answer
from workflows.queries.circles import readable_entries

pytestmark = pytest.mark.django_db


def three(district):
    """Three people of the office who may be named."""
    return [people.make_person(Post.MEMBER, district.office, name=f"样例会签{n}") for n in range(3)]


@pytest.fixture
def district():
    return built.make_district(tasks=2)


# --- kinds -------------------------------------------------------------------------------------------
def test_handling_is_one_word_and_the_last_one_approves(district):
    plan = reported(district, stage("head"))
    assert waiting(plan) == [f"post:office_head:{district.office.pk}"]
    assert say(plan, district.office_head) == "carried"
    assert built.again(plan).status == Status.EXECUTING
    assert rounds(plan) == [("receive", "passed_on"), ("head", "approved")]


def test_any_is_decided_by_the_first_word_and_the_others_have_nothing_more_to_do(district):
    asked = three(district)
    plan = reported(district, named("any", *asked, kind=StageKind.ANY), stage("head"))
    say(plan, asked[1])
    plan = built.again(plan)
    assert plan.stage == "head"
    with pytest.raises(Refused, match="没有请您表态"):
        say(plan, asked[0])


def test_refusal_by_one_of_a_pool_is_in_nobody_elses_done_list(district):
    """RuoYi #939."""
    asked = three(district)
    plan = reported(district, named("any", *asked, kind=StageKind.ANY), stage("head"))
    say(plan, asked[0], "disagree")
    done = Assignment.objects.filter(
        process=plan.process, kind="stage", done_at__isnull=False, holder__startswith="person"
    )
    assert {each.holder: (each.done_by, each.outcome) for each in done} == {
        f"person:{asked[0].pk}": (asked[0], "declined"),
        f"person:{asked[1].pk}": (None, "lapsed"),
        f"person:{asked[2].pk}": (None, "lapsed"),
    }


def test_one_refusal_in_a_countersignature_does_not_freeze_it(district):
    """loonflow #426, #212; RuoYi #668: it ends as the route says, and nobody keeps a task of it."""
    asked = three(district)
    plan = reported(district, named("all", *asked), stage("head"))
    say(plan, asked[0])
    assert built.again(plan).stage == "all"
    say(plan, asked[2], "disagree", "责任不清")
    plan = built.again(plan)
    assert (plan.status, plan.stage) == (Status.REVISING, "")
    assert waiting(plan) == [f"post:liaison:{district.unit.pk}"]


def test_countersignature_with_dissent_hears_everybody_and_goes_on(district):
    asked = three(district)
    plan = reported(district, named("hear", *asked, kind=StageKind.CONSULT), stage("head"))
    say(plan, asked[0], "disagree", "不同意第二条")
    say(plan, asked[1], "opinion", "建议补充")
    assert built.again(plan).stage == "hear"
    say(plan, asked[2])
    assert built.again(plan).stage == "head"
    kept = Asked.objects.filter(round__stage__code="hear").values_list("answer", "words")
    assert list(kept) == [("disagree", "不同意第二条"), ("opinion", "建议补充"), ("agree", "")]


def test_circulation_asks_every_member_by_themselves(district):
    minor = {"approval": ["record", "office", "leader"]}
    row = stage(
        "circle",
        StageKind.CIRCULATE,
        "",
        place=StagePlace.COMMITTEE,
        committee=district.committee.pk,
        condition=minor,
    )
    district.action.approval = "office"
    district.action.save()
    plan = reported(district, row, stage("head"))
    members = [district.chair, *district.members]
    assert waiting(plan) == [f"person:{each.pk}" for each in members]
    for each in members:
        say(plan, each)
    assert built.again(plan).stage == "head"


def test_leader_in_charge_of_the_unit_is_asked(district):
    plan = reported(district, stage("own", place=StagePlace.LEADER, post=""), stage("head"))
    assert waiting(plan) == [f"post:deputy:{district.unit.pk}"]
    say(plan, district.unit_deputy)
    assert built.again(plan).stage == "head"
    assert Entry.objects.get(code="stage.unit_agreed").circle == "unit"


# --- for whom a stage is there ------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("condition", "budget", "category", "there"),
    [
        ({"budget": {"least": 50}}, 50, "", True),
        ({"budget": {"least": 50}}, 49, "", False),
        ({"budget": {"least": 1}}, None, "", False),
        ({"category": ["样例类别"]}, None, "样例类别", True),
        ({"category": ["样例类别"]}, None, "别的类别", False),
    ],
)
def test_money_and_categories_of_a_plan_decide_which_stages_it_takes(
    district, condition, budget, category, there
):
    built.publish(district, built.RECEIVE, stage("more", condition=condition), stage("head"))
    plan = factories.start(district)
    plan.tasks.update(category=category)
    type(plan).objects.filter(pk=plan.pk).update(budget=budget)
    built.report(district, plan)
    assert built.again(plan).stage == ("more" if there else "head")


# --- what a refusal does -----------------------------------------------------------------------------
def test_whoever_refuses_chooses_to_which_earlier_stage_it_goes_back_or_to_the_unit(district):
    """loonflow #150: back to any step, not to the one before alone."""
    rows = [stage("one"), stage("two"), stage("three", refusal=Refusal.CHOSEN)]
    plan = reported(district, *rows)
    say(plan, district.office_head)
    say(plan, district.office_head)
    round_ = open_round(built.again(plan))
    offered = [value for value, _label in options(built.again(plan), round_)]
    assert offered == ["agree", "disagree", "disagree:one", "disagree:two"]  # 签收 is not done again
    for answer, back_to in (("disagree", "receive"), ("disagree", "three"), ("agree", "one")):
        with pytest.raises(Refused, match="不能退回该环节"):
            say(plan, district.office_head, answer, "理由", back_to=back_to)
    say(plan, district.office_head, "disagree", "请重新核对", back_to="one")
    plan = built.again(plan)
    assert (plan.status, plan.stage) == (Status.REVIEWING, "one")
    entry = Entry.objects.filter(subject=plan.key).latest("n")
    assert (entry.code, entry.circle) == ("stage.disagreed", "internal")
    for _each in range(2):
        say(plan, district.office_head)
    say(plan, district.office_head, "disagree", "请修改任务")
    assert built.again(plan).status == Status.REVISING
    assert Entry.objects.filter(subject=plan.key, code="stage.returned", circle="feedback").exists()
    assert trail.verify(plan.key) == []


def test_refusal_ends(district):
    plan = reported(district, stage("head", refusal=Refusal.END))
    say(plan, district.office_head, "disagree", "不符合要求")
    plan = built.again(plan)
    assert plan.status == Status.REJECTED
    assert not Assignment.objects.filter(process=plan.process, done_at=None).exists()


def test_refusal_returns_to_a_chosen_stage_which_is_asked_anew(district):
    asked = three(district)
    plan = reported(
        district,
        named("one", asked[0], kind=StageKind.HANDLE, keeps=True),
        named("two", asked[1], kind=StageKind.HANDLE, keeps=True),
        stage("head", refusal=Refusal.STAGE, refusal_stage="one"),
    )
    say(plan, asked[0])
    say(plan, asked[1])
    say(plan, district.office_head, "disagree", "请一处再核")
    assert built.again(plan).stage == "one"
    assert Assignment.objects.get(process=plan.process, done_at=None).note == "环节head退回：请一处再核"
    say(plan, asked[0])
    # 环节two agreed to this very version: it is not asked again.
    assert rounds(plan)[-2:] == [("two", "kept"), ("head", "")]
    say(plan, district.office_head)
    assert built.again(plan).status == Status.EXECUTING


def test_refusal_goes_on_with_the_opinion(district):
    plan = reported(district, stage("head", refusal=Refusal.GO_ON), stage("last", post=Post.DEPUTY))
    say(plan, district.office_head, "disagree", "有保留")
    assert built.again(plan).stage == "last"
    assert Entry.objects.get(code="stage.disagreed").circle == "internal"


# --- what survives a return --------------------------------------------------------------------------
@pytest.mark.parametrize(("concerns", "expected"), [(("task",), "kept"), (("section",), ""), ((), "")])
def test_earlier_yes_survives_a_change_that_does_not_touch_it(district, concerns, expected):
    asked = three(district)
    plan = reported(
        district, named("one", asked[0], kind=StageKind.HANDLE, keeps=True, concerns=concerns), stage("head")
    )
    say(plan, asked[0])
    say(plan, district.office_head, "disagree", "总体要求写虚了")
    section = plan.sections.get(key="requirements")
    drafting.save_section(
        plan, "requirements", by=district.liaison, text="逐条写实", revision=section.revision
    )
    built.report(district, built.again(plan))
    found = [each for each in rounds(plan) if each[0] == "one"]
    assert found[-1] == ("one", expected)
    assert built.again(plan).stage == ("head" if expected else "one")


def test_reserved_yes_does_not_survive(district):
    asked = three(district)
    plan = reported(
        district,
        named("hear", asked[0], asked[1], kind=StageKind.CONSULT, keeps=True),
        stage("head", refusal=Refusal.STAGE, refusal_stage="hear"),
    )
    say(plan, asked[0], "opinion", "保留意见")
    say(plan, asked[1])
    say(plan, district.office_head, "disagree", "再议")
    assert built.again(plan).stage == "hear"


# --- who may -----------------------------------------------------------------------------------------
def test_nobody_answers_for_what_they_wrote_not_even_by_delegation(district):
    """Pneumatic #381: substitution bypasses 'the starter may not approve'."""
    plan = reported(district, stage("own", post=Post.HEAD, place=StagePlace.UNIT), stage("head"))
    today = clock.today()
    Delegation.objects.create(principal=district.head, delegate=district.liaison, since=today, until=today)
    with pytest.raises(Refused, match="不能审核自己报送的事项"):
        say(plan, people_again(district.liaison))


def test_delegate_speaks_for_the_principal_and_both_names_stand(district):
    plan = reported(district, stage("head"))
    today = clock.today()
    other = people.make_person(Post.MEMBER, district.office, name="样例受托")
    Delegation.objects.create(principal=district.office_head, delegate=other, since=today, until=today)
    say(plan, people_again(other))
    asked = Asked.objects.get(round__stage__code="head")
    assert (asked.by, asked.on_behalf_of) == (other, district.office_head)


def test_who_is_named_and_of_the_unit_is_not_asked_and_the_trail_says_so(district):
    asked = three(district)
    people.give_post(asked[0], Post.MEMBER, district.unit)
    plan = reported(district, named("all", *asked), stage("head"))
    assert waiting(plan) == [f"person:{each.pk}" for each in asked[1:]]
    assert Entry.objects.get(code="stage.recused").params["name"] == asked[0].name


def test_second_word_of_the_same_person_is_refused(district):
    asked = three(district)
    plan = reported(district, named("all", *asked), stage("head"))
    say(plan, asked[0])
    with pytest.raises(Refused, match="不能更改"):
        say(plan, asked[0], "disagree")


def test_reservation_needs_its_reason(district):
    plan = reported(district, stage("head"))
    with pytest.raises(Refused, match="请写明理由") as refused:
        give_answer(plan, by=district.office_head, answer="disagree", words="  ")
    assert refused.value.field == "words"
    with pytest.raises(Refused, match="请选择您的意见"):
        give_answer(plan, by=district.office_head, answer="opinion", words="x")


def test_old_page_decides_nothing(district):
    plan = reported(district, stage("head"))
    with pytest.raises(Refused, match="已经变化"):
        give_answer(plan, by=district.office_head, answer="agree", seen=0)


# --- conditions, 审定方式 ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("way", "stages"), [("record", []), ("office", ["head"]), ("leader", ["head", "lead"])]
)
def test_way_of_deciding_chooses_the_stages(district, way, stages):
    district.action.approval = way
    district.action.save()
    plan = reported(
        district,
        stage("head", condition={"approval": ["office", "leader"]}),
        stage("lead", post=Post.DEPUTY, condition={"approval": ["leader"]}),
        built.meeting(district, condition={"approval": ["committee"]}),
    )
    for code in stages:
        assert built.again(plan).stage == code
        say(plan, district.office_head if code == "head" else district.leader)
    assert built.again(plan).status == Status.EXECUTING


def test_condition_on_the_number_of_tasks(district):
    plan = reported(district, stage("many", condition={"tasks": {"least": 3}}), stage("head"))
    assert built.again(plan).stage == "head"


# --- what the unit may know ----------------------------------------------------------------------------
def test_unit_reads_the_reason_of_a_return_and_no_word_within_the_office(district):
    asked = three(district)
    plan = reported(district, named("hear", *asked, kind=StageKind.CONSULT), stage("head"))
    for each in asked:
        say(plan, each, "opinion", "内部看法")
    say(plan, district.office_head, "disagree", "请写实")
    read = readable_entries(built.again(plan), people_again(district.liaison))
    assert {"stage.returned"} == {each.code for each in read if each.code.startswith("stage.")}
    assert not trail.verify(plan.key)
    assert "内部看法" not in "".join(
        Assignment.objects.filter(process=plan.process, holder__startswith="post:liaison").values_list(
            "note", flat=True
        )
    )


def test_withdrawal_before_receipt_leaves_nothing_open(district):
    built.publish(district, built.RECEIVE, stage("head"))
    plan = factories.start(district)
    submission.submit(plan, by=district.liaison)
    submission.agree(built.again(plan), by=district.head)
    submission.withdraw(built.again(plan), by=district.liaison)
    assert built.again(plan).status == Status.DRAFTING


def people_again(person):
    """The person without what was remembered of their posts."""
    return type(person).objects.get(pk=person.pk)


def _action(district, approval):
    today = clock.today()
    return templates.create_action(
        code="B1", name="另一行动", year=today.year, plan_kind="special", starts=today, ends=today, plans_due=today,
        units=[district.unit], by=district.business_admin, approval=approval,
    )  # fmt: skip


def test_way_of_deciding_is_offered_only_where_the_route_tells_the_ways_apart(district):
    with pytest.raises(Refused, match="没有按审定方式区分环节") as refused:
        _action(district, "record")
    assert refused.value.field == "approval"
    with pytest.raises(Refused, match="请选择审定方式"):
        _action(district, "whim")
    built.publish(district, built.RECEIVE, built.meeting(district, condition={"approval": ["committee"]}))
    assert _action(district, "record").approval == "record"
