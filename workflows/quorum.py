"""法定人数: when has a committee decided, and what? Change the rule here and nowhere else.

Default 双过半: more than half of the seats attend, and the ayes are more than half of the seats
entitled to attend (应到会), not of those present. An absent or abstaining member therefore counts
against. "Decided" is not "closed": the chair votes last and announces.
"""

from dataclasses import dataclass
from fractions import Fraction

from units.enums import QuorumProfile

from .enums import Choice, Counting, Verdict


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


@dataclass(frozen=True)
class Rule:
    """How one stage counts: the profile says who must be there, `counting` and `ayes` what carries (more than 1/2, or 5 votes)."""

    profile: QuorumProfile
    counting: str = Counting.SHARE
    ayes: str = ""
    chair_weight: int = 1

    @property
    def share(self) -> Fraction:
        """The share of the seats (or of their weight) that must be exceeded."""
        return (
            Fraction(self.ayes)
            if self.ayes and self.counting != Counting.COUNT
            else PROFILES[self.profile].agree
        )


def rule_of(stage, profile: QuorumProfile) -> Rule:
    """The rule of a stage (or of its row; None: of no stage) over the profile of its committee."""
    if stage is None:
        return Rule(profile)
    return Rule(stage.quorum or profile, stage.counting, stage.ayes, stage.chair_weight)


def _rule(given: QuorumProfile | Rule) -> Rule:
    return given if isinstance(given, Rule) else Rule(given)


def is_quorate(profile: QuorumProfile | Rule, *, seats: int, present: int) -> bool:
    """May the meeting be held with `present` of `seats` members?"""
    rule = PROFILES[_rule(profile).profile]
    wanted = seats * rule.attend
    return present > wanted if rule.strictly else present >= wanted


def needed_ayes(profile: QuorumProfile | Rule, *, seats: int, recused: int = 0) -> int:
    """The least number of ayes (of their weight) that carries a motion."""
    rule = _rule(profile)
    if rule.counting == Counting.COUNT:
        return int(rule.ayes)
    base = seats - recused if PROFILES[rule.profile].recusal_leaves_denominator else seats
    if rule.counting == Counting.WEIGHT:
        base += rule.chair_weight - 1
    return int(base * rule.share) + 1


def verdict(
    profile: QuorumProfile | Rule,
    *,
    seats: int,
    present: int,
    agree: int,
    disagree: int = 0,
    abstain: int = 0,
    recused: int = 0,
    chair: str = "",
) -> Verdict:
    """What the ballots say: certain as soon as the votes still missing cannot change it.

    `present` counts the members in the room who may vote on the item (recused ones are not among
    them); not-voted ballots are given as `abstain`; `chair` is the chair's ballot ("" before it is cast), which may
    weigh more.
    """
    rule = _rule(profile)
    if not is_quorate(rule, seats=seats, present=present):
        return Verdict.NO_QUORUM
    more = rule.chair_weight - 1 if rule.counting == Counting.WEIGHT else 0
    needed = needed_ayes(rule, seats=seats, recused=recused)
    ayes = agree + (more if chair == Choice.AGREE else 0)
    if ayes >= needed:
        return Verdict.CARRIED
    outstanding = present - agree - disagree - abstain
    if ayes + outstanding + (more if outstanding and not chair else 0) < needed:
        return Verdict.NOT_CARRIED
    return Verdict.PENDING
