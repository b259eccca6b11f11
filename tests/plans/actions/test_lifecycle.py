"""A plan's life against a table of its own: what may follow what, written down a second time and walked at random."""

import io
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from viewflow.workflow.models import Process, Task

from documents.models import Document
from notifications.models import Notice
from plans.actions.models import Milestone, Plan, PlanSection, Report
from plans.actions.models import Task as PlanTask
from plans.actions.operations import acceptance, amending, drafting, execution, review, submission
from records import clock, files, trail, versions
from records.errors import Refused
from records.models import Entry, Fact, Outbox, Version
from tests import factories as people
from tests.plans import factories
from units.enums import Post
from workflows import routes
from workflows.enums import Choice, Motion, Outcome
from workflows.models import AcceptanceGroup, AgendaItem, Assignment, Ballot, Finding, Opinion, Round
from workflows.operations import evidence, meetings, voting

# place → (status, stage). A place is a status, a stage of a route, or what must come before the next step.
PLACES = {
    "drafting": ("drafting", ""),
    "unit_review": ("unit_review", ""),
    "receive": ("reviewing", "receive"),
    "first_review": ("reviewing", "first_review"),
    "meeting": ("reviewing", "meeting"),
    "tabled": ("reviewing", "meeting"),
    "revising": ("revising", ""),
    "amending": ("amending", ""),
    "confirming": ("confirming", ""),
    "executing": ("executing", ""),
    "finished": ("executing", ""),
    "arrange": ("accepting", "arrange"),
    "visit": ("accepting", "visit"),
    "signing": ("signing", ""),
    "closed": ("closed", ""),
    "rejected": ("rejected", ""),
}

# place → {move: the place it leads to}. Written from the domain, not from the flow. Everything else is refused.
LEGAL = {
    "drafting": {"write": "drafting", "submit": "unit_review"},
    "unit_review": {
        "agree": "receive",
        "agree_on_paper": "receive",
        "send_back": "revising",
        "send_back_on_paper": "revising",
        "withdraw": "drafting",
    },
    "receive": {"receive": "first_review", "decline": "revising", "withdraw": "drafting"},
    "first_review": {"remark": "first_review", "return": "revising", "propose": "meeting"},
    "meeting": {"table": "tabled"},
    "tabled": {
        "untable": "meeting",
        "defer": "meeting",
        "approve": "executing",
        "approve_in_principle": "amending",
        "reject": "rejected",
        "return_by_meeting": "revising",
    },
    "revising": {"write": "revising", "submit": "unit_review"},
    "amending": {"write": "amending", "amend": "confirming"},
    "confirming": {"confirm": "executing", "return_amendments": "amending"},
    "executing": {"finish_tasks": "finished"},
    "finished": {"request_acceptance": "arrange"},
    "arrange": {"compose": "visit"},
    "visit": {"accept": "signing", "ask_to_improve": "executing", "refuse": "executing"},
    "signing": {"sign": "closed"},
    "closed": {},
    "rejected": {},
}
MOVES = sorted({move for moves in LEGAL.values() for move in moves})

KEPT = (
    Process,
    Task,
    Plan,
    PlanSection,
    PlanTask,
    Milestone,
    Report,
    Round,
    Ballot,
    Opinion,
    AgendaItem,
    AcceptanceGroup,
    Finding,
    Assignment,
    Entry,
    Version,
    Fact,
    Document,
    Notice,
    Outbox,
)


def everything():
    """All rows of a plan's life, to see that a refusal changed nothing."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in KEPT}


class World:
    """The people and things that every example finds."""

    def __init__(self):
        self.district = factories.make_district(tasks=2)
        self.plan = factories.start(self.district)
        self.deputy = people.make_person(Post.DEPUTY, self.district.unit)
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
        submission.submit(self.plan, by=self.d.liaison)

    def withdraw(self):
        submission.withdraw(self.plan, by=self.d.liaison)

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
        asked = [{"line": "", "wanted": "写明节点"}] if motion == Motion.APPROVE_IN_PRINCIPLE else []
        item = self.item
        voting.put_motion(item, by=self.d.chair, motion=motion, modifications=asked)
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
        plan = self.plan
        if plan.status == "amending":
            for point in factories.engine_points(plan):
                review.answer_point(point, plan, by=self.d.liaison, answer="已写明")
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


class Life(RuleBasedStateMachine):
    """One plan, moved at random; every example starts from the same draft and is rolled back."""

    world: World
    seen: Counter

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # the acts inside may be durable, as inside any test
        self.block.__enter__()
        self.place, self.moves = "drafting", Moves(self.world)

    def teardown(self):
        problems = trail.verify(self.world.plan.key)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        assert problems == []

    @rule(data=st.data())
    def go_on(self, data):
        """A legal move succeeds and leads where the table says."""
        legal = LEGAL[self.place]
        if legal:
            move = data.draw(st.sampled_from(sorted(legal)))
            self.moves.make(move)
            self.seen[self.place, move] += 1
            self.place = legal[move]

    @rule(data=st.data())
    def jump(self, data):
        """Every other move is refused, and nothing has changed."""
        move = data.draw(st.sampled_from([move for move in MOVES if move not in LEGAL[self.place]]))
        before = everything()
        with pytest.raises(Refused):
            self.moves.make(move)
        assert everything() == before
        self.seen[self.place, move] += 1

    @invariant()
    def stands_where_the_table_says(self):
        plan = Plan.objects.get(pk=self.world.plan.pk)
        assert (plan.status, plan.stage) == PLACES[self.place]

    @invariant()
    def status_is_its_one_open_task(self):
        plan = Plan.objects.select_related("process").get(pk=self.world.plan.pk)
        open_tasks = list(Task.objects.filter(process=plan.process).exclude(status="DONE"))
        if LEGAL[self.place]:
            assert [task.flow_task.status for task in open_tasks] == [plan.status]
            assert plan.process.status != "DONE"
        else:
            assert open_tasks == []
            assert plan.process.status == "DONE"

    @invariant()
    def open_round_is_its_stage(self):
        plan = Plan.objects.get(pk=self.world.plan.pk)
        round_ = routes.current(plan.process_id)
        assert (round_.stage.code if round_ else "") == plan.stage

    @invariant()
    def somebody_has_it_in_hand(self):
        waiting = Assignment.objects.filter(process_id=self.world.plan.process_id, done_at=None)
        assert waiting.exists() == bool(LEGAL[self.place])


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_random_lives_follow_the_table():
    Life.world, Life.seen = World(), Counter()
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
    assert len(Life.seen) > 40


WHOLE = (
    "submit send_back submit withdraw submit agree decline submit agree_on_paper receive remark return submit agree "
    "receive propose table untable table defer table approve_in_principle amend return_amendments amend confirm "
    "finish_tasks request_acceptance compose ask_to_improve finish_tasks request_acceptance compose refuse "
    "finish_tasks request_acceptance compose accept sign"
).split()


@pytest.mark.django_db
def test_longest_life_goes_through_every_place_and_refuses_every_other_move():
    """Each place once with all moves that do not belong there: no step can be skipped."""
    moves, place, tried = Moves(World()), "drafting", set()
    for move in [*WHOLE, None]:
        if place not in tried:
            before = everything()
            for other in (each for each in MOVES if each not in LEGAL[place]):
                with pytest.raises(Refused):
                    moves.make(other)
                    pytest.fail(f"{other} went through at {place}")
            assert everything() == before, place
            tried.add(place)
        if move:
            moves.make(move)
            place = LEGAL[place][move]
            plan = moves.plan
            assert (plan.status, plan.stage) == PLACES[place], move
    assert set(PLACES) - tried == {"rejected"}
    assert trail.verify(moves.plan.key) == []
    assert [version.digest == versions.digest(version.content) for version in Version.objects.all()]


def test_the_table_is_complete():
    assert set(PLACES) == set(LEGAL)
    assert {place for moves in LEGAL.values() for place in moves.values()} | {"drafting"} == set(PLACES)
