"""法定人数: the exact cases of the rule, and what must hold for any vote."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from units.enums import QuorumProfile
from workflows import quorum
from workflows.enums import Verdict

DOUBLE = QuorumProfile.DOUBLE_MAJORITY


@pytest.mark.parametrize(
    ("seats", "present", "agree", "disagree", "abstain", "expected"),
    [
        # 应到9、实到7: before the chair 4/1/1 nothing is certain; with the chair 5 > 4.5, with a refusal 4 < 4.5.
        (9, 7, 4, 1, 1, Verdict.PENDING),
        (9, 7, 5, 1, 1, Verdict.CARRIED),
        (9, 7, 4, 2, 1, Verdict.NOT_CARRIED),
        (9, 7, 4, 1, 2, Verdict.NOT_CARRIED),
        # 应到9、实到5: the meeting may be held, all five must agree; 4 of the 5 in the room are not enough.
        (9, 5, 5, 0, 0, Verdict.CARRIED),
        (9, 5, 4, 0, 1, Verdict.NOT_CARRIED),
        (9, 5, 4, 1, 0, Verdict.NOT_CARRIED),
        (9, 4, 4, 0, 0, Verdict.NO_QUORUM),
        # Exactly half of an even committee is neither a quorum nor a majority.
        (8, 4, 4, 0, 0, Verdict.NO_QUORUM),
        (8, 5, 4, 1, 0, Verdict.NOT_CARRIED),
        (8, 5, 5, 0, 0, Verdict.CARRIED),
        (1, 1, 1, 0, 0, Verdict.CARRIED),
        (1, 1, 0, 1, 0, Verdict.NOT_CARRIED),
        (0, 0, 0, 0, 0, Verdict.NO_QUORUM),
    ],
)
def test_double_majority_counts_the_seats_not_the_people_in_the_room(
    seats, present, agree, disagree, abstain, expected
):
    found = quorum.verdict(
        DOUBLE, seats=seats, present=present, agree=agree, disagree=disagree, abstain=abstain
    )
    assert found == expected


@pytest.mark.parametrize(
    ("profile", "seats", "enough"),
    [
        (DOUBLE, 9, 5),
        (DOUBLE, 8, 5),
        (QuorumProfile.TWO_THIRDS, 9, 6),
        (QuorumProfile.TWO_THIRDS, 10, 7),
        (QuorumProfile.FOUR_FIFTHS, 10, 8),
        (QuorumProfile.FOUR_FIFTHS, 9, 8),
    ],
)
def test_attendance_needed_by_each_profile(profile, seats, enough):
    assert quorum.is_quorate(profile, seats=seats, present=enough)
    assert not quorum.is_quorate(profile, seats=seats, present=enough - 1)


def test_recusal_stays_in_the_denominator_of_the_shipped_profiles():
    assert [quorum.needed_ayes(profile, seats=9, recused=2) for profile in quorum.PROFILES] == [5, 5, 5]


def test_recusal_leaves_the_denominator_only_when_the_profile_says_so(monkeypatch):
    lenient = quorum.Profile(Fraction(1, 2), strictly=True, recusal_leaves_denominator=True)
    monkeypatch.setitem(quorum.PROFILES, DOUBLE, lenient)
    assert quorum.needed_ayes(DOUBLE, seats=9, recused=2) == 4
    assert quorum.verdict(DOUBLE, seats=9, present=5, agree=4, abstain=1, recused=2) == Verdict.CARRIED


@st.composite
def votes(draw):
    """A committee, who of it may vote, and their ballots in the order in which they fall."""
    seats = draw(st.integers(1, 60))
    recused = draw(st.integers(0, seats))
    present = draw(st.integers(0, seats - recused))
    ballots = draw(st.lists(st.sampled_from(["agree", "disagree", "abstain"]), max_size=present))
    return draw(st.sampled_from(list(quorum.PROFILES))), seats, recused, present, ballots


def verdict_of(profile, seats, recused, present, ballots):
    counts = {word: ballots.count(word) for word in ("agree", "disagree", "abstain")}
    return quorum.verdict(profile, seats=seats, present=present, recused=recused, **counts)


@given(votes())
def test_a_verdict_once_certain_never_changes(vote):
    profile, seats, recused, present, ballots = vote
    verdicts = [verdict_of(profile, seats, recused, present, ballots[:n]) for n in range(len(ballots) + 1)]
    for before, after in zip(verdicts, verdicts[1:], strict=False):
        assert before in (Verdict.PENDING, after)


@given(votes())
def test_pending_means_that_the_missing_votes_can_still_decide_either_way(vote):
    profile, seats, recused, present, ballots = vote
    missing = present - len(ballots)
    if verdict_of(*vote) == Verdict.PENDING:
        assert missing
        assert verdict_of(profile, seats, recused, present, ballots + ["agree"] * missing) == Verdict.CARRIED
        assert (
            verdict_of(profile, seats, recused, present, ballots + ["abstain"] * missing)
            == Verdict.NOT_CARRIED
        )


@given(votes())
def test_every_complete_vote_is_decided_by_more_than_half_of_the_seats(vote):
    profile, seats, recused, present, ballots = vote
    ballots += ["disagree"] * (present - len(ballots))
    found = verdict_of(profile, seats, recused, present, ballots)
    assert found != Verdict.PENDING
    if found != Verdict.NO_QUORUM:
        assert (found == Verdict.CARRIED) == (2 * ballots.count("agree") > seats)


@given(votes())
def test_an_abstention_counts_like_a_refusal(vote):
    profile, seats, recused, present, ballots = vote
    refused = ["disagree" if word == "abstain" else word for word in ballots]
    assert verdict_of(*vote) == verdict_of(profile, seats, recused, present, refused)
