"""Who may do what, as literal data: each operation at the place where it belongs, and exactly those it is open to."""

from datetime import date

from django.db import transaction

from plans.actions.operations import (
    acceptance,
    amending,
    drafting,
    execution,
    plan_papers,
    review,
    submission,
    templates,
    urging,
)
from records import clock, versions
from records.errors import Refused
from tests import permission_writing as of_writing
from tests.permission_parts import PARTS
from tests.permission_places import BETWEEN, arrange_visit, change_group, compose, only_batch
from tests.plans import factories
from tests.plans.cast import ROLES, TECHNICAL
from tests.plans.world import Moves, moved_to
from units.models import Seat
from workflows import routes
from workflows.models import Meeting, Opinion, Recusal, Team
from workflows.operations import (
    answering,
    evidence,
    meetings,
    route_drafts,
    visits,
    voting,
)
from workflows.queries.routes import rows_of

LIAISON = {"liaison"}
HEAD = {"head", "delegate"}
CLERK = {"clerk"}  # never own_clerk: conflicts follow the person
ANY_CLERK = {"clerk", "own_clerk"}
SECRETARY = {"secretary"}
CHAIR = {"chair"}
DOES_THE_TASK = {"responsible", "liaison"}
AT_WORK = set(ROLES) - set(TECHNICAL) - {"former_liaison"}  # whoever holds a post or a seat today
A_DAY = date(2026, 1, 2)


class Case:
    """What an attempt needs: the people and rows of one walked world, read anew."""

    def __init__(self, moves: Moves):
        self.moves, self.world, self.d = moves, moves.world, moves.d

    @property
    def plan(self):
        return self.moves.plan

    @property
    def item(self):
        return self.moves.item

    @property
    def task(self):
        return self.plan.tasks.select_related("plan").last()

    @property
    def section(self):
        return self.plan.sections.get(key="targets")

    @property
    def point(self):
        return Opinion.objects.filter(round__process_id=self.plan.process_id).latest("id")

    def seat(self, person):
        return Seat.objects.get(person=person)

    def recused(self, person):
        """The person's seat, recused from the item."""
        seat = self.seat(person)
        Recusal.objects.get_or_create(item=self.item, seat=seat, reason="亲属")
        return seat


def paper(c, by):
    return submission.record_paper_decision(
        c.plan,
        by=by,
        decision="agree",
        signed_by=c.d.head,
        signed_on=clock.today(),
        words="同意",
        code=versions.get(c.plan.key, c.plan.version_n).code,
        scan=c.world.scan,
        scan_name="签批件.pdf",
    )


def agree_alike(c, by):
    """Refused for every one is refused."""
    if answering.agree_alike([(c.plan, None)], by=by):
        raise Refused("none")


def conclude(c, by):
    return acceptance.conclude(c.plan, by=by, conclusion="accepted")


def create_action(c, by):
    today = clock.today()
    return templates.create_action(
        code="X1", name="样例行动", year=today.year, plan_kind="special", starts=today, ends=today, plans_due=today,
        units=[c.d.unit], by=by,
    )  # fmt: skip


def draft(c):
    """The draft of a new version, as the 工委业务管理员 has begun it."""
    return route_drafts.start_draft("plan.review", by=c.d.business_admin)


def save_draft(c, by):
    made = draft(c)
    return route_drafts.save_draft(made, by=by, rows=rows_of(made), reason="样例", revision=1)


def publish_route(c, by):
    return route_drafts.publish_route(draft(c), by=by, revision=1, reason="样例")


# place → what can be tried there: (operation, how, who may). Everybody else is refused.
TABLE = {
    "drafting": [
        (drafting.save_head, lambda c, by: drafting.save_head(c.plan, by=by, revision=c.plan.revision, title="新标题"), LIAISON),
        (drafting.save_section, lambda c, by: drafting.save_section(c.plan, "targets", by=by, text="新", revision=c.section.revision), LIAISON),
        (drafting.save_group, lambda c, by: drafting.save_group(c.plan, by=by, revision=c.plan.revision, entries=[]), LIAISON),
        (drafting.add_task, lambda c, by: drafting.add_task(c.plan, by=by), LIAISON),
        (drafting.save_task, lambda c, by: drafting.save_task(c.task, by=by, revision=c.task.revision, carrier="岗"), LIAISON),
        (drafting.move_task, lambda c, by: drafting.move_task(c.task, by=by, up=True), LIAISON),
        (drafting.remove_task, lambda c, by: drafting.remove_task(c.task, by=by), LIAISON),
        (drafting.import_tasks, lambda c, by: drafting.import_tasks(c.plan, by=by, rows=[{"title": "新任务"}]), LIAISON),
        (
            drafting.import_word,
            lambda c, by: drafting.import_word(
                c.plan, by=by, sections={"targets": "新"}, head={}, group=[], original=c.world.scan, name="方案.docx"
            ),
            LIAISON,
        ),
        (submission.submit, lambda c, by: submission.submit(c.plan, by=by), LIAISON),
        (
            evidence.add_evidence,
            lambda c, by: evidence.add_evidence(c.d.unit, by=by, file=c.world.scan, name="a", dated=A_DAY),
            of_writing.OF_THE_UNIT,
        ),
        (templates.create_action, create_action, {"business_admin"}),
        (
            templates.import_template,
            lambda c, by: templates.import_template(c.d.action, [factories.list_item()], by=by, source_name="a.csv"),
            {"business_admin"},
        ),
        (route_drafts.start_draft, lambda c, by: route_drafts.start_draft("plan.review", by=by), {"business_admin"}),
        (route_drafts.save_draft, save_draft, {"business_admin"}),
        (route_drafts.publish_route, publish_route, {"business_admin"}),
        (route_drafts.discard_draft, lambda c, by: route_drafts.discard_draft(draft(c), by=by), {"business_admin"}),
        (
            urging.urge_units,
            lambda c, by: urging.urge_units(c.d.action, [c.d.unit], by=by),
            {"clerk", "own_clerk", "office_head", "business_admin", "records_clerk", "secretary"},
        ),
    ],
    "unit_review": [
        (submission.agree, lambda c, by: submission.agree(c.plan, by=by), HEAD),
        (submission.send_back, lambda c, by: submission.send_back(c.plan, by=by, reason="再改"), HEAD),
        (submission.record_paper_decision, paper, LIAISON),
        (submission.withdraw, lambda c, by: submission.withdraw(c.plan, by=by), LIAISON),
    ],
    "receive": [
        (
            submission.correct_paper_decision,
            lambda c, by: submission.correct_paper_decision(c.plan, by=by, words="更正"),
            set(),  # nothing was recorded from paper here
        ),
        (review.receive, lambda c, by: review.receive(c.plan, by=by), CLERK),
        (review.decline, lambda c, by: review.decline(c.plan, by=by, reason="不完整"), CLERK),
        (submission.withdraw, lambda c, by: submission.withdraw(c.plan, by=by), LIAISON),
    ],
    "receive, signed on paper": [
        (
            submission.correct_paper_decision,
            lambda c, by: submission.correct_paper_decision(c.plan, by=by, words="更正"),
            {"head"},
        ),
    ],
    "first_review": [
        (
            review.add_point,
            lambda c, by: review.add_point(c.plan, by=by, line="", criterion="timely", now="", wrong="错", wanted="改"),
            CLERK,
        ),
        (review.add_remark, lambda c, by: review.add_remark(c.plan, by=by, text="内部意见"), CLERK),
        (review.propose_to_meeting, lambda c, by: review.propose_to_meeting(c.plan, by=by, words="建议通过"), CLERK),
    ],
    "first_review with a point": [
        (review.change_point, lambda c, by: review.change_point(c.point, c.plan, by=by, now="", wrong="错", wanted="改"), CLERK),
        (review.remove_point, lambda c, by: review.remove_point(c.point, c.plan, by=by), CLERK),
        (review.draft_opinion, lambda c, by: review.draft_opinion(c.plan, by=by), CLERK),
        (review.return_for_revision, lambda c, by: review.return_for_revision(c.plan, by=by), CLERK),
    ],
    "second first_review": [
        (review.settle_point, lambda c, by: review.settle_point(c.point, c.plan, by=by, settled=True), CLERK),
    ],
    "asked at a stage": [
        (answering.give_answer, lambda c, by: answering.give_answer(c.plan, by=by, answer="agree"), CLERK),
        (answering.agree_alike, agree_alike, CLERK),
    ],
    "meeting": [
        (
            meetings.plan_meeting,
            lambda c, by: meetings.plan_meeting(c.d.committee, by=by, held_on=clock.today(), place="会议室"),
            SECRETARY,
        ),
        (meetings.register_attendance, lambda c, by: meetings.register_attendance(c.world.meeting, by=by, presences={}), SECRETARY),
        (meetings.close_meeting, lambda c, by: meetings.close_meeting(c.world.meeting, by=by), SECRETARY),
        (
            meetings.add_item,
            lambda c, by: meetings.add_item(c.world.meeting, routes.current(c.plan.process_id), by=by),
            SECRETARY,
        ),
    ],
    "another meeting planned": [
        (meetings.open_meeting, lambda c, by: meetings.open_meeting(Meeting.objects.latest("id"), by=by), SECRETARY),
    ],
    "tabled": [
        (meetings.remove_item, lambda c, by: meetings.remove_item(c.item, by=by), SECRETARY),
        (meetings.recuse, lambda c, by: meetings.recuse(c.item, c.seat(c.d.members[0]), by=by, reason="亲属"), SECRETARY),
        (
            meetings.lift_recusal,
            lambda c, by: meetings.lift_recusal(c.item, c.recused(c.d.members[1]), by=by, reason="核实无关"),
            SECRETARY,
        ),
        (voting.put_motion, lambda c, by: voting.put_motion(c.item, by=by, motion="approve"), CHAIR),
        (voting.defer, lambda c, by: voting.defer(c.item, by=by, reason="再议"), CHAIR),
    ],
    "moved": [
        (voting.cast, lambda c, by: voting.cast(c.item, by=by, choice="agree"), {"member"}),
        (
            voting.record_not_voted,
            lambda c, by: voting.record_not_voted(c.item, c.seat(c.d.members[0]), by=by),
            SECRETARY,
        ),
    ],
    "voted but by the chair": [
        (voting.cast, lambda c, by: voting.cast(c.item, by=by, choice="agree"), CHAIR),
    ],
    "voted": [
        (voting.announce, lambda c, by: voting.announce(c.item, by=by), CHAIR),
    ],
    "revising": [
        (review.answer_point, lambda c, by: review.answer_point(c.point, c.plan, by=by, answer="已改"), LIAISON),
        (drafting.save_section, lambda c, by: drafting.save_section(c.plan, "targets", by=by, text="新", revision=c.section.revision), LIAISON),
    ],
    "answered": [
        (submission.submit, lambda c, by: submission.submit(c.plan, by=by), LIAISON),
    ],
    "amending": [
        (review.answer_point, lambda c, by: review.answer_point(c.point, c.plan, by=by, answer="已改"), LIAISON),
    ],
    "amended": [
        (amending.submit_amendments, lambda c, by: amending.submit_amendments(c.plan, by=by), LIAISON),
    ],
    "confirming": [
        (amending.confirm, lambda c, by: amending.confirm(c.plan, by=by), CHAIR),
        (amending.return_amendments, lambda c, by: amending.return_amendments(c.plan, by=by, reason="再改"), CHAIR),
        (review.settle_point, lambda c, by: review.settle_point(c.point, c.plan, by=by, settled=True), CHAIR),
    ],
    "executing": [
        (plan_papers.print_task_papers, lambda c, by: plan_papers.print_task_papers(c.plan, ["timetable"], by=by), {"liaison", "head"}),
        (plan_papers.print_approval_form, lambda c, by: plan_papers.print_approval_form(c.plan, by=by), {"clerk", "records_clerk"}),
        (execution.report, lambda c, by: execution.report(c.task, by=by, kind="progress", words="推进"), DOES_THE_TASK),
        (execution.link_evidence, lambda c, by: execution.link_evidence(c.task, by=by, evidence=c.world.evidence), DOES_THE_TASK),
    ],
    "executing with evidence": [
        (
            execution.unlink_evidence,
            lambda c, by: execution.unlink_evidence(c.task, by=by, evidence=c.world.evidence),
            DOES_THE_TASK,
        ),
    ],
    "executing in trouble": [
        (
            execution.answer_trouble,
            lambda c, by: execution.answer_trouble(c.task.reports.get(), by=by, answer="由办公室协调"),
            {"head", "delegate", "deputy"},
        ),
    ],
    "nodes done": [
        (execution.finish_task, lambda c, by: execution.finish_task(c.task, by=by, words="完成"), DOES_THE_TASK),
    ],
    "finished": [
        (acceptance.request_acceptance, lambda c, by: acceptance.request_acceptance(c.plan, by=by), LIAISON),
    ],
    "arrange": [
        (acceptance.compose_group, compose, CLERK),
    ],
    "visit": [
        (acceptance.change_group, change_group, CLERK),
        (
            acceptance.record_finding,
            lambda c, by: acceptance.record_finding(c.plan, c.task.line, by=by, result="met", fact=""),
            {"leader", "group_member"},
        ),
    ],
    "visited": [
        (
            acceptance.draft_opinion,
            lambda c, by: acceptance.draft_opinion(c.plan, by=by, conclusion="accepted"),
            {"leader"},
        ),
        (acceptance.conclude, conclude, {"leader"}),
    ],
    "signing": [
        (
            acceptance.register_signed,
            lambda c, by: acceptance.register_signed(c.plan, by=by, scan=c.world.scan, signed_on=clock.today()),
            {"records_clerk"},
        ),
    ],
    # 验收安排、现场验收
    "batch": [
        (visits.create_batch, lambda c, by: visits.create_batch(title="样例批次", by=by), ANY_CLERK),
        (
            visits.compose_team,
            lambda c, by: visits.compose_team(only_batch(), by=by, leader=c.world.leader, members=[c.world.member]),
            ANY_CLERK,
        ),
        (visits.arrange_visit, lambda c, by: arrange_visit(Team.objects.get(), c.d.unit, by=by), CLERK),
        (
            visits.declare_recusal,
            lambda c, by: visits.declare_recusal(c.d.other_unit, by=by, why="近亲属任职"),
            AT_WORK,
        ),
    ],
}  # fmt: skip
for part in PARTS:
    TABLE |= part.TABLE
    BETWEEN |= part.BETWEEN


def case_at(place: str) -> Case:
    start, further = BETWEEN.get(place, (place, None))
    moves = moved_to(start)
    if further:
        further(moves)
    return Case(moves)


def may(attempt) -> bool:
    """Does it go through? Whatever it does is undone."""
    block = transaction.atomic()
    block._from_testcase = True  # the acts inside may be durable, as inside any test
    with block:
        try:
            attempt()
        except Refused:
            return False
        finally:
            transaction.set_rollback(True)
        return True
