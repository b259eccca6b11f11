"""任务书、时间表、作战图、审批表、验收合格证书 asked for by the people whose they are, from the version that was approved."""

import pytest
from django.urls import reverse

from documents.enums import DocumentState
from documents.models import Document
from plans.actions.operations import plan_papers
from records.errors import Refused
from tests.plans.world import moved_to
from tests.test_addresses import signed_in

pytestmark = pytest.mark.django_db
ALL = ["task_sheet", "timetable", "battle_map"]


def test_the_unit_prints_its_own_papers_a_sheet_for_each_person():
    moves = moved_to("executing")
    made = plan_papers.print_task_papers(moves.plan, ALL, by=moves.d.liaison)
    people = {task.person.name for task in moves.plan.tasks.all()}
    sheets = [paper for paper in made if paper.kind == "task_sheet"]
    assert {paper.facts["person"] for paper in sheets} == people
    assert sum(len(paper.facts["tasks"]) for paper in sheets) == moves.plan.tasks.count()
    table = next(paper for paper in made if paper.kind == "timetable")
    assert table.facts["version_number"] == moves.plan.approved_version
    assert {task["state"] for task in table.facts["tasks"]} <= {
        "未启动",
        "正常",
        "临近到期",
        "已逾期",
        "已办结",
    }
    assert {paper.circle for paper in made} == {"unit"}


def test_the_approval_form_tells_every_decision_and_no_vote():
    moves = moved_to("executing")
    paper = plan_papers.print_approval_form(moves.plan, by=moves.d.clerk)
    said = [each["stage"] for each in paper.facts["opinions"]]
    assert {"签收", "宣布结果"} <= set(said) and "表决" not in said
    assert paper.circle == "internal" and "批准" in paper.facts["result"]
    assert signed_in(moves.d.liaison).get(reverse("document", args=[paper.pk])).status_code == 404


def test_the_certificate_is_off_by_default_and_begins_as_a_draft(settings):
    moves = moved_to("closed")
    clerk = moves.d.records_clerk
    with pytest.raises(Refused, match="没有启用"):
        plan_papers.draft_certificate(moves.plan, by=clerk)
    settings.ACCEPTANCE_CERTIFICATE = True
    answer = signed_in(clerk).post(reverse("plan_certificate", args=[moves.plan.pk]))
    paper = Document.objects.get(kind="certificate")
    assert answer["Location"] == reverse("paper", args=[paper.pk])
    assert (paper.state, paper.number) == (DocumentState.DRAFT, "")
    assert paper.facts["opinion"].startswith("验收意见书验收〔")


def test_naming_is_off_by_default_and_needs_its_basis(settings):
    moves = moved_to("closed")
    clerk = moves.d.records_clerk
    client, address = signed_in(clerk), reverse("plan_naming", args=[moves.plan.pk])
    basis = {
        "approved_by": "区委（样例）",
        "approved_number": "示委〔2026〕18号",
        "approved_on": "2020-01-02",
    }
    assert client.get(address).status_code == 409
    settings.NAMING_CERTIFICATE = True
    assert address in client.get(reverse("plan_papers", args=[moves.plan.pk])).content.decode()
    for missing in ("name", "approved_by", "approved_number", "approved_on"):
        given = {"name": "示范单位（样例）", **basis} | {missing: ""}
        answer = client.post(address, given)
        assert answer.status_code == 422 and "示委" in answer.content.decode() or missing == "approved_number"
    late = client.post(address, {"name": "示范单位（样例）", **basis, "approved_on": "2030-01-02"})
    assert late.status_code == 422 and "批准日期不能晚于今天" in late.content.decode()
    assert not Document.objects.filter(kind="naming_certificate").exists()
    answer = client.post(address, {"name": "示范单位（样例）", **basis})
    paper = Document.objects.get(kind="naming_certificate")
    assert answer["Location"] == reverse("paper", args=[paper.pk])
    assert (paper.state, paper.number) == (DocumentState.DRAFT, "")
    assert paper.facts["approved_number"] == "示委〔2026〕18号" and paper.facts["name"] == "示范单位（样例）"


def test_the_page_offers_what_each_person_may_print():
    moves = moved_to("executing")
    address = reverse("plan_papers", args=[moves.plan.pk])
    liaison, clerk = signed_in(moves.d.liaison), signed_in(moves.d.clerk)
    assert address in liaison.get(reverse("plan", args=[moves.plan.pk])).content.decode()
    assert "时间表" in liaison.get(address).content.decode()
    assert "打印审批表" in clerk.get(address).content.decode()
    refused = liaison.post(address, {})
    assert refused.status_code == 422 and "请选择要打印的文书" in refused.content.decode()
    assert liaison.post(address, {"kinds": ALL}).status_code == 302
    assert Document.objects.filter(kind="battle_map").count() == 1


def test_nothing_is_printed_before_the_approval():
    moves = moved_to("first_review")
    with pytest.raises(Refused, match="批准后"):
        plan_papers.print_task_papers(moves.plan, ALL, by=moves.d.liaison)
    with pytest.raises(Refused, match="批准后"):
        plan_papers.print_approval_form(moves.plan, by=moves.d.clerk)
