"""办理轨迹 in words: who, and what an entry says beside the person's own words."""

import pytest

from records import trail
from records.models import Entry
from tests import factories as people
from units.enums import Post
from workflows import wording
from workflows.queries.trail import lines_of


def said(code, **params) -> list[str]:
    return [each for each in wording.of(code).details(params) if each]


@pytest.mark.parametrize(
    "code, params, details",
    [
        ("vote.moved", {"motion": "approve"}, ["审议通过"]),
        ("vote.cast", {"choice": "agree"}, ["同意"]),
        ("vote.not_voted", {"name": "样例委员"}, ["样例委员"]),
        ("vote.deferred", {"meeting_year": 2026, "meeting_n": 3}, ["2026年第3次会议"]),
        ("vote.announced", {"outcome": "approved"}, ["审议通过"]),
        ("agenda.tabled", {"meeting_year": 2026, "meeting_n": 3}, ["2026年第3次会议"]),
        ("agenda.untabled", {}, []),
        ("agenda.recused", {"name": "样例委员"}, ["样例委员"]),
        ("agenda.recusal_lifted", {"name": "样例委员"}, ["样例委员"]),
        ("plan.returned", {"points": 2, "revise_by": "2026-12-01"}, ["共2处意见，请于2026-12-01前报回"]),
        ("plan.reported", {"task": "任务1"}, ["任务1"]),
        (
            "plan.reported",
            {"task": "任务1", "kind": "progress", "milestone": "中期推进"},
            ["任务1", "有进展", "中期推进"],
        ),
        ("plan.evidence_linked", {"task": "任务1", "file": "照片.pdf"}, ["任务1", "照片.pdf"]),
        ("plan.checked", {"task": "任务1", "result": "mostly"}, ["任务1", "基本符合"]),
        (
            "plan.accepted",
            {"conclusion": "to_improve", "improve_by": "2026-12-20"},
            ["限期完善", "请于2026-12-20前完善"],
        ),
        ("plan.signed", {"number": "验收〔2026〕1号"}, ["验收〔2026〕1号"]),
        ("plan.reported", {}, []),
    ],
)
def test_details_of_an_entry(code, params, details):
    assert said(code, **params) == details


def test_the_announcement_holds_the_numbers_only_when_they_are_told():
    numbers = dict.fromkeys(("entitled", "present", "agree", "disagree", "abstain"), 1)
    assert len(said("vote.announced", outcome="approved", **numbers)) == 2
    assert said("vote.counted", **numbers) == [
        "应到会1人，参加表决1人：同意1、不同意1、弃权1",
    ]


@pytest.mark.django_db
def test_what_was_signed_by_pen_names_the_signer_first():
    clerk, head = people.make_person(Post.LIAISON), people.make_person(Post.HEAD)
    for code in ("plan.paper_decided", "plan.agreed"):
        circle = wording.of(code).circle
        trail.record("plan:1", code, by=clerk, circle=circle, unit_id=clerk.unit_id, on_behalf_of=head)
    by_pen, by_delegation = lines_of(Entry.objects.filter(subject="plan:1").order_by("n"))
    assert by_pen.who == f"{head.name}（线下签批，{clerk.name}代录）"
    assert by_delegation.who == f"{clerk.name}（受{head.name}委托）"
