"""调整申请: after approval a plan changes only by a request that whoever approved it agrees to; then it is version n+1."""

import pytest

from documents.models import Document
from plans.actions import adjustment_content as contents
from plans.actions.models import Adjustment, Dependency, Report, Task
from plans.actions.operations import acceptance, adjusting, adjustment_review, execution, voiding
from plans.actions.queries.versions import readable_versions, shown_to
from records import trail, versions
from records.errors import Refused, Stale
from records.models import Entry
from tests.plans.adjusted import STANDARD, WHY, Adjusting, read, typed
from tests.plans.world import moved_to
from tests.test_addresses import signed_in
from workflows.enums import Choice, Outcome
from workflows.models import Assignment, Round

pytestmark = pytest.mark.django_db


def open_tasks(plan) -> list[tuple[str, str]]:
    """(line, holder) of every task that waits for somebody."""
    rows = Assignment.objects.filter(subject=plan.key, kind="execute", done_at=None)
    return sorted(rows.values_list("line", "holder"))


def standard_of(walk) -> str:
    return walk.plan.tasks.get(line=walk.lines[0]).standard


# --- the way to a new version -------------------------------------------------------------------------
def test_plan_in_force_stays_until_it_is_agreed_then_it_is_the_next_version():
    walk = Adjusting()
    before = versions.get(walk.plan.key, walk.plan.approved_version)
    old = standard_of(walk)
    for move in ("submit", "agree", "receive", "pass_on"):
        walk.to("") if move == "submit" else None
        getattr(walk, move)()
        assert walk.plan.status == "executing" and standard_of(walk) == old
        assert shown_to(walk.plan, walk.d.clerk).version == before
    task = walk.plan.tasks.select_related("plan").first()
    execution.report(task, by=walk.d.liaison, kind="progress", words="照常推进")
    walk.vote()
    it, plan = walk.it, walk.plan
    assert (it.status, it.adopted_n, plan.approved_version, plan.version_n) == ("adopted", 2, 2, 2)
    assert standard_of(walk) == STANDARD
    after = shown_to(plan, walk.d.clerk).version
    assert after.n == 2 and after.content["tasks"][0]["standard"] == STANDARD
    assert trail.verify(plan.key) == [] and trail.verify(it.key) == []


def test_vote_and_new_version_name_the_same_digest():
    walk = Adjusting().to("pass_on")
    item = walk.vote()
    asked = versions.get(walk.it.key, walk.it.version_n)
    assert item.round.version == asked and item.version_n == asked.n
    assert versions.get(walk.plan.key, 2).digest == asked.digest
    entry = Entry.objects.get(subject=walk.plan.key, code="plan.adjusted")
    assert (entry.version, entry.params["words"], entry.params["base"]) == (2, WHY, 1)


def test_texts_group_and_meeting_are_written_too():
    walk = Adjusting()
    it = walk.it
    adjusting.write_adjustment(
        it,
        by=walk.d.liaison,
        seen=walk.seen(),
        reason=WHY,
        sections={"requirements": "调整后的总体要求。"},
        group=[*it.draft["group"], {"line": "", "role": "vice", "name": "样例副组长", "post": "副局长"}],
        meeting_name="党组会（调整）",
        meeting_on=None,
        document_number="",
    )
    with pytest.raises(Refused, match="请填写通过本方案的党组"):
        walk.submit()
    adjusting.write_adjustment(
        walk.it,
        by=walk.d.liaison,
        seen=walk.seen(),
        reason=WHY,
        sections={},
        group=walk.it.draft["group"],
        meeting_name="党组会（调整）",
        meeting_on=walk.plan.meeting_on,
        document_number="样例〔2026〕8号",
    )
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    plan = walk.plan
    assert plan.sections.get(key="requirements").text == "调整后的总体要求。"
    assert [row.name for row in plan.group.all()] == ["样例局长", "样例副组长"]
    assert (plan.meeting_name, plan.document_number) == ("党组会（调整）", "样例〔2026〕8号")
    assert contents.as_version(contents.draft_of(plan)) == versions.get(plan.key, 2).content


def test_new_task_waits_for_its_person_and_one_taken_out_for_nobody():
    walk = Adjusting()
    keep, gone = walk.lines
    task = walk.plan.tasks.select_related("plan").get(line=gone)
    execution.report(task, by=walk.d.liaison, kind="trouble", words="缺少场地")
    Dependency.objects.create(task=task, needs=walk.plan.tasks.get(line=keep))
    walk.write()
    new = walk.task("", code="9.1", title="样例新任务", person=walk.d.head.pk)
    adjusting.take_out_task(walk.it, gone, by=walk.d.liaison)
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    plan = walk.plan
    assert [each.line for each in plan.tasks.order_by("order")] == [keep, new]
    assert [line for line, _holder in open_tasks(plan)] == sorted([keep, new])
    assert (new, f"person:{walk.d.head.pk}") in open_tasks(plan)
    assert not Assignment.objects.filter(subject=plan.key, line=gone, done_at=None).exists()
    row = Task.objects.get(line=gone)
    assert (row.plan, row.taken_out_by) == (None, walk.it) and Report.objects.filter(task=row).count() == 1
    assert not Dependency.objects.exists()
    page = signed_in(walk.d.liaison).get(f"/adjustments/{walk.pk}/").content.decode()
    assert "取消的任务此前的进展" in page and "缺少场地" in page
    assert signed_in(walk.d.liaison).get(f"/tasks/{row.pk}/").status_code == 404
    with pytest.raises(Refused, match="已按调整申请取消"):
        execution.report(task, by=walk.d.liaison, kind="progress", words="不知道已取消")


def test_other_person_and_limit_close_one_assignment_and_open_another():
    walk = Adjusting()
    line = walk.lines[0]
    earlier = walk.plan.tasks.get(line=line).due.replace(month=11, day=30)
    walk.write()
    nodes = {"node-1-due": earlier.isoformat()}
    walk.task(line, person=walk.d.head.pk, due=earlier.isoformat(), **nodes)
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    mine = Assignment.objects.filter(subject=walk.plan.key, kind="execute", line=line)
    assert [(each.done_at is None, each.due == earlier) for each in mine.order_by("id")] == [
        (False, False),
        (True, True),
    ]
    row = walk.plan.tasks.get(line=line)
    assert row.red_on > earlier and row.milestones.last().due == earlier


def test_node_done_meanwhile_keeps_its_day():
    walk = Adjusting()
    line = walk.lines[0]
    walk.write()
    walk.task(line, **{"node-0-name": "动员部署"})
    walk.submit()
    task = walk.plan.tasks.select_related("plan").get(line=line)
    first = task.milestones.first()
    execution.report(task, by=walk.d.liaison, kind="progress", words="已启动", milestone=first)
    for move in ("agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    nodes = [(each.name, each.done_on is None) for each in task.milestones.order_by("order")]
    assert nodes == [("动员部署", True), ("完成", True), ("启动", False)]


def test_task_handed_over_meanwhile_stays_with_whom_it_was_given_to():
    walk = Adjusting().to("pass_on")
    walk.plan.tasks.filter(line=walk.lines[0]).update(person=walk.d.head)
    walk.vote()
    assert walk.plan.tasks.get(line=walk.lines[0]).person == walk.d.head


def test_where_the_office_alone_approved_its_review_is_the_last_word():
    moves = moved_to("executing")
    moves.plan.route.stages.filter(code="meeting").update(condition={"approval": ["committee"]})
    moves.plan.action.__class__.objects.update(approval="office")
    walk = Adjusting(moves).to("pass_on")
    assert (walk.it.status, walk.plan.approved_version) == ("adopted", 2)


# --- every other end leaves the plan as it is ---------------------------------------------------------
@pytest.mark.parametrize(
    ("choice", "announced", "status"),
    [
        (Choice.DISAGREE, {"outcome": Outcome.REJECTED, "summary": "理由不成立"}, "rejected"),
        (Choice.ABSTAIN, {"outcome": Outcome.RETURNED, "summary": "标准不能放松"}, "revising"),
    ],
)
def test_meeting_that_does_not_agree_leaves_the_plan_and_keeps_the_request(choice, announced, status):
    walk = Adjusting().to("pass_on")
    old = standard_of(walk)
    walk.vote(choice, **announced)
    assert (walk.it.status, walk.plan.approved_version, standard_of(walk)) == (status, 1, old)
    page = read(signed_in(walk.d.liaison).get(f"/adjustments/{walk.pk}/"))
    assert WHY in page and STANDARD in page
    assert readable_versions(walk.plan, walk.d.liaison).count() == 1


def test_returned_request_is_changed_and_handed_in_again_as_its_second_version():
    walk = Adjusting().to("receive")
    with pytest.raises(Refused, match="退回必须填写理由"):
        adjustment_review.return_adjustment(walk.it, by=walk.d.clerk, reason=" ")
    adjustment_review.return_adjustment(walk.it, by=walk.d.clerk, reason="请写明依据")
    assert walk.it.status == "revising" and walk.it.reason == WHY
    walk.write("依据样例〔2026〕3号文")
    walk.task(walk.lines[0], standard="12月底前覆盖50个事项")
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    rounds = Round.objects.filter(process_id=walk.it.process_id).order_by("id")
    assert {each.n for each in rounds} == {1, 2} and rounds.last().version.n == 2
    assert standard_of(walk) == "12月底前覆盖50个事项"


def test_head_sends_back_and_unit_withdraws_or_gives_up():
    walk = Adjusting().to("submit")
    adjusting.send_back_adjustment(walk.it, by=walk.d.head, reason="再核实")
    assert walk.it.status == "revising"
    walk.submit()
    walk.agree()
    adjusting.withdraw_adjustment(walk.it, by=walk.d.liaison)
    assert (walk.it.status, walk.it.stage) == ("drafting", "")
    walk.submit()
    walk.agree()
    walk.receive()
    with pytest.raises(Refused, match="不能撤回"):
        adjusting.withdraw_adjustment(walk.it, by=walk.d.liaison)
    adjustment_review.return_adjustment(walk.it, by=walk.d.clerk, reason="依据不足")
    adjusting.drop_adjustment(walk.it, by=walk.d.liaison, reason="不再调整")
    assert walk.it.status == "dropped" and not Assignment.objects.filter(subject=walk.it.key, done_at=None)
    assert adjusting.start_adjustment(walk.plan, by=walk.d.liaison).pk != walk.pk


def test_head_who_does_not_log_in_signs_the_slip_of_this_version():
    walk = Adjusting().to("submit")
    slip = Document.objects.get(subject=walk.it.key, kind="signing_slip")
    assert WHY in "".join(slip.facts["summary"]) and slip.version.n == 1
    with pytest.raises(Refused, match="版本校验码与当前送审的第1版不符"):
        walk.agree_by_pen(code="0000-0000-0000")
    walk.agree_by_pen(decision="send_back")
    assert walk.it.status == "revising"
    walk.submit()
    walk.agree_by_pen()
    entry = Entry.objects.filter(subject=walk.it.key, code="adjustment.paper_decided").get()
    assert (entry.by, entry.on_behalf_of, walk.it.stage) == (walk.d.liaison, walk.d.head, "receive")
    page = signed_in(walk.d.liaison).get(f"/adjustments/{walk.pk}/").content.decode()
    assert "线下签批" in page and walk.d.head.name in page


# --- what cannot be asked -----------------------------------------------------------------------------
def test_without_reason_or_change_it_is_not_handed_in():
    walk = Adjusting()
    with pytest.raises(Refused, match="请填写调整理由"):
        walk.submit()
    walk.write()
    with pytest.raises(Refused, match="与现行方案相同"):
        walk.submit()


def test_what_is_done_is_not_changed():
    walk = Adjusting()
    line = walk.lines[0]
    task = walk.plan.tasks.select_related("plan").get(line=line)
    execution.report(
        task, by=walk.d.liaison, kind="progress", words="已启动", milestone=task.milestones.first()
    )
    with pytest.raises(Refused, match="节点“启动”已完成"):
        walk.task(line, **{"node-0-name": "动员部署"})
    walk.moves.make("finish_tasks")
    with pytest.raises(Refused, match="已办结，不能调整"):
        walk.task(line, standard=STANDARD)
    with pytest.raises(Refused, match="已办结，不能调整"):
        adjusting.take_out_task(walk.it, line, by=walk.d.liaison)


def test_plan_is_neither_accepted_nor_void_while_a_request_is_decided():
    moves = moved_to("finished")
    walk = Adjusting(moves)
    walk.write(text="调整后的总体要求。")
    walk.submit()
    with pytest.raises(Refused, match="有调整申请正在办理"):
        acceptance.request_acceptance(moves.plan, by=moves.d.liaison)
    with pytest.raises(Refused, match="有调整申请正在办理"):
        voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason="重新制定")
    adjusting.withdraw_adjustment(walk.it, by=moves.d.liaison)
    acceptance.request_acceptance(moves.plan, by=moves.d.liaison)
    with pytest.raises(Refused, match="实施中的方案才能申请调整"):
        walk.submit()
    adjusting.drop_adjustment(walk.it, by=moves.d.liaison)


def test_task_that_is_added_takes_back_the_question_for_acceptance():
    moves = moved_to("finished")
    waiting = Assignment.objects.filter(subject=moves.plan.key, kind="request_acceptance", done_at=None)
    assert waiting.exists()
    walk = Adjusting(moves)
    walk.write()
    walk.task("", code="9.1", title="样例新任务")
    for move in ("submit", "agree", "receive", "pass_on", "vote"):
        getattr(walk, move)()
    assert not waiting.exists() and moves.plan.tasks.filter(done_on=None).count() == 1


# --- two people at once, a page that is out of date ---------------------------------------------------
def test_one_request_at_a_time():
    walk = Adjusting()
    with pytest.raises(Refused, match="已有一件调整申请"):
        adjusting.start_adjustment(walk.plan, by=walk.d.liaison)
    assert Adjustment.objects.count() == 1


def test_two_at_the_same_task_are_both_shown_and_nothing_is_overwritten():
    walk = Adjusting()
    line, seen = walk.lines[0], walk.seen(walk.lines[0])
    walk.task(line, standard="甲写的标准")
    with pytest.raises(Stale) as stale:
        walk.task(line, standard="乙写的标准", seen=seen)
    assert stale.value.theirs["standard"] == "甲写的标准" and stale.value.mine["standard"] == "乙写的标准"
    assert contents.task_at(walk.it.draft, line)["standard"] == "甲写的标准"
    client = signed_in(walk.d.liaison)
    sent = typed(contents.task_at(walk.it.draft, line)) | {"standard": "乙写的标准", "seen": seen}
    answer = client.post(f"/adjustments/{walk.pk}/tasks/{line}/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "甲写的标准" in page and "乙写的标准" in page
    again = client.post(f"/adjustments/{walk.pk}/tasks/{line}/", sent | {"seen": walk.seen(line)})
    assert again.status_code == 302
    assert contents.task_at(walk.it.draft, line)["standard"] == "乙写的标准"


def test_two_at_different_tasks_do_not_meet():
    walk = Adjusting()
    first, second = walk.lines
    marks = walk.seen(first), walk.seen(second)
    walk.task(first, standard="甲写的标准", seen=marks[0])
    walk.task(second, standard="乙写的标准", seen=marks[1])
    assert [each["standard"] for each in walk.it.draft["tasks"]] == ["甲写的标准", "乙写的标准"]


def test_stale_texts_come_back_with_what_was_typed():
    walk = Adjusting()
    seen = walk.seen()
    walk.write("甲的理由")
    client = signed_in(walk.d.liaison)
    sent = {
        "reason": "乙的理由",
        "seen": seen,
        "meeting_name": "党组会",
        "group-0-name": "样例局长",
        "group-0-role": "leader",
    }
    answer = client.post(f"/adjustments/{walk.pk}/edit/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422 and "甲的理由" in page and "乙的理由" in page and "又有人改过" in page
    assert walk.it.reason == "甲的理由"


def test_page_that_is_out_of_date_changes_nothing():
    walk = Adjusting().to("submit")
    client = signed_in(walk.d.liaison)
    line = walk.lines[0]
    values = typed(contents.task_at(walk.it.draft, line)) | {"seen": walk.seen(line), "standard": "迟到的"}
    assert client.post(f"/adjustments/{walk.pk}/tasks/{line}/", values).status_code == 302
    assert contents.task_at(walk.it.draft, line)["standard"] == STANDARD
    with pytest.raises(Refused, match="页面可能已经过时"):
        walk.submit()
    walk.agree()
    with pytest.raises(Refused):
        walk.agree()
