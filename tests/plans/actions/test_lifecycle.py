"""A plan's life against a table of its own: what may follow what, written down a second time and walked at random."""

import random
from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from viewflow.workflow.models import Process, Task

from documents.models import Document
from notifications.models import Notice
from plans.actions.models import Milestone, Plan, PlanSection, Report
from plans.actions.models import Task as PlanTask
from records import trail, versions
from records.errors import Refused
from records.models import Entry, Fact, Outbox, Version
from tests.plans.world import Moves, World
from workflows import routes
from workflows.models import AcceptanceGroup, AgendaItem, Assignment, Ballot, Finding, Opinion, Round

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
    "voided": ("voided", ""),
    "stopped": ("stopped", ""),
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
    "voided": {},
    "stopped": {},
}
# Until it is being accepted, and while nothing of it is on an agenda, a plan may be made void.
for place in (
    "drafting",
    "unit_review",
    "receive",
    "first_review",
    "meeting",
    "revising",
    "amending",
    "confirming",
    "executing",
    "finished",
):
    LEGAL[place]["void"] = "voided"
for place in ("executing", "finished"):
    LEGAL[place]["stop"] = "stopped"
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
@pytest.mark.once
@pytest.mark.timeout(600)
def test_random_lives_follow_the_table():
    Life.world, Life.seen = World(), Counter()
    first = random.getrandbits(32)
    for walk in range(20):  # chance decides how far one walk comes: as many as it takes to try enough
        seed(first + walk)(Life)
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=8,
                stateful_step_count=25,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        if len(Life.seen) > 40:
            return
    pytest.fail(f"only {len(Life.seen)} moves were tried from seed {first}")


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
    assert set(PLACES) - tried == {"rejected", "voided", "stopped"}
    assert trail.verify(moves.plan.key) == []
    assert [version.digest == versions.digest(version.content) for version in Version.objects.all()]


def test_the_table_is_complete():
    assert set(PLACES) == set(LEGAL)
    assert {place for moves in LEGAL.values() for place in moves.values()} | {"drafting"} == set(PLACES)
