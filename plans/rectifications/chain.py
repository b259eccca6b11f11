"""销号链条: which stages an item goes through, by 整改类型 × source. Pure; each combination is tried by a test.

立行立改: 单位负责人确认 → 办公室审核销号, and where it is drawn (抽查, lookback.py) 验收 comes after it. 限期整改、长期坚持: 单位负责人确认 → 初审 → 验收 → 审定; a major one: + 复核 + 上会.
Where the source closes, its decision comes last; where the unit's own party organisation closes, nothing else comes.
"""

from dataclasses import dataclass

from .enums import Authority, Kind

# The stages of the route item.closing in their order (operations/routes.py publishes them).
CONFIRM, AUDIT = "unit_confirm", "office_close"
FIRST_REVIEW, RECHECK, ARRANGE, VISIT = "first_review", "recheck", "arrange", "visit"
DECIDE, MEETING, PUBLICITY, AT_SOURCE = "decide", "meeting", "publicity", "at_source"
CLOSING_STAGES = (
    CONFIRM, AUDIT, FIRST_REVIEW, RECHECK, ARRANGE, VISIT, DECIDE, MEETING, PUBLICITY, AT_SOURCE,
)  # fmt: skip

# The stages of the route item.extension.
SIGN, APPROVE, CONSENT = "unit_sign", "approve", "consent"
EXTENSION_STAGES = (SIGN, APPROVE, CONSENT)

# At these the unit's own head has the file: its clock runs.
IN_HOUSE = frozenset({CONFIRM, SIGN})


@dataclass(frozen=True)
class Switches:
    """What an administrator switched on for a source (来源规则), and who closes and extends there."""

    closes: str = Authority.COMMITTEE
    extends: str = Authority.COMMITTEE
    first_review: bool = True
    recheck: bool = False
    acceptance: bool = True
    decision: bool = True
    publicity: bool = False


def switches_of(source) -> Switches:
    """The switches of a source's row."""
    return Switches(**{name: getattr(source, name) for name in Switches.__dataclass_fields__})


def closing_chain(kind: str, *, major: bool, switches: Switches, drawn: bool = False) -> tuple[str, ...]:
    """The codes of the stages a closing takes. Somebody outside the unit always looks, unless the unit itself closes.

    `drawn`: a 立行立改 that is drawn for 抽查 is visited by an acceptance group after the office's 审核, unless the
    administrator switched 验收 off for the source.
    """
    if switches.closes == Authority.UNIT:
        return (CONFIRM,)
    taken = {CONFIRM}
    if kind == Kind.IMMEDIATE and not major:
        taken |= {AUDIT}
        if drawn and asks_for_draw(kind, major=major, switches=switches):
            taken |= {ARRANGE, VISIT}
    else:
        if switches.first_review:
            taken |= {FIRST_REVIEW}
        if switches.recheck or major:
            taken |= {RECHECK}
        if switches.acceptance:
            taken |= {ARRANGE, VISIT}
        if major:
            taken |= {MEETING}
        elif switches.decision:
            taken |= {DECIDE}
        if taken == {CONFIRM}:
            taken |= {AUDIT}
    if switches.publicity:
        taken |= {PUBLICITY}
    if switches.closes == Authority.SOURCE:
        taken |= {AT_SOURCE}
    return tuple(stage for stage in CLOSING_STAGES if stage in taken)


def asks_for_draw(kind: str, *, major: bool, switches: Switches) -> bool:
    """抽查: an ordinary 立行立改 is drawn where somebody outside the unit closes and 验收 is on."""
    immediate = kind == Kind.IMMEDIATE and not major
    return immediate and switches.acceptance and switches.closes != Authority.UNIT


def back_to_after_objection(chain) -> str:
    """公示有异议: the stage that looks once more: 复核 where the chain has it, else the first outside the unit."""
    return RECHECK if RECHECK in chain else next(stage for stage in chain if stage != CONFIRM)


def extension_chain(switches: Switches) -> tuple[str, ...]:
    """The codes of the stages an extension takes: the unit's leader signs, then whoever may extend says yes or no."""
    by_authority = {
        Authority.COMMITTEE: (SIGN, APPROVE),
        Authority.SOURCE: (SIGN, CONSENT),
        Authority.UNIT: (SIGN,),
    }
    return by_authority[Authority(switches.extends)]
