"""实施、验收: nodes, evidence, troubles, lateness, the group and its conclusion; what is refused, and that nothing changed."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from plans.actions.models import Milestone, Report
from plans.actions.operations import acceptance, execution
from records import clock
from records.errors import Refused
from tests.factories import make_person, make_unit
from tests.plans.world import moved_to
from workflows.enums import Outcome
from workflows.models import Assignment, Evidence, EvidenceUse, Finding
from workflows.operations import evidence as library

pytestmark = pytest.mark.django_db


@pytest.fixture
def moves():
    return moved_to("executing")


def task_of(moves):
    return moves.tasks().first()


def tell(moves, kind="progress", words="按期推进", **fields):
    return execution.report(task_of(moves), by=moves.d.liaison, kind=kind, words=words, **fields)


# --- 填报进展 ----------------------------------------------------------------------------------------
def test_percent_is_nodes_done(moves):
    first, second = task_of(moves).milestones.all()
    assert tell(moves).percent == 0
    assert tell(moves, milestone=first).percent == 50
    assert tell(moves, milestone=second, done_on=clock.today()).percent == 100
    assert list(task_of(moves).milestones.values_list("done_on", flat=True)) == [clock.today()] * 2


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"kind": "nonsense"}, "请选择"),
        ({"words": "  "}, "一句话"),
        ({"kind": "trouble", "words": ""}, "一句话"),
        ({"kind": "nothing", "words": "", "node": True}, "有进展"),
        ({"kind": "trouble", "node": True}, "有进展"),
        ({"node": True, "done_on": date(2099, 1, 1)}, "不能晚于今天"),
    ],
)
def test_report_is_refused_with_a_sentence_and_nothing_is_written(moves, given, sentence):
    node = {"milestone": task_of(moves).milestones.first()} if given.pop("node", False) else {}
    with pytest.raises(Refused, match=sentence):
        tell(moves, **given, **node)
    assert not Report.objects.exists()
    assert not Milestone.objects.filter(done_on__isnull=False).exists()
    assert task_of(moves).begun_at is None


def test_node_of_another_task_is_not_completed(moves):
    stranger = moves.tasks().last().milestones.first()
    with pytest.raises(Refused, match="不属于"):
        tell(moves, milestone=stranger)


def test_node_is_completed_once(moves):
    node = task_of(moves).milestones.first()
    tell(moves, milestone=node)
    with pytest.raises(Refused, match="已登记完成"):
        tell(moves, milestone=node)
    assert Report.objects.count() == 1


def test_no_change_needs_no_words_and_does_not_begin_the_task(moves):
    tell(moves, kind="nothing", words="")
    assert task_of(moves).begun_at is None
    tell(moves)
    assert task_of(moves).begun_at is not None


def test_trouble_goes_to_the_deputy_until_every_one_is_answered(moves):
    one, two = tell(moves, kind="trouble", words="缺场地"), tell(moves, kind="trouble", words="缺人手")
    open_ones = Assignment.objects.filter(kind="coordinate", done_at=None)
    assert {each.holder for each in open_ones} == {f"post:deputy:{moves.d.unit.pk}"}
    with pytest.raises(Refused, match="协调意见"):
        execution.answer_trouble(one, by=moves.world.deputy, answer=" ")
    execution.answer_trouble(one, by=moves.world.deputy, answer="由办公室协调")
    assert open_ones.all().exists()
    execution.answer_trouble(two, by=moves.d.head, answer="增派一人")
    assert not open_ones.all().exists()
    with pytest.raises(Refused, match="已经答复"):
        execution.answer_trouble(one, by=moves.d.head, answer="再答")


# --- 佐证 --------------------------------------------------------------------------------------------
def test_one_file_serves_many_tasks_and_counts_once_for_each(moves):
    for task in moves.tasks():
        for _again in range(2):
            execution.link_evidence(task, by=moves.d.liaison, evidence=moves.world.evidence)
    assert EvidenceUse.objects.count() == 2
    execution.unlink_evidence(task_of(moves), by=moves.d.liaison, evidence=moves.world.evidence)
    assert EvidenceUse.objects.count() == 1
    assert Evidence.objects.filter(pk=moves.world.evidence.pk).exists()


def test_a_task_has_at_most_three_files(moves, settings):
    def added(n):
        return Evidence.objects.create(
            unit=moves.d.unit,
            file=moves.world.scan,
            name=f"{n}.pdf",
            dated=clock.today() - timedelta(days=n),
            added_by=moves.d.liaison,
            added_at=clock.now(),
        )

    for n in range(settings.EVIDENCE_FILES_PER_LINE):
        execution.link_evidence(task_of(moves), by=moves.d.liaison, evidence=added(n + 1))
    with pytest.raises(Refused, match="最多3件"):
        execution.link_evidence(task_of(moves), by=moves.d.liaison, evidence=moves.world.evidence)


def test_page_says_how_many_files_a_task_takes(moves, client, settings):
    settings.EVIDENCE_FILES_PER_LINE = 5
    client.force_login(moves.d.liaison)
    assert "0件，最多5件" in client.get(reverse("task", args=[task_of(moves).pk])).content.decode()


def test_evidence_of_another_unit_does_not_serve(moves):
    other = make_unit()
    foreign = library.add_evidence(
        other, by=make_person("liaison", other), file=moves.world.scan, name="别的.pdf", dated=clock.today()
    )
    with pytest.raises(Refused, match="本单位佐证库"):
        execution.link_evidence(task_of(moves), by=moves.d.liaison, evidence=foreign)


def test_evidence_is_not_of_tomorrow_and_kept_once(moves):
    given = {"by": moves.d.liaison, "file": moves.world.scan, "name": "照片.pdf"}
    with pytest.raises(Refused, match="不能晚于今天"):
        library.add_evidence(moves.d.unit, dated=clock.today() + timedelta(days=1), **given)
    assert library.add_evidence(moves.d.unit, dated=clock.today(), **given) == moves.world.evidence


# --- 任务办结 ----------------------------------------------------------------------------------------
def nodes_done(moves):
    for node in task_of(moves).milestones.all():
        tell(moves, milestone=node)


def test_task_is_finished_with_all_nodes_words_and_evidence(moves):
    def finish(words="完成"):
        execution.finish_task(task_of(moves), by=moves.d.liaison, words=words)

    with pytest.raises(Refused, match="还有2个节点"):
        finish()
    nodes_done(moves)
    with pytest.raises(Refused, match="佐证"):
        finish()
    execution.link_evidence(task_of(moves), by=moves.d.liaison, evidence=moves.world.evidence)
    with pytest.raises(Refused, match="完成情况"):
        finish(" ")
    finish()
    assert task_of(moves).done_on == clock.today()
    with pytest.raises(Refused, match="已办结"):
        finish()
    with pytest.raises(Refused, match="已办结"):
        tell(moves)


@pytest.mark.parametrize(("after", "late"), [(0, 0), (1, 1), (4, 2), (7, 5)])
def test_finished_late_keeps_the_working_days_of_it(moves, clock_at, after, late):
    """Due on Thursday 2027-03-04: Friday is one working day late, Monday two."""
    due = date(2027, 3, 4)
    moves.tasks().update(starts=None, due=due, red_on=due + timedelta(days=1))
    execution.link_evidence(task_of(moves), by=moves.d.liaison, evidence=moves.world.evidence)
    clock_at(due + timedelta(days=after))
    nodes_done(moves)
    execution.finish_task(task_of(moves), by=moves.d.liaison, words="完成")
    assert task_of(moves).late_days == late


def test_improvement_within_its_new_limit_is_not_late(clock_at):
    moves = moved_to("visit")
    due = task_of(moves).due
    clock_at(due + timedelta(days=10))
    for task in moves.tasks():
        acceptance.record_finding(
            moves.plan, task.line, by=moves.world.member, result="unmet", fact="台账不全"
        )
    limit = due + timedelta(days=40)
    acceptance.conclude(
        moves.plan,
        by=moves.world.leader,
        conclusion=Outcome.TO_IMPROVE,
        problems="台账不全",
        improve_by=limit,
    )
    clock_at(limit)
    execution.finish_task(task_of(moves), by=moves.d.liaison, words="已补齐")
    assert task_of(moves).late_days == 0


# --- 验收 --------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"members": []}, "至少2人"),
        ({"methods": []}, "验收方式"),
        ({"methods": ["看心情"]}, "验收方式"),
        ({"visit_on": date(2020, 1, 1)}, "不能早于今天"),
    ],
)
def test_group_is_refused_with_a_sentence(given, sentence):
    moves = moved_to("arrange")
    fields = {
        "leader": moves.world.leader,
        "members": [moves.world.member],
        "visit_on": clock.today(),
        "methods": ["查资料"],
    } | given
    with pytest.raises(Refused, match=sentence):
        acceptance.compose_group(moves.plan, by=moves.d.clerk, **fields)
    assert moves.plan.stage == "arrange"


def test_group_counts_each_person_once():
    moves = moved_to("arrange")
    group = acceptance.compose_group(
        moves.plan,
        by=moves.d.clerk,
        leader=moves.world.leader,
        members=[moves.world.member, moves.world.member, moves.world.leader],
        visit_on=clock.today(),
        methods=["查资料", "看现场"],
    )
    assert sorted(group.members.values_list("person_id", "leads")) == sorted(
        [(moves.world.leader.pk, True), (moves.world.member.pk, False)]
    )


def test_finding_needs_a_fact_where_it_is_not_met_and_may_be_rewritten():
    moves = moved_to("visit")

    def find(result, fact="", line=None):
        acceptance.record_finding(
            moves.plan, line or task_of(moves).line, by=moves.world.member, result=result, fact=fact
        )

    for result in ("mostly", "unmet"):
        with pytest.raises(Refused, match="核查情况"):
            find(result)
    with pytest.raises(Refused, match="请选择"):
        find("perhaps")
    with pytest.raises(Refused, match="不在方案中"):
        find("met", line="t-nowhere")
    find("unmet", "台账不全")
    find("met")
    assert Finding.objects.get().result == "met"


def test_conclusion_waits_for_every_task_and_follows_the_findings():
    moves = moved_to("visit")
    leader = moves.world.leader

    def conclude(conclusion, **words):
        acceptance.conclude(moves.plan, by=leader, conclusion=conclusion, **words)

    first, second = moves.tasks()
    acceptance.record_finding(moves.plan, first.line, by=leader, result="unmet", fact="没有开展")
    acceptance.record_finding(moves.plan, second.line, by=leader, result="unchecked", fact="")
    with pytest.raises(Refused, match="还有1项"):
        conclude(Outcome.NOT_ACCEPTED, problems="没有开展")
    acceptance.record_finding(moves.plan, second.line, by=leader, result="met", fact="")
    with pytest.raises(Refused, match="不能通过验收"):
        conclude(Outcome.ACCEPTED)
    with pytest.raises(Refused, match="存在问题"):
        conclude(Outcome.NOT_ACCEPTED)
    with pytest.raises(Refused, match="完善时限"):
        conclude(Outcome.TO_IMPROVE, problems="没有开展", improve_by=clock.today())
    with pytest.raises(Refused, match="验收结论"):
        conclude("nonsense")
    assert moves.plan.status == "accepting"
    conclude(Outcome.NOT_ACCEPTED, problems="没有开展")
    reopened = [task.line for task in moves.tasks() if task.done_on is None]
    assert reopened == [first.line]  # what was met stays finished
    assert Assignment.objects.get(kind="execute", done_at=None).line == first.line


def test_acceptance_is_asked_for_when_every_task_is_finished(moves):
    with pytest.raises(Refused, match="还有2项任务"):
        acceptance.request_acceptance(moves.plan, by=moves.d.liaison)


def test_plan_is_closed_at_once_where_the_scan_is_not_required(settings):
    settings.SIGNED_SCAN_REQUIRED = False
    moves = moved_to("visit")
    moves.make("accept")
    assert moves.plan.status == "closed"


@pytest.mark.parametrize(
    ("scan", "day", "sentence"),
    [(None, 0, "扫描件"), ("scan", 1, "不能晚于今天"), ("scan", -400, "不能早于")],
)
def test_signed_paper_is_refused_without_its_scan_or_with_an_impossible_day(scan, day, sentence):
    moves = moved_to("signing")
    from documents.models import Document

    Document.objects.filter(kind="acceptance_opinion").update(state="ready")
    with pytest.raises(Refused, match=sentence):
        acceptance.register_signed(
            moves.plan,
            by=moves.d.records_clerk,
            scan=scan and moves.world.scan,
            signed_on=clock.today() + timedelta(days=day),
        )
    assert moves.plan.status == "signing"


def test_signed_paper_waits_for_its_rendering():
    moves = moved_to("signing")
    with pytest.raises(Refused, match="尚未生成"):
        acceptance.register_signed(
            moves.plan, by=moves.d.records_clerk, scan=moves.world.scan, signed_on=clock.today()
        )


def test_evidence_stays_with_a_task_that_was_finished_on_it(moves):
    task = task_of(moves)
    moves.finish_tasks()
    with pytest.raises(Refused, match="已办结"):
        execution.unlink_evidence(task, by=moves.d.liaison, evidence=moves.world.evidence)
    assert library.of_line(task.plan.key, task.line).exists()


def test_second_press_reports_once(moves):
    first = tell(moves, kind="trouble", words="缺场地")
    assert tell(moves, kind="trouble", words="缺场地") == first
    assert Assignment.objects.filter(kind="coordinate").count() == 1
    assert tell(moves, kind="trouble", words="缺人手") != first
