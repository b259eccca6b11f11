"""法定人数: when has a committee decided, and what? Change the rule here and nowhere else.

Default 双过半: more than half of the seats attend, and the ayes are more than half of the seats
entitled to attend (应到会), not of those present. An absent or abstaining member therefore counts
against. "Decided" is not "closed": the chair votes last and announces.
"""

from dataclasses import dataclass
from fractions import Fraction

from units.enums import QuorumProfile

from .enums import Verdict


@dataclass(frozen=True)
class Profile:
    """`attend`: the share of the seats that must be there, `strictly` more than it or at least it;
    `agree`: the share of the seats that must say aye, always strictly more."""

    attend: Fraction
    strictly: bool
    agree: Fraction = Fraction(1, 2)
    recusal_leaves_denominator: bool = False


PROFILES = {
    QuorumProfile.DOUBLE_MAJORITY: Profile(Fraction(1, 2), strictly=True),
    QuorumProfile.TWO_THIRDS: Profile(Fraction(2, 3), strictly=False),
    QuorumProfile.FOUR_FIFTHS: Profile(Fraction(4, 5), strictly=False),
}


def is_quorate(profile: QuorumProfile, *, seats: int, present: int) -> bool:
    """May the meeting be held with `present` of `seats` members?"""
    rule = PROFILES[profile]
    needed = seats * rule.attend
    return present > needed if rule.strictly else present >= needed


def needed_ayes(profile: QuorumProfile, *, seats: int, recused: int = 0) -> int:
    """The least number of ayes that carries a motion."""
    rule = PROFILES[profile]
    base = seats - recused if rule.recusal_leaves_denominator else seats
    return int(base * rule.agree) + 1


def verdict(
    profile: QuorumProfile,
    *,
    seats: int,
    present: int,
    agree: int,
    disagree: int = 0,
    abstain: int = 0,
    recused: int = 0,
) -> Verdict:
    """What the ballots say: certain as soon as the votes still missing cannot change it.

    `present` counts the members in the room who may vote on the item (recused ones are not among
    them); not-voted ballots are given as `abstain`.
    """
    if not is_quorate(profile, seats=seats, present=present):
        return Verdict.NO_QUORUM
    needed = needed_ayes(profile, seats=seats, recused=recused)
    if agree >= needed:
        return Verdict.CARRIED
    outstanding = present - agree - disagree - abstain
    if agree + outstanding < needed:
        return Verdict.NOT_CARRIED
    return Verdict.PENDING
