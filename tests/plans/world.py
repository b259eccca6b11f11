"""A plan and everybody around it, moved by one word for each step of its life: what lifecycle, permissions and lists walk on."""

import io

from documents.models import Document
from plans.actions.enums import Status
from plans.actions.models import Plan
from plans.actions.models import Task as PlanTask
from plans.actions.operations import acceptance, amending, drafting, execution, review, submission, voiding
from records import clock, files, versions
from records.errors import Refused
from tests import factories as people
from tests.plans import factories
from units.enums import Post
from workflows.enums import Choice, Motion, Outcome
from workflows.models import AgendaItem, Round
from workflows.operations import evidence, meetings, voting


class World:
    """The people and things that every example finds."""

    def __init__(self):
        self.district = factories.make_district(tasks=2)
        self.plan = factories.start(self.district)
        self.deputy = people.make_person(Post.DEPUTY, self.district.unit)
        self.responsible = people.make_person(Post.MEMBER, self.district.unit, section=self.district.section)
        task = self.plan.tasks.last()
        drafting.save_task(task, by=self.district.liaison, revision=task.revision, person=self.responsible)
        self.office_head = people.make_person(Post.OFFICE_HEAD, self.district.office)
        self.leader, self.member = (people.make_person(Post.MEMBER, people.make_unit()) for _each in range(2))
        self.scan = files.put(io.BytesIO(b"%PDF-1.4 scan"), media_type="application/pdf")
        self.evidence = evidence.add_evidence(
            self.district.unit, by=self.district.liaison, file=self.scan, name="照片.pdf", dated=clock.today()
        )
        self.meeting = meetings.plan_meeting(
            self.district.committee, by=self.district.secretary, held_on=clock.today(), place="样例会议室"
        )
        meetings.open_meeting(self.meeting, by=self.district.secretary)
        self.meeting.refresh_from_db()


class Moves:
    """One real operation (or the few that belong together) per move, by the person whose move it is."""

    def __init__(self, world: World):
        self.world, self.d = world, world.district

    @property
    def plan(self) -> Plan:
        return Plan.objects.select_related("unit", "action").get(pk=self.world.plan.pk)

    @property
    def item(self) -> AgendaItem:
        item = AgendaItem.objects.filter(round__process_id=self.world.plan.process_id).order_by("-id").first()
        if item is None:
            raise Refused("nothing on any agenda")
        return item

    def write(self):
        section = self.plan.sections.get(key="requirements")
        words = f"第{section.revision}稿：结合业务，逐项落实。"
        drafting.save_section(
            self.plan, "requirements", by=self.d.liaison, text=words, revision=section.revision
        )

    def submit(self):
        self._answer(Status.DRAFTING, Status.REVISING)
        submission.submit(self.plan, by=self.d.liaison)

    def _answer(self, *while_it_is):
        if self.plan.status in while_it_is:
            factories.answer_all(self.d, self.plan)

    def withdraw(self):
        submission.withdraw(self.plan, by=self.d.liaison)

    def void(self):
        """Asked by the 联络员; decided in the unit as long as the office never had it."""
        voiding.ask_voiding(self.plan, by=self.d.liaison, reason="任务来源已取消")
        handed_over = Round.objects.filter(process_id=self.world.plan.process_id).exclude(
            outcome=Outcome.WITHDRAWN
        )
        by = self.world.office_head if handed_over.exists() else self.d.head
        voiding.void(self.plan, by=by, words="同意")

    def stop(self):
        """终止: asked by the 联络员, decided by the head of the office."""
        voiding.ask_stop(self.plan, by=self.d.liaison, reason="机构变动")
        voiding.stop(self.plan, by=self.world.office_head, words="同意")

    def agree(self):
        submission.agree(self.plan, by=self.d.head)

    def send_back(self):
        submission.send_back(self.plan, by=self.d.head, reason="责任未明确")

    def _on_paper(self, decision):
        plan = self.plan
        code = versions.get(plan.key, plan.version_n).code if plan.version_n else "0000-0000-0000"
        submission.record_paper_decision(
            plan,
            by=self.d.liaison,
            decision=decision,
            signed_by=self.d.head,
            signed_on=clock.today(),
            words="原文：同意" if decision == "agree" else "原文：再改",
            code=code,
            scan=self.world.scan,
            scan_name="签批件.pdf",
        )

    def agree_on_paper(self):
        self._on_paper("agree")

    def send_back_on_paper(self):
        self._on_paper("send_back")

    def receive(self):
        review.receive(self.plan, by=self.d.clerk)

    def decline(self):
        review.decline(self.plan, by=self.d.clerk, reason="缺少党组会信息")

    def remark(self):
        review.add_remark(self.plan, by=self.d.clerk, text="与去年相比有进步")

    def return_(self):
        factories.add_point(self.d, self.plan, late_reason="补充提出")
        review.return_for_revision(self.plan, by=self.d.clerk)

    def propose(self):
        review.propose_to_meeting(self.plan, by=self.d.clerk, words="建议审议通过")

    def table(self):
        round_ = Round.objects.filter(process_id=self.world.plan.process_id).order_by("-id").first()
        if round_ is None:
            raise Refused("no round yet")
        meetings.add_item(self.world.meeting, round_, by=self.d.secretary)

    def untable(self):
        meetings.remove_item(self.item, by=self.d.secretary)

    def defer(self):
        voting.defer(self.item, by=self.d.chair, reason="下次再议")

    def _vote(self, motion, choice, **announced):
        asked = [{"line": self.tasks().first().line, "wanted": "写明节点"}]
        item = self.item
        voting.put_motion(
            item,
            by=self.d.chair,
            motion=motion,
            modifications=asked if motion == Motion.APPROVE_IN_PRINCIPLE else [],
        )
        for person in [*self.d.members, self.d.chair]:
            voting.cast(item, by=person, choice=choice)
        voting.announce(item, by=self.d.chair, **announced)

    def approve(self):
        self._vote(Motion.APPROVE, Choice.AGREE)

    def approve_in_principle(self):
        self._vote(Motion.APPROVE_IN_PRINCIPLE, Choice.AGREE)

    def reject(self):
        self._vote(Motion.APPROVE, Choice.DISAGREE, outcome=Outcome.REJECTED, summary="不符合要求")

    def return_by_meeting(self):
        self._vote(Motion.APPROVE, Choice.ABSTAIN, outcome=Outcome.RETURNED, summary="再改")

    def amend(self):
        self._answer(Status.AMENDING)
        amending.submit_amendments(self.plan, by=self.d.liaison)

    def confirm(self):
        amending.confirm(self.plan, by=self.d.chair)

    def return_amendments(self):
        amending.return_amendments(self.plan, by=self.d.chair, reason="节点仍不具体")

    def finish_tasks(self):
        for task in self.tasks():
            execution.link_evidence(task, by=self.d.liaison, evidence=self.world.evidence)
            for milestone in task.milestones.filter(done_on=None):
                execution.report(
                    task, by=self.d.liaison, kind="progress", words="按期推进", milestone=milestone
                )
            execution.finish_task(task, by=self.d.liaison, words="对照标准全部完成")

    def tasks(self):
        return PlanTask.objects.select_related("plan").filter(plan=self.plan)

    def request_acceptance(self):
        acceptance.request_acceptance(self.plan, by=self.d.liaison)

    def compose(self):
        acceptance.compose_group(
            self.plan,
            by=self.d.clerk,
            leader=self.world.leader,
            members=[self.world.member],
            visit_on=clock.today(),
            methods=["查资料"],
        )

    def _conclude(self, conclusion, result, **words):
        for task in self.tasks():
            acceptance.record_finding(
                self.plan, task.line, by=self.world.member, result=result, fact="现场查看台账"
            )
        acceptance.conclude(self.plan, by=self.world.leader, conclusion=conclusion, **words)

    def accept(self):
        self._conclude(Outcome.ACCEPTED, "met")

    def ask_to_improve(self):
        later = clock.today().replace(year=clock.today().year + 1)
        self._conclude(Outcome.TO_IMPROVE, "unmet", problems="台账不全", improve_by=later)

    def refuse(self):
        self._conclude(Outcome.NOT_ACCEPTED, "unmet", problems="没有开展")

    def sign(self):
        if self.plan.status == "signing":  # what the worker of the pdf queue does
            Document.objects.filter(kind="acceptance_opinion", state="rendering").update(state="ready")
        acceptance.register_signed(
            self.plan, by=self.d.records_clerk, scan=self.world.scan, signed_on=clock.today()
        )

    def make(self, move):
        getattr(self, "return_" if move == "return" else move)()


# place → the moves that lead there from the draft.
REPORTED = ["submit", "agree"]
DECIDED = [*REPORTED, "receive", "propose", "table", "approve"]
ACCEPTING = [*DECIDED, "finish_tasks", "request_acceptance"]
WAYS = {
    "drafting": [],
    "unit_review": ["submit"],
    "receive": REPORTED,
    "first_review": [*REPORTED, "receive"],
    "meeting": [*REPORTED, "receive", "propose"],
    "tabled": [*REPORTED, "receive", "propose", "table"],
    "revising": [*REPORTED, "receive", "return"],
    "amending": [*REPORTED, "receive", "propose", "table", "approve_in_principle"],
    "confirming": [*REPORTED, "receive", "propose", "table", "approve_in_principle", "amend"],
    "executing": DECIDED,
    "finished": [*DECIDED, "finish_tasks"],
    "arrange": ACCEPTING,
    "visit": [*ACCEPTING, "compose"],
    "signing": [*ACCEPTING, "compose", "accept"],
    "closed": [*ACCEPTING, "compose", "accept", "sign"],
    "voided": [*REPORTED, "void"],
    "stopped": [*DECIDED, "stop"],
    "rejected": [*REPORTED, "receive", "propose", "table", "reject"],
}


def moved_to(place: str) -> Moves:
    """A world whose plan was walked to a place by real operations."""
    moves = Moves(World())
    for move in WAYS[place]:
        moves.make(move)
    return moves
