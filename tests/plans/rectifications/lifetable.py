"""What may follow what in an item's life, written down a second time: from the domain, not from the flow."""

from collections import Counter

from records import clock, workdays

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
    "audit": ("closing", "office_close"),
    "first_review": ("closing", "first_review"),
    "recheck": ("closing", "recheck"),
    "arrange": ("closing", "arrange"),
    "visit": ("closing", "visit"),
    "decide": ("closing", "decide"),
    "meeting": ("closing", "meeting"),
    "publicity": ("closing", "publicity"),
    "at_source": ("closing", "at_source"),
    "closed": ("closed", ""),
    "long_term": ("long_term", ""),
    "merged": ("merged", ""),
    "unfounded": ("unfounded", ""),
    "stopped": ("stopped", ""),
}
# What some moves lead to depends on the case: a plain 限期整改; a major one, which goes to a meeting; 立行立改, which the office
# audits; one that the source closes.
PLAIN = {
    "outside": "first_review",  # the first that looks at it after its own unit
    "once more": "recheck",  # after an objection
    "after_visit": "decide",
    "after_publicity": "end",
}
CASES = {
    "plain": PLAIN,
    "major": PLAIN | {"after_visit": "meeting"},
    "immediate": PLAIN | {"outside": "audit", "once more": "audit"},
    "at source": PLAIN | {"after_publicity": "at_source"},
}
END = {False: "closed", True: "long_term"}  # by whether it lasts
RETURNED = {"return_as_it_is": "working", "return_measures": "working"}

# place → {move: the place it leads to}. Written from the domain, not from the flow. Everything else is refused.
LEGAL = {
    "issued": {"receive": "working", "hand_back": "handed_back", "receive_part": "issued"},
    "handed_back": {
        "uphold": "issued",
        "reassign": "issued",
        "consult": "issued",
        "merge": "merged",
        "propose_dismissal": "dismissal",
    },
    "dismissal": {"confirm_dismissal": "unfounded", "send_dismissal_back": "handed_back"},
    "working": {
        "plan": "working",
        "receive_part": "working",
        "report": "working",
        "confirm": "working",
        "excuse": "working",
        "explain": "working",
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
    "confirm": {"pass_confirm": "outside", "withdraw": "working", **RETURNED},
    "audit": {"pass_office": "publicity", **RETURNED},
    "first_review": {"pass_office": "recheck", **RETURNED},
    "recheck": {"pass_recheck": "arrange", **RETURNED},
    "arrange": {"compose": "visit", **RETURNED},
    "visit": {
        "accept": "after_visit",
        "make_lasting": "after_visit",
        "improve": "working",
        "not_accept": "working",
    },
    "decide": {"pass_decide": "publicity", **RETURNED},
    "meeting": {
        "approve_by_meeting": "publicity",
        "return_by_meeting": "working",
        "reject_by_meeting": "working",
    },
    "publicity": {"object": "once more", "end_publicity": "after_publicity"},
    "at_source": {"record_source": "end", **RETURNED},
    "closed": {"look_back": "closed", "relapse": "working"},
    "long_term": {"look_back": "long_term", "relapse": "working"},
    "merged": {},
    "unfounded": {},
    "stopped": {},
}
for place, (status, _stage) in PLACES.items():  # 逾期说明 is answered wherever it has got to meanwhile
    if status in {"working", "closing"}:
        LEGAL[place]["answer"] = place
# Legal once days have passed only: the limit is over, the notice has ended.
LEGAL["working"]["explain_early"] = "working"
LEGAL["publicity"]["end_publicity_early"] = "after_publicity"
IN_TIME = {"explain_early", "end_publicity_early"}
HAND_BACK_DAYS = 2  # working days
MOVES = sorted({move for moves in LEGAL.values() for move in moves})
ENDS = {place for place, moves in LEGAL.items() if not moves}


class Notebook:
    """What the table alone does not say: which unit has applied for 退办 how often, whether the limit was extended, whether
    逾期说明 waits for an answer, whether it lasts (长期坚持), and what day it is: is the limit over (`late`), is the notice?"""

    def __init__(self, case: str):
        self.place, self.case, self.unit = "issued", CASES[case], "one"
        self.handed_back, self.extended, self.explained, self.lasts = Counter(), False, False, False
        self.given_on, self.late, self.notice_over = clock.today(), False, False
        self.measures: list[dict] = []  # of each: whose it is, is it signed for, done, settled, excused

    def legal(self) -> dict[str, str]:
        """The moves that go through now."""
        open_ = next((each for each in self.measures if not each["settled"]), None)
        settled = bool(self.measures) and open_ is None
        signed = open_ is not None and open_["signed"]
        allowed = {
            "hand_back": self.handed_back[self.unit] < 2 and self._may_still_be_handed_back(),
            "receive_part": open_ is not None and not signed and open_["unit"] != self.unit,
            "report": signed,
            "confirm": signed and open_["done"],
            "excuse": open_ is not None,
            "apply": settled,
            "plan": not self.late,
            "ask_extension": not self.extended and not self.late,
            "explain": not self.explained,
            "explain_early": self.late and not self.explained,
            "object": not self.notice_over,
            "end_publicity_early": self.notice_over,
            "answer": self.explained,
        }
        moves = {move: to for move, to in LEGAL[self.place].items() if allowed.get(move, True)}
        return {move: self._leads_to(move, to) for move, to in moves.items()}

    def _may_still_be_handed_back(self) -> bool:
        return clock.today() <= workdays.add(self.given_on, HAND_BACK_DAYS).date

    def _leads_to(self, move: str, to: str) -> str:
        to = self.case.get(to, to)
        return END[self.lasts] if to == "end" else to

    def write(self, move: str) -> None:
        """What a move leaves."""
        before, self.place = self.place, self.legal()[move]
        open_ = next((each for each in self.measures if not each["settled"]), None)
        if move == "hand_back":
            self.handed_back[self.unit] += 1
        elif move == "uphold":
            self.given_on = clock.today()
        elif move == "reassign":
            self.unit, self.given_on = self._other, clock.today()
        elif move == "consult":
            self.given_on = clock.today()
            self.measures = [self._measure(self._other, signed=False)]
        elif move == "receive":
            for each in self.measures:
                each["signed"] |= each["unit"] == self.unit
        elif move == "receive_part":
            open_["signed"] = True
        elif move == "plan":
            self.measures.append(self._measure(self.unit, signed=True))
        elif move == "report":
            open_["done"] = True
        elif move == "confirm":
            open_["settled"] = True
        elif move == "excuse":
            open_["settled"] = open_["excused"] = True
        elif move == "grant_extension":
            self.extended = True
        elif move in {"explain", "explain_early", "answer"}:
            self.explained = move != "answer"
        elif move == "make_lasting":
            self.lasts = True
        elif move in {"return_measures", "reject_by_meeting"}:
            self._open(self.measures)
        elif move in {"not_accept", "improve", "relapse"}:  # what the office excused is not asked for again
            again = [each for each in self.measures if not each["excused"]]
            self._open(again)
            for each in again:
                each["done"] &= move != "relapse"  # what was shown before did not last
        if self.place in END.values():
            self.explained = False  # with the end there is nothing to answer
        assert before in LEGAL

    @property
    def _other(self) -> str:
        return "other" if self.unit == "one" else "one"

    def _measure(self, unit: str, *, signed: bool) -> dict:
        return {"unit": unit, "signed": signed, "done": False, "settled": False, "excused": False}

    def _open(self, measures) -> None:
        for each in measures:
            each["settled"] = each["excused"] = False
