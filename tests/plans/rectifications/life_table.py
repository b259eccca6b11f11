"""What may follow what in the life of an item: the places and the legal moves, written from the domain, not from the flow."""

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
# Never legal here: the limit has not passed, the notice has not ended.
NEVER = {"explain_early", "end_publicity_early"}
MOVES = sorted({move for moves in LEGAL.values() for move in moves} | NEVER)
ENDS = {place for place, moves in LEGAL.items() if not moves}
