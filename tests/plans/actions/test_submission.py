"""报送: what a plan needs before it is submitted, and what a signature on paper must agree with."""

from datetime import timedelta

import pytest

from documents.models import Document
from plans.actions import content, queries
from plans.actions.operations import drafting, submission
from records import clock, versions
from records.errors import Refused
from records.models import Entry, Version
from tests.plans.world import moved_to
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


def test_plan_with_gaps_is_refused_with_all_of_them_at_once():
    moves = moved_to("drafting")
    liaison, plan = moves.d.liaison, moves.plan
    section = plan.sections.get(key="steps")
    drafting.save_section(plan, "steps", by=liaison, text=" ", revision=section.revision)
    task = moves.tasks().first()
    drafting.save_task(task, by=liaison, revision=task.revision, person=None, standard="", milestones=[])
    drafting.save_head(plan, by=liaison, revision=moves.plan.revision, meeting_name="", group=[])
    with pytest.raises(Refused) as refused:
        submission.submit(moves.plan, by=liaison)
    sentences = str(refused.value).splitlines()
    assert len(sentences) == 5
    for words in ("实施步骤", "党组（党委）会", "组长", "责任人、完成标准", "1至6个节点"):
        assert any(words in each for each in sentences), words
    assert not Version.objects.exists()
    assert not Document.objects.exists()
    assert moves.plan.status == "drafting"


def test_an_empty_plan_is_refused_in_a_few_sentences_and_a_number():
    moves = moved_to("drafting")
    liaison, plan = moves.d.liaison, moves.plan
    for section in plan.sections.all():
        drafting.save_section(plan, section.key, by=liaison, text="", revision=section.revision)
    for task in plan.tasks.all():
        drafting.save_task(task, by=liaison, revision=task.revision, person=None, milestones=[])
    missing = len(content.gaps(content.content_of(plan)))
    with pytest.raises(Refused) as refused:
        submission.submit(moves.plan, by=liaison)
    *named, last = str(refused.value).splitlines()
    assert len(named) == 5
    assert f"另有{missing - 5}处" in last


def test_submission_freezes_a_version_and_prints_its_slip():
    moves = moved_to("unit_review")
    version = Version.objects.get()
    assert (version.n, versions.digest(version.content)) == (1, version.digest)
    slip = Document.objects.get()
    assert (slip.kind, slip.version, slip.circle) == ("signing_slip", version, "unit")
    assert (
        Assignment.objects.get(process=moves.plan.process, done_at=None).holder
        == f"post:head:{moves.d.unit.pk}"
    )


def test_a_version_submitted_again_shows_its_newest_slip_only():
    moves = moved_to("unit_review")
    for move in ("send_back", "submit", "withdraw", "submit"):
        moves.make(move)
    assert Document.objects.filter(kind="signing_slip").count() == 3
    shown = queries.papers_of(moves.plan, moves.d.liaison)
    assert [paper.pk for paper in shown] == [Document.objects.latest("pk").pk]


def test_unchanged_text_keeps_its_version_and_a_changed_one_gets_the_next():
    moves = moved_to("unit_review")
    for change, n in ((None, 1), ("write", 2)):
        moves.make("withdraw")
        if change:
            moves.make(change)
        moves.make("submit")
        assert moves.plan.version_n == n


def waits(moves, kind) -> list[str]:
    return Assignment.objects.get(subject=moves.plan.key, kind=kind, done_at=None).note.splitlines()


def test_row_of_a_later_version_says_why_it_was_returned_and_what_changed():
    moves = moved_to("revising")
    moves.write()
    moves.submit()
    why, changed = waits(moves, "unit_review")
    assert why.startswith("上轮退回：")
    assert changed == "本轮变化：总体要求"


def test_row_of_the_chair_says_what_changed_since_the_vote():
    moves = moved_to("amending")
    moves.write()
    moves.amend()
    assert waits(moves, "confirm") == ["本轮变化：总体要求"]


def test_row_of_the_first_version_needs_no_such_words():
    assert waits(moved_to("unit_review"), "unit_review") == []


def on_paper(moves, **given):
    plan = moves.plan
    fields = {
        "by": moves.d.liaison,
        "decision": "agree",
        "signed_by": moves.d.head,
        "signed_on": clock.today(),
        "words": "同意",
        "code": versions.get(plan.key, plan.version_n).code,
        "scan": moves.world.scan,
        "scan_name": "签批件.pdf",
    }
    submission.record_paper_decision(plan, **(fields | given))


@pytest.mark.parametrize(
    "spoil",
    [
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f" {code} ",
        lambda code: code.replace("-", "－"),
    ],
)
def test_code_of_the_slip_is_read_as_people_type_it(spoil):
    moves = moved_to("unit_review")
    on_paper(moves, code=spoil(versions.get(moves.plan.key, 1).code))
    entry = Entry.objects.get(subject=moves.plan.key, code="plan.paper_decided")
    assert (entry.by, entry.on_behalf_of) == (moves.d.liaison, moves.d.head)
    assert entry.params["scan"] == moves.world.scan.digest
    assert moves.plan.stage == "receive"


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"code": "0000-0000-0000"}, "版本校验码"),
        ({"code": ""}, "版本校验码"),
        ({"code": "第一版的校验码"}, "版本校验码"),
        ({"decision": "maybe"}, "签批意见"),
        ({"scan": None}, "扫描件"),
        ({"signed_on": "tomorrow"}, "不能晚于今天"),
        ({"signed_by": "deputy"}, "不是本单位负责人"),
        ({"decision": "send_back", "words": " "}, "理由"),
    ],
)
def test_paper_decision_is_refused_with_a_sentence(given, sentence):
    moves = moved_to("unit_review")
    given = dict(given)
    if "signed_on" in given:
        given["signed_on"] = clock.today() + timedelta(days=1)
    if "signed_by" in given:
        given["signed_by"] = moves.world.deputy
    with pytest.raises(Refused, match=sentence):
        on_paper(moves, **given)
    assert moves.plan.status == "unit_review"


def test_slip_of_an_older_version_is_refused():
    moves = moved_to("unit_review")
    old = versions.get(moves.plan.key, 1).code
    for move in ("withdraw", "write", "submit"):
        moves.make(move)
    with pytest.raises(Refused, match="第2版"):
        on_paper(moves, code=old)


@pytest.mark.parametrize("move", ["send_back", "decline"])
def test_return_needs_a_reason(move):
    from plans.actions.operations import review

    moves = moved_to("unit_review" if move == "send_back" else "receive")
    with pytest.raises(Refused, match="理由"):
        if move == "send_back":
            submission.send_back(moves.plan, by=moves.d.head, reason=" ")
        else:
            review.decline(moves.plan, by=moves.d.clerk, reason="")
