"""An item's life against a table of its own: what may follow what, written down a second time and walked at random."""

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
from records import trail
from records.errors import Refused
from records.models import Entry, Fact, Outbox, Version
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

# place → (status, stage).
PLACES = {
    "issued": ("issued", ""),
    "handed_back": ("handed_back", ""),
    "dismissal": ("handed_back", ""),
    "working": ("working", ""),
    "extension_unsigned": ("extending", "unit_sign"),
    "extension_signed": ("extending", "approve"),
    "stopping": ("stopping", "approve_stop"),
    "confirm": ("closing", "unit_confirm"),
    "first_review": ("closing", "first_review"),
    "recheck": ("closing", "recheck"),
    "arrange": ("closing", "arrange"),
    "visit": ("closing", "visit"),
    "decide": ("closing", "decide"),
    "meeting": ("closing", "meeting"),
    "publicity": ("closing", "publicity"),
    "closed": ("closed", ""),
    "merged": ("merged", ""),
    "unfounded": ("unfounded", ""),
    "stopped": ("stopped", ""),
}
AFTER_VISIT = {False: "decide", True: "meeting"}  # major items go to a meeting
RETURNED = {"return_as_it_is": "working", "return_measures": "working"}

# place → {move: the place it leads to}. Written from the domain, not from the flow. Everything else is refused.
LEGAL = {
    "issued": {"receive": "working", "hand_back": "handed_back"},
    "handed_back": {
        "uphold": "issued",
        "reassign": "issued",
        "merge": "merged",
        "propose_dismissal": "dismissal",
    },
    "dismissal": {"confirm_dismissal": "unfounded", "send_dismissal_back": "handed_back"},
    "working": {
        "plan": "working",
        "report": "working",
        "confirm": "working",
        "excuse": "working",
        "ask_extension": "extension_unsigned",
        "ask_stop": "stopping",
        "apply": "confirm",
    },
    "extension_unsigned": {
        "report": "extension_unsigned",
        "withdraw_extension": "working",
        "decline_extension": "working",
        "sign_extension": "extension_signed",
    },
    "extension_signed": {
        "report": "extension_signed",
        "grant_extension": "working",
        "refuse_extension": "working",
    },
    "stopping": {"report": "stopping", "approve_stop": "stopped", "refuse_stop": "working"},
    "confirm": {"pass_confirm": "first_review", "withdraw": "working", **RETURNED},
    "first_review": {"pass_first_review": "recheck", **RETURNED},
    "recheck": {"pass_recheck": "arrange", **RETURNED},
    "arrange": {"compose": "visit", **RETURNED},
    "visit": {"accept": "after_visit", "not_accept": "working"},
    "decide": {"pass_decide": "publicity", **RETURNED},
    "meeting": {
        "approve_by_meeting": "publicity",
        "return_by_meeting": "working",
        "reject_by_meeting": "working",
    },
    "publicity": {"object": "recheck", "end_publicity": "closed"},
    "closed": {"look_back": "closed", "relapse": "working"},
    "merged": {},
    "unfounded": {},
    "stopped": {},
}
# Never legal here: the limit has not passed, the notice has not ended.
NEVER = {"explain", "end_publicity_early"}
MOVES = sorted({move for moves in LEGAL.values() for move in moves} | NEVER)
ENDS = {place for place, moves in LEGAL.items() if not moves}

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


class Notebook:
    """What the table alone does not say: which unit has applied for 退办 how often, and whether the limit was extended."""

    def __init__(self, major: bool, unit: str = "one"):
        self.place, self.major, self.unit = "issued", major, unit
        self.handed_back, self.extended = Counter(), False
        self.measures: list[dict] = []  # of each: is it done, is it settled

    def legal(self) -> dict[str, str]:
        """The moves that go through now."""
        open_ = next((each for each in self.measures if not each["settled"]), None)
        settled = bool(self.measures) and open_ is None
        proved = all(each["done"] or each["excused"] for each in self.measures)
        allowed = {
            "hand_back": self.handed_back[self.unit] < 2,
            "report": open_ is not None,
            "confirm": open_ is not None and open_["done"],
            "excuse": open_ is not None,
            "apply": settled and proved,
            "ask_extension": not self.extended,
        }
        moves = {move: to for move, to in LEGAL[self.place].items() if allowed.get(move, True)}
        return {move: AFTER_VISIT[self.major] if to == "after_visit" else to for move, to in moves.items()}

    def write(self, move: str) -> None:
        """What a move leaves."""
        before, self.place = self.place, self.legal()[move]
        open_ = next((each for each in self.measures if not each["settled"]), None)
        if move == "hand_back":
            self.handed_back[self.unit] += 1
        elif move == "reassign":
            self.unit = "other" if self.unit == "one" else "one"
        elif move == "plan":
            self.measures.append({"done": False, "settled": False, "excused": False})
        elif move == "report":
            open_["done"] = True
        elif move == "confirm":
            open_["settled"] = True
        elif move == "excuse":
            open_["settled"] = open_["excused"] = True
        elif move == "grant_extension":
            self.extended = True
        elif move in {"return_measures", "reject_by_meeting"}:
            self._open(self.measures)
        elif move in {"not_accept", "relapse"}:  # what the office excused is not asked for again
            self._open([each for each in self.measures if not each["excused"]])
        assert before in LEGAL

    def _open(self, measures) -> None:
        for each in measures:
            each["settled"] = each["excused"] = False


class Life(RuleBasedStateMachine):
    """One item, moved at random; every example starts where it was just handed out and is rolled back."""

    world: ItemWorld
    major: bool
    seen: Counter

    def __init__(self):
        super().__init__()
        self.block = transaction.atomic()
        self.block._from_testcase = True  # the acts inside may be durable, as inside any test
        self.block.__enter__()
        self.moves, self.book = ItemMoves(self.world), Notebook(self.major)

    def teardown(self):
        problems = trail.verify(self.world.item.key)
        transaction.set_rollback(True)
        self.block.__exit__(None, None, None)
        assert problems == []

    @rule(data=st.data())
    def go_on(self, data):
        """A legal move succeeds and leads where the table says."""
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
        legal = self.book.legal()
        move = data.draw(st.sampled_from([move for move in MOVES if move not in legal]))
        refused(self.moves, move)
        self.seen[self.book.place, move] += 1

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


def refused(moves: ItemMoves, move: str) -> None:
    before = everything()
    with pytest.raises(Refused):
        moves.make(move)
        pytest.fail(f"{move} went through at {moves.item.status} {moves.item.stage}")
    assert everything() == before, move


@pytest.mark.django_db
@pytest.mark.timeout(900)
@pytest.mark.parametrize("major", [False, True])
def test_random_lives_follow_the_table(major):
    Life.world, Life.major, Life.seen = ItemWorld(major=major), major, Counter()
    first = random.getrandbits(32)
    for walk in range(20):  # chance decides how far one walk comes: as many as it takes to try enough
        seed(first + walk)(Life)
        run_state_machine_as_test(
            Life,
            settings=settings(
                max_examples=8,
                stateful_step_count=30,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
        if len(Life.seen) > 60:
            return
    pytest.fail(f"only {len(Life.seen)} moves were tried from seed {first}")


TO_THE_VISIT = "apply pass_confirm pass_first_review pass_recheck compose".split()
DONE = ["report", "confirm"]
BEGUN = (
    "hand_back uphold hand_back propose_dismissal send_dismissal_back reassign hand_back reassign receive plan "
    "ask_extension withdraw_extension ask_extension decline_extension ask_extension sign_extension refuse_extension "
    "ask_extension sign_extension report grant_extension confirm ask_stop refuse_stop "
    "apply withdraw apply return_as_it_is apply pass_confirm return_measures confirm"
).split()
WHOLE = {
    False: [
        *BEGUN, *TO_THE_VISIT, "not_accept", *DONE, *TO_THE_VISIT, "accept", "pass_decide", "object", "pass_recheck",
        "compose", "accept", "pass_decide", "end_publicity", "look_back", "relapse", *DONE, "ask_stop", "approve_stop",
    ],
    True: [
        *BEGUN, *TO_THE_VISIT, "accept", "return_by_meeting", *TO_THE_VISIT, "accept", "reject_by_meeting", *DONE,
        *TO_THE_VISIT, "accept", "approve_by_meeting", "end_publicity",
    ],
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.timeout(900)
@pytest.mark.parametrize("major", [False, True])
def test_longest_life_goes_through_every_place_and_refuses_every_other_move(major):
    """Each place once with all moves that do not belong there: no step can be skipped."""
    moves, book, tried = ItemMoves(ItemWorld(major=major)), Notebook(major), set()
    for move in [*WHOLE[major], None]:
        if book.place not in tried:
            for other in sorted(set(MOVES) - set(book.legal())):
                refused(moves, other)
            tried.add(book.place)
        if move:
            moves.make(move)
            book.write(move)
            assert (moves.item.status, moves.item.stage) == PLACES[book.place], move
    never = {"merged", "unfounded", *({"meeting"} if not major else {"decide", "stopped"})}
    assert set(PLACES) - tried == never
    assert trail.verify(moves.item.key) == []


@pytest.mark.django_db
@pytest.mark.parametrize("end", [["merge"], ["propose_dismissal", "confirm_dismissal"]])
def test_what_has_ended_refuses_every_move(end):
    moves, book = ItemMoves(ItemWorld(major=False)), Notebook(False)
    for move in ["hand_back", *end]:
        moves.make(move)
        book.write(move)
    for other in MOVES:
        refused(moves, other)
    assert trail.verify(moves.item.key) == []


def test_the_table_is_complete():
    assert set(PLACES) == set(LEGAL)
    reached = {place for moves in LEGAL.values() for place in moves.values()} - {"after_visit"}
    assert reached | {"issued", *AFTER_VISIT.values()} == set(PLACES)
