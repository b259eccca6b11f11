"""The plan's page: who sees it, which text, which opinions, where it is, and what to do now."""

import re

import pytest
from django.urls import reverse

from plans.actions.enums import Status
from plans.actions.models import Action
from plans.actions.operations import drafting, review, submission
from plans.actions.queries.document import document_of, points_of, text_at
from plans.actions.queries.now import POSSIBILITIES
from plans.actions.queries.versions import readable_versions, shown_to
from plans.actions.queries.way import way_of
from records import clock, workdays
from tests.plans import factories
from tests.plans.world import moved_to
from workflows.enums import Choice, Motion, Outcome
from workflows.queries.circles import open_points, readable_entries
from workflows.queries.now import now
from workflows.queries.trail import lines_of
from workflows.routes import current

pytestmark = pytest.mark.django_db


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def page(client, person, plan) -> str:
    client.force_login(person)
    response = client.get(f"/plans/{plan.pk}/")
    assert response.status_code == 200
    return words_of(response)


def steps_of(plan, person):
    return {step.label: step.state for step in way_of(plan, readable_entries(plan, person)).steps}


def test_a_plan_of_another_unit_is_404(client):
    plan = factories.plan_at("first_review")
    for address in ("", "versions/1/", "changes/", "receive/", "return/", "points/", "amend/", "confirm/"):
        client.force_login(plan.district.other_liaison)
        assert client.get(f"/plans/{plan.pk}/{address}").status_code == 404


def test_a_draft_is_seen_by_its_unit_only(client):
    plan = factories.plan_at(Status.DRAFTING)
    client.force_login(plan.district.clerk)
    assert client.get(f"/plans/{plan.pk}/").status_code == 404
    assert "请写好方案，提交本单位审核" in page(client, plan.district.liaison, plan)


@pytest.mark.parametrize(
    ("place", "who", "fragments"),
    [
        (Status.DRAFTING, "liaison", ["draft"]),
        (Status.UNIT_REVIEW, "head", ["agree"]),
        (Status.UNIT_REVIEW, "liaison", ["paper", "withdraw"]),
        ("receive", "clerk", ["receive"]),
        ("receive", "liaison", ["withdraw"]),
        ("first_review", "clerk", ["review"]),
        ("first_review", "liaison", []),
        ("meeting", "secretary", ["meeting"]),
        (Status.REVISING, "liaison", ["revise"]),
        (Status.AMENDING, "liaison", ["amend"]),
        (Status.CONFIRMING, "chair", ["confirm"]),
        (Status.CONFIRMING, "clerk", []),
    ],
)
def test_what_now_offers_only_what_the_rules_allow(place, who, fragments):
    plan = factories.plan_at(place)
    assert now(plan, getattr(plan.district, who), POSSIBILITIES, page_url="").fragments == fragments


def test_the_office_reads_the_reported_version_while_the_unit_writes_on(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    factories.submission_text(district, plan, "还没有重报的文字。")
    assert "还没有重报的文字。" in page(client, district.liaison, plan)
    assert "还没有重报的文字。" not in page(client, district.clerk, plan)


def test_a_version_agreed_by_nobody_stays_within_the_unit(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    factories.answer_all(district, plan)
    factories.submission_text(district, plan, "第二版的文字。")
    submission.submit(plan, by=district.liaison)
    plan.refresh_from_db()
    assert [each.n for each in readable_versions(plan, district.head)] == [2, 1]
    assert [each.n for each in readable_versions(plan, district.clerk)] == [1]
    assert shown_to(plan, district.clerk).version.n == 1
    client.force_login(district.clerk)
    assert client.get(f"/plans/{plan.pk}/versions/2/").status_code == 404
    client.force_login(district.liaison)
    assert client.get(f"/plans/{plan.pk}/versions/2/").status_code == 200


def test_an_opinion_is_hidden_from_the_unit_until_it_is_told(client):
    plan = factories.plan_at("first_review")
    district = plan.district
    factories.add_point(district, plan, wrong="责任人未写到人")
    assert "责任人未写到人" in page(client, district.clerk, plan)
    assert "责任人未写到人" not in page(client, district.liaison, plan)
    review.return_for_revision(plan, by=district.clerk)
    plan.refresh_from_db()
    told = page(client, district.liaison, plan)
    assert "责任人未写到人" in told
    assert "还有1处没有答复" in told


def test_internal_words_stay_within_the_office(client):
    plan = factories.plan_at("first_review")
    district = plan.district
    review.add_remark(plan, by=district.clerk, text="与去年相比没有变化")
    review.propose_to_meeting(plan, by=district.clerk, words="建议原则通过")
    plan.refresh_from_db()
    for reader, seen in (
        (district.clerk, True),
        (district.chair, True),
        (district.liaison, False),
        (district.head, False),
    ):
        words = page(client, reader, plan)
        assert ("与去年相比没有变化" in words) is seen
        assert ("建议原则通过" in words) is seen


@pytest.mark.parametrize("tell", [True, False])
def test_the_unit_reads_conclusion_date_and_sitting_and_numbers_only_when_told(client, tell):
    plan = factories.plan_at("meeting")
    district = plan.district
    factories.decide(district, plan, motion=Motion.APPROVE, tell_numbers=tell)
    plan.refresh_from_db()
    words = page(client, district.liaison, plan)
    assert f"{clock.today().year}年第1次会议（{clock.today().isoformat()}）" in words
    assert "审议通过" in words
    assert ("同意3、不同意0、弃权0" in words) is tell
    assert "样例委员2" not in words
    assert "样例委员2" in page(client, district.chair, plan)


def test_after_an_approval_in_principle_the_requirements_stand_at_their_line(client):
    plan = factories.plan_at(Status.AMENDING)
    for reader in (plan.district.liaison, plan.district.chair):
        words = page(client, reader, plan)
        assert "修改要求 共1处" in words
        assert "写明第一季度的节点" in words


def test_the_next_reviewer_reads_what_changed_and_what_was_answered(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    plan = factories.report_again(district, plan, answer="已写到张样例")
    words = page(client, district.clerk, plan)
    assert "自上轮以来的修改 与第1版相比，1处" in words
    assert "修改后的总体要求。" in words
    assert "已写到张样例" in words
    client.force_login(district.clerk)
    inbox = words_of(client.get("/"))
    assert "待您初审（第2轮）" in inbox
    assert "上轮退回：责任人未明确" in inbox
    assert "本轮变化：总体要求" in inbox


def test_the_way_shows_done_current_and_coming():
    plan = factories.plan_at("first_review")
    steps = steps_of(plan, plan.district.clerk)
    assert steps == {
        "起草": "done",
        "本单位审核": "done",
        "签收": "done",
        "初审": "current",
        "上会": "next",
        "实施": "next",
        "安排验收": "next",
        "验收": "next",
        "签字盖章": "next",
        "办结": "next",
    }


def test_the_way_begins_again_after_a_return():
    plan = factories.plan_at(Status.REVISING)
    way = way_of(plan, readable_entries(plan, plan.district.liaison))
    assert way.round == 2
    assert [(step.label, step.state) for step in way.steps[:3]] == [
        ("退回修改", "current"),
        ("本单位审核", "next"),
        ("签收", "next"),
    ]


def test_a_withdrawn_submission_is_no_round_and_the_last_consent_counts():
    moves = moved_to("unit_review")
    for move in ("agree", "withdraw", "submit", "agree_on_paper"):
        moves.make(move)
    plan = moves.plan
    assert current(plan.process_id).n == 1
    entries = list(readable_entries(plan, moves.d.clerk))
    way = way_of(plan, entries)
    on_paper = next(entry for entry in entries if entry.code == "plan.paper_decided")
    assert way.round == 1
    assert next(step for step in way.steps if step.label == "本单位审核").when == on_paper.at


def test_the_way_says_whose_a_coming_step_is():
    plan = factories.plan_at(Status.UNIT_REVIEW)
    whose = {step.label: step.who for step in way_of(plan, readable_entries(plan, plan.district.head)).steps}
    assert (whose["本单位审核"], whose["实施"], whose["签字盖章"]) == ("单位负责人", "各任务责任人", "文书")


def test_the_way_of_a_rejected_plan_ends_at_the_meeting():
    plan = factories.plan_at("meeting")
    district = plan.district
    factories.decide(
        district,
        plan,
        motion=Motion.APPROVE,
        choice=Choice.DISAGREE,
        outcome=Outcome.REJECTED,
        summary="与业务脱节",
    )
    plan.refresh_from_db()
    last = way_of(plan, readable_entries(plan, district.liaison)).steps[-1]
    assert (last.label, last.outcome) == ("上会", "不予通过")


def test_a_paper_decision_prints_both_names():
    plan = factories.plan_at("receive")
    entries = readable_entries(plan, plan.district.clerk)
    agreed = next(entry for entry in entries if entry.code == "plan.agreed")
    agreed.code, agreed.on_behalf_of, agreed.by = (
        "plan.paper_decided",
        plan.district.head,
        plan.district.liaison,
    )
    assert lines_of([agreed])[0].who == "样例局长（线下签批，样例联络代录）"


def test_versions_compare_in_either_choice(client):
    plan = factories.plan_at(Status.REVISING)
    district = plan.district
    plan = factories.report_again(district, plan)
    client.force_login(district.clerk)
    assert "修改后的总体要求。" in words_of(client.get(f"/plans/{plan.pk}/changes/"))
    assert "与上一版相同，没有修改。" in words_of(client.get(f"/plans/{plan.pk}/changes/?from=1&to=1"))
    assert client.get(f"/plans/{plan.pk}/changes/?from=x&to=9").status_code == 200


def test_text_at_quotes_what_a_criterion_concerns():
    content = {
        "sections": [{"key": "targets", "text": "目" * 200}],
        "tasks": [
            {
                "line": "t-1",
                "title": "任务",
                "standard": "标准",
                "carrier": "载体甲",
                "business_matter": "",
                "party_role": "",
                "section": "办公室",
                "person": "样例",
                "starts": "2026-01-01",
                "due": "2026-02-01",
                "milestones": [],
            }
        ],
    }
    assert text_at(content, "t-1", "responsible") == "责任科室：办公室；责任人：样例"
    assert text_at(content, "t-1", "targeted") == "载体：载体甲"
    assert text_at(content, "targets").endswith("……")
    assert text_at(content, "gone") == ""


def test_a_line_that_is_gone_keeps_its_opinions():
    plan = factories.plan_at(Status.REVISING)
    content = shown_to(plan, plan.district.liaison).content
    content["tasks"] = content["tasks"][1:]
    points = points_of(plan, open_points(plan, plan.district.liaison), plan.district.liaison)
    document = document_of(content, points=points)
    assert [place.label for place in document.gone] == ["任务1.1 样例任务1"]


@pytest.mark.parametrize(("address", "price"), [("/plans/", 7), ("/mine/", 7)])
@pytest.mark.parametrize("rows", [1, 3])
def test_the_lists_cost_the_same_for_any_number_of_rows(
    client, address, price, rows, django_assert_num_queries
):
    district = factories.make_district(tasks=1)
    plan = factories.plan_at(Status.DRAFTING, district)
    for n in range(1, rows):
        district.action = Action.objects.create(
            code=f"B{n}",
            name="行动",
            year=2026,
            starts=plan.action.starts,
            ends=plan.action.ends,
            plans_due=clock.today(),
        )
        district.action.units.set([district.unit])
        drafting.start_plan(district.action, unit=district.unit, by=district.liaison)
    workdays.is_working(clock.today())
    client.force_login(district.liaison)
    with django_assert_num_queries(price):
        response = client.get(address)
    assert len(response.context["page_obj"].object_list) == rows


def test_lists_filter_by_state_and_words(client):
    plan = factories.plan_at("first_review")
    client.force_login(plan.district.clerk)
    assert "共1件" in words_of(client.get("/plans/?status=first_review&q=民政"))
    assert "没有符合条件的方案" in words_of(client.get("/plans/?status=closed"))
    client.force_login(plan.district.liaison)
    assert "我报送的" in words_of(client.get("/mine/"))
    client.force_login(plan.district.clerk)
    assert "我经办的" in words_of(client.get("/mine/"))


def test_the_list_is_filtered_in_the_order_of_a_plans_life(client):
    plan = factories.plan_at("receive")
    client.force_login(plan.district.clerk)
    options = re.findall(r'<option value="(\w*)"', client.get("/plans/").content.decode())
    assert options[1:5] == ["drafting", "unit_review", "reviewing", "receive"]
    assert options[5:8] == ["first_review", "meeting", "revising"]


def test_the_page_leads_to_the_chain_of_reminders(client):
    plan = factories.plan_at(Status.REVISING)
    client.force_login(plan.district.liaison)
    page = client.get(f"/plans/{plan.pk}/").content.decode()
    assert reverse("chain", args=[plan.key]) in page and "没有督办" in page
