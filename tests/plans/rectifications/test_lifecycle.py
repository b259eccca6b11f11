"""An item's life against a table of its own: what may follow what, written down a second time and walked at random."""

import random
from collections import Counter
from contextlib import ExitStack
from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from viewflow.workflow.models import Process, Task

from documents.models import Document
from notifications.models import Notice
from plans.rectifications.models import (
    Closing,
    Extension,
    HandBack,
    Item,
    LateNote,
    LookBack,
    Measure,
    Objection,
    Progress,
    Stop,
)
from records import clock, trail
from records.errors import Refused
from records.models import Entry, Fact, Outbox, Version
from tests.plans.rectifications.lifetable import CASES, ENDS, IN_TIME, LEGAL, MOVES, PLACES, Notebook
from tests.plans.rectifications.walking import ItemMoves, ItemWorld
from workflows import routes
from workflows.models import (
    AcceptanceGroup,
    AgendaItem,
    Assignment,
    Ballot,
    EvidenceUse,
    Finding,
    Round,
)

KEPT = (
    Process,
    Task,
    Item,
    Measure,
    Progress,
    HandBack,
    Extension,
    LateNote,
    Stop,
    Closing,
    Objection,
    LookBack,
    Round,
    Ballot,
    AgendaItem,
    AcceptanceGroup,
    Finding,
    Assignment,
    EvidenceUse,
    Entry,
    Version,
    Fact,
    Document,
    Notice,
    Outbox,
)


def everything():
    """All rows of an item's life, to see that a refusal changed nothing."""
    return {model.__name__: list(model.objects.order_by("pk").values_list()) for model in KEPT}


class Life(RuleBasedStateMachine):
    """One item, moved at random; every example starts where it was just handed out and is rolled back."""

    world: ItemWorld
    case: str
    seen: Counter

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # the acts inside may be durable, as inside any test
        self.block.__enter__()
        self.moves, self.book = ItemMoves(self.world), Notebook(self.case)

    def teardown(self):
        problems = trail.verify(self.world.item.key)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        assert problems == []

    @rule(data=st.data())
    def go_on(self, data):
        """A legal move succeeds and leads where the table says."""
        self.tell_the_day()
        legal = self.book.legal()
        if legal:
            move = data.draw(st.sampled_from(sorted(legal)))
            place = self.book.place
            self.moves.make(move)
            self.book.write(move)
            self.seen[place, move] += 1

    @rule(data=st.data())
    def jump(self, data):
        """Every other move is refused, and nothing has changed."""
        self.tell_the_day()
        legal = self.book.legal()
        move = data.draw(st.sampled_from([move for move in MOVES if move not in legal]))
        refused(self.moves, move)
        self.seen[self.book.place, move] += 1

    def tell_the_day(self):
        """Whether the limit in force and the notice are over is read from what is stored; what follows, the table says."""
        item, today = self.moves.item, clock.today()
        until = item.closings.filter(ended_at=None).values_list("publicity_to", flat=True).first()
        self.book.late, self.book.notice_over = item.limit < today, bool(until and until < today)

    @invariant()
    def stands_where_the_table_says(self):
        item = Item.objects.get(pk=self.world.item.pk)
        assert (item.status, item.stage) == PLACES[self.book.place]

    @invariant()
    def status_is_its_one_open_task(self):
        item = Item.objects.select_related("process").get(pk=self.world.item.pk)
        open_tasks = list(Task.objects.filter(process=item.process).exclude(status="DONE"))
        expected = [] if self.book.place in ENDS else [item.status]
        assert [task.flow_task.status for task in open_tasks] == expected
        assert (item.process.status == "DONE") == (self.book.place in ENDS)

    @invariant()
    def open_round_is_its_stage(self):
        item = Item.objects.get(pk=self.world.item.pk)
        round_ = routes.current(item.process_id)
        assert (round_.stage.code if round_ else "") == item.stage

    @invariant()
    def somebody_has_it_in_hand(self):
        """Closed, it may wait for nobody but its look-back."""
        waiting = Assignment.objects.filter(process_id=self.world.item.process_id, done_at=None)
        if self.book.place != "closed":
            assert waiting.exists() == (self.book.place not in ENDS)


class LifeInTime(Life):
    """The same while days pass: what may be asked before a limit only, after it only, or never again."""

    def __init__(self):
        self.days = ExitStack()
        super().__init__()

    def teardown(self):
        super().teardown()
        self.days.close()

    @rule(days=st.integers(1, 25))
    def days_pass(self, days):
        self.days.enter_context(clock.at(clock.today() + timedelta(days=days)))
        self.seen["days"] += 1


def refused(moves: ItemMoves, move: str) -> None:
    before = everything()
    with pytest.raises(Refused):
        moves.make(move)
        pytest.fail(f"{move} went through at {moves.item.status} {moves.item.stage}")
    assert everything() == before, move


@pytest.mark.django_db
@pytest.mark.timeout(900)
@pytest.mark.parametrize(
    "case", [each if each == "at source" else pytest.param(each, marks=pytest.mark.once) for each in CASES]
)
def test_random_lives_follow_the_table(case):
    seen = random_lives(Life, case)
    assert len(seen) > 60, seen


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.timeout(900)
def test_random_lives_follow_the_table_while_days_pass():
    seen = random_lives(LifeInTime, "plain")
    assert len(seen) > 60, seen


def random_lives(machine: type[Life], case: str) -> Counter:
    """What was tried, after as many walks as it takes: chance decides how far one comes."""
    machine.world, machine.case, machine.seen = ItemWorld(case), case, Counter()
    first = random.getrandbits(32)
    for walk in range(20):
        seed(first + walk)(machine)
        run_state_machine_as_test(
            machine,
            settings=settings(
                max_examples=8,
                stateful_step_count=30,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        if len(machine.seen) > 60:
            break
    return machine.seen


TO_THE_VISIT = "apply pass_confirm pass_office pass_recheck compose".split()
DONE = ["report", "confirm"]
BEGUN = (
    "hand_back uphold hand_back propose_dismissal send_dismissal_back reassign hand_back consult receive_part receive plan "
    "ask_extension withdraw_extension ask_extension decline_extension ask_extension sign_extension refuse_extension "
    "ask_extension sign_extension report grant_extension confirm excuse explain answer ask_stop refuse_stop "
    "apply withdraw apply return_as_it_is apply pass_confirm return_measures confirm excuse"
).split()
SOON_BEGUN = ["receive", "plan", *DONE]
WHOLE = {
    "plain": [
        *BEGUN, *TO_THE_VISIT, "not_accept", *DONE, *TO_THE_VISIT, "improve", *DONE, *TO_THE_VISIT, "accept", "pass_decide", "object", "pass_recheck",
        "compose", "accept", "pass_decide", "end_publicity", "look_back", "relapse", *DONE, *TO_THE_VISIT, "make_lasting", "pass_decide",
        "end_publicity", "look_back", "relapse", *DONE, "ask_stop", "approve_stop",
    ],
    "major": [
        *BEGUN, *TO_THE_VISIT, "accept", "return_by_meeting", *TO_THE_VISIT, "accept", "reject_by_meeting", *DONE, "excuse",
        *TO_THE_VISIT, "accept", "approve_by_meeting", "end_publicity",
    ],
    "immediate": [
        *SOON_BEGUN, "apply", "pass_confirm", "return_as_it_is", "explain", "apply", "pass_confirm", "answer", "pass_office",
        "object", "pass_office", "end_publicity", "look_back", "relapse",
    ],
    "at source": [
        *SOON_BEGUN, *TO_THE_VISIT, "accept", "pass_decide", "end_publicity", "return_measures", "confirm", *TO_THE_VISIT,
        "accept", "pass_decide", "end_publicity", "record_source", "relapse", *DONE, *TO_THE_VISIT, "make_lasting",
        "pass_decide", "end_publicity", "record_source", "look_back",
    ],
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.once
@pytest.mark.timeout(900)
@pytest.mark.parametrize("case", CASES)
def test_longest_life_refuses_at_every_place_every_other_move(case):
    """Each place once with all moves that do not belong there: no step can be skipped."""
    moves, book, tried = ItemMoves(ItemWorld(case)), Notebook(case), set()
    for move in [*WHOLE[case], None]:
        if book.place not in tried:
            for other in sorted(set(MOVES) - set(book.legal())):
                refused(moves, other)
            tried.add(book.place)
        if move:
            moves.make(move)
            book.write(move)
            assert (moves.item.status, moves.item.stage) == PLACES[book.place], move
    assert trail.verify(moves.item.key) == []


@pytest.mark.django_db
@pytest.mark.parametrize("end", [["merge"], ["propose_dismissal", "confirm_dismissal"]])
def test_what_has_ended_refuses_every_move(end):
    moves, book = ItemMoves(ItemWorld("plain")), Notebook("plain")
    for move in ["hand_back", *end]:
        moves.make(move)
        book.write(move)
    for other in MOVES:
        refused(moves, other)
    assert trail.verify(moves.item.key) == []


@pytest.mark.django_db  # the calendar is read
def test_the_table_is_complete_and_the_longest_lives_go_everywhere_by_every_move():
    assert set(PLACES) == set(LEGAL)
    places, made = set(), set()
    for case, walk in WHOLE.items():
        book = Notebook(case)
        for move in walk:
            book.write(move)
            places.add(book.place)
            made.add(move)
    ends = {"merged", "unfounded"}, {"merge", "confirm_dismissal"}  # tried by themselves
    assert places | ends[0] == set(PLACES)
    assert made | ends[1] == set(MOVES) - IN_TIME
