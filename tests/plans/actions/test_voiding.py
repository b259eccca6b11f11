"""作废: asked with a reason, decided by somebody else; what waited is taken back, papers are void, the unit may begin anew."""

import pytest
from django.urls import reverse

from documents import effects
from documents.enums import DocumentState
from documents.models import Document
from notifications.models import Notice
from plans.actions.models import Plan, Voiding
from plans.actions.operations import drafting, review, submission, voiding
from plans.actions.queries import visible_plans
from plans.actions.queries.plans import action_overview
from records import trail
from records.errors import Refused
from records.models import Entry
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from tests.workflows.test_unit_changes import again
from workflows import routes
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
WHY = "牵头单位调整，任务来源取消"


def open_kinds(plan) -> list[str]:
    rows = Assignment.objects.filter(subject=plan.key, done_at=None)
    return sorted(rows.values_list("kind", flat=True))


def asked(place):
    moves = moved_to(place)
    voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason=WHY)
    return moves


def test_while_it_is_asked_everything_goes_on_and_the_question_stays():
    moves = asked("unit_review")
    assert open_kinds(moves.plan) == ["unit_review", "voiding"]
    submission.agree(moves.plan, by=moves.d.head)
    review.receive(moves.plan, by=moves.d.clerk)
    assert moves.plan.stage == "first_review" and "voiding" in open_kinds(moves.plan)
    with pytest.raises(Refused, match="已申请作废"):
        voiding.ask_voiding(moves.plan, by=moves.d.clerk, reason=WHY)


def test_void_takes_back_what_waits_and_marks_every_paper():
    moves = asked("executing")
    d, plan, leader = moves.d, moves.plan, moves.world.office_head
    Document.objects.filter(subject=plan.key).update(state=DocumentState.READY)
    n = Document.objects.filter(subject=plan.key).count()
    voiding.void(plan, by=leader, words="同意")
    assert (moves.plan.status, open_kinds(plan)) == ("voided", [])
    papers = Document.objects.filter(subject=plan.key)
    assert n and {paper.state for paper in papers} == {DocumentState.VOID}
    assert {paper.void_reason for paper in papers} == {f"方案已作废：{WHY}"}
    entry = Entry.objects.get(subject=plan.key, code="plan.voided")
    assert entry.params | {"words": "同意", "reason": WHY, "at": "executing", "papers": n} == entry.params
    told = {each.name for each in (d.liaison, d.head, moves.world.responsible)}
    assert {notice.recipient.name for notice in moves_notices(plan)} == told
    lapsed = Assignment.objects.filter(subject=plan.key, kind="execute")
    assert {each.outcome for each in lapsed} == {"lapsed"} and not lapsed.filter(
        done_by__isnull=False
    ).exists()
    assert trail.verify(plan.key) == []


def moves_notices(plan):
    return Notice.objects.filter(subject=plan.key, event="plan.voided").select_related("recipient")


def test_what_is_on_its_way_to_paper_is_void_too():
    moves = asked("unit_review")
    paper = Document.objects.get(subject=moves.plan.key)
    assert paper.state == DocumentState.RENDERING
    voiding.void(moves.plan, by=moves.d.head)
    if done := effects.render({"document": paper.pk}):
        done()
    assert again(paper).state == DocumentState.VOID


def test_open_round_of_the_route_is_closed():
    moves = asked("first_review")
    voiding.void(moves.plan, by=moves.world.office_head)
    assert routes.current(moves.plan.process_id) is None and moves.plan.stage == ""


def test_refused_it_goes_on_and_may_be_asked_again():
    moves = asked("receive")
    before = moves.plan.status, moves.plan.stage
    with pytest.raises(Refused, match="请写明不同意的理由"):
        voiding.refuse_voiding(moves.plan, by=moves.world.office_head, reason=" ")
    voiding.refuse_voiding(moves.plan, by=moves.world.office_head, reason="请按计划报送")
    assert (moves.plan.status, moves.plan.stage) == before and open_kinds(moves.plan) == ["stage"]
    assert Voiding.objects.get().granted is False
    voiding.ask_voiding(moves.plan, by=moves.d.clerk, reason=WHY)
    assert Voiding.objects.count() == 2


def test_nobody_decides_what_they_asked_themselves():
    moves = moved_to("unit_review")
    voiding.ask_voiding(moves.plan, by=moves.d.head, reason=WHY)
    with pytest.raises(Refused, match="申请人、起草人不能自己审批"):
        voiding.void(moves.plan, by=moves.d.head)


@pytest.mark.parametrize(
    ("place", "sentence"),
    [("tabled", "已列入会议议题"), ("visit", "正在验收"), ("signing", "正在验收"), ("closed", "不能作废")],
)
def test_what_is_being_decided_accepted_or_closed_is_not_made_void(place, sentence):
    moves = moved_to(place)
    with pytest.raises(Refused, match=sentence):
        voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason=WHY)


def test_asked_before_but_on_an_agenda_now_is_not_made_void():
    moves = asked("meeting")
    moves.make("table")
    with pytest.raises(Refused, match="已列入会议议题"):
        voiding.void(moves.plan, by=moves.world.office_head)
    moves.make("untable")
    voiding.void(moves.plan, by=moves.world.office_head)


def test_plan_that_ends_otherwise_leaves_no_question_behind():
    moves = asked("meeting")
    for move in ("table", "reject"):
        moves.make(move)
    assert (moves.plan.status, open_kinds(moves.plan)) == ("rejected", [])
    with pytest.raises(Refused, match="没有待审批的作废、终止申请"):
        voiding.void(moves.plan, by=moves.world.office_head)


def test_unit_begins_anew_and_the_void_plan_stays_readable():
    moves = asked("receive")
    d, old = moves.d, moves.plan
    with pytest.raises(Refused, match="已有方案"):
        drafting.start_plan(d.action, unit=d.unit, by=d.liaison)
    voiding.void(old, by=moves.world.office_head)
    row = next(row for row in action_overview(d.action)["rows"] if row["unit"] == d.unit)
    assert row["plan"] is None and not row["reported"]
    new = drafting.start_plan(d.action, unit=d.unit, by=d.liaison)
    assert Plan.objects.filter(action=d.action, unit=d.unit).count() == 2
    assert set(visible_plans(d.liaison)) == {old, new}
    page = signed_in(d.liaison).get(f"/plans/{old.pk}/").content.decode()
    assert "已作废" in page and WHY in page


def test_pages_ask_and_decide_and_keep_what_was_typed():
    moves = moved_to("receive")
    plan, leader = moves.plan, moves.world.office_head
    liaison, head = signed_in(moves.d.liaison), signed_in(leader)
    assert "申请作废" in liaison.get(f"/plans/{plan.pk}/").content.decode()
    assert "申请作废" not in signed_in(moves.d.secretary).get(f"/plans/{plan.pk}/").content.decode()
    assert liaison.post(f"/plans/{plan.pk}/void/ask/", {"reason": ""}).status_code == 422
    assert liaison.post(f"/plans/{plan.pk}/void/ask/", {"reason": WHY}).status_code == 302
    page = head.get(f"/plans/{plan.pk}/").content.decode()
    assert "请审批作废、终止申请" in page and WHY in page and "同意作废" in page
    again_asked = liaison.post(f"/plans/{plan.pk}/void/ask/", {"reason": "再次申请"})
    assert again_asked.status_code == 422 and "再次申请" in again_asked.content.decode()
    assert head.post(f"/plans/{plan.pk}/void/", {"words": "同意"}).status_code == 302
    assert moves.plan.status == "voided"


def test_listed_under_its_own_status():
    moves = asked("receive")
    voiding.void(moves.plan, by=moves.world.office_head)
    client = signed_in(moves.d.clerk)
    assert moves.plan.title in client.get("/plans/?status=voided").content.decode()
    assert moves.plan.title not in client.get("/plans/?status=receive").content.decode()


# --- 终止 -------------------------------------------------------------------------------------------
def test_stopped_what_was_done_and_its_papers_stand_and_nobody_has_anything_to_do():
    moves = moved_to("executing")
    Document.objects.filter(subject=moves.plan.key).update(state=DocumentState.READY)
    voiding.ask_stop(moves.plan, by=moves.d.liaison, reason=WHY)
    with pytest.raises(Refused, match="已申请终止"):
        voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason=WHY)
    with pytest.raises(Refused, match="申请的是终止"):
        voiding.void(moves.plan, by=moves.world.office_head)
    voiding.stop(moves.plan, by=moves.world.office_head, words="同意")
    plan = moves.plan
    assert (plan.status, open_kinds(plan)) == ("stopped", [])
    assert {paper.state for paper in Document.objects.filter(subject=plan.key)} == {DocumentState.READY}
    assert Entry.objects.get(subject=plan.key, code="plan.stopped").params["reason"] == WHY
    assert not plan.tasks.exclude(red_on=None).exists()  # nothing shines any more
    assert trail.verify(plan.key) == []
    page = signed_in(moves.d.liaison).get(f"/plans/{plan.pk}/").content.decode()
    assert "方案已终止" in page and "同意终止" in page
    assert all(reverse("task", args=[task.pk]) in page for task in plan.tasks.all())  # how far each had come


@pytest.mark.parametrize("place", ["drafting", "first_review", "visit", "closed"])
def test_only_what_is_carried_out_is_stopped(place):
    moves = moved_to(place)
    with pytest.raises(Refused, match="实施中的方案才能终止"):
        voiding.ask_stop(moves.plan, by=moves.d.liaison, reason=WHY)


def test_refused_it_is_carried_out_as_before():
    moves = moved_to("executing")
    waits = open_kinds(moves.plan)
    voiding.ask_stop(moves.plan, by=moves.d.liaison, reason=WHY)
    voiding.refuse_stop(moves.plan, by=moves.world.office_head, reason="请继续实施")
    assert (moves.plan.status, open_kinds(moves.plan)) == ("executing", waits)
    assert Entry.objects.filter(subject=moves.plan.key, code="plan.stop_refused").exists()
