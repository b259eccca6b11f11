"""销号链条: every combination of 整改类型, importance and switches."""

from itertools import product

import pytest

from plans.rectifications import chain
from plans.rectifications.chain import Switches, closing_chain, extension_chain
from plans.rectifications.enums import Authority, Kind

ALL = [
    Switches(closes=closes, first_review=a, recheck=b, acceptance=c, decision=d, publicity=e)
    for closes, a, b, c, d, e in product(Authority.values, *[(True, False)] * 5)
]


@pytest.mark.parametrize("kind", Kind.values)
@pytest.mark.parametrize("major", [True, False])
def test_every_combination_is_in_order_and_somebody_outside_looks_unless_the_unit_itself_closes(kind, major):
    for switches in ALL:
        taken = closing_chain(kind, major=major, switches=switches)
        assert list(taken) == [stage for stage in chain.CLOSING_STAGES if stage in taken]
        assert taken[0] == chain.CONFIRM
        assert (len(taken) == 1) == (switches.closes == Authority.UNIT)
        assert (chain.VISIT in taken) == (chain.ARRANGE in taken)
        assert (chain.AT_SOURCE in taken) == (switches.closes == Authority.SOURCE)
        outside = set(taken) - {chain.CONFIRM, chain.PUBLICITY, chain.AT_SOURCE}
        assert outside or switches.closes == Authority.UNIT


@pytest.mark.parametrize(
    ("kind", "major", "stages"),
    [
        (Kind.IMMEDIATE, False, "unit_confirm office_close"),
        (Kind.TIMED, False, "unit_confirm first_review arrange visit decide"),
        (Kind.LONG_TERM, False, "unit_confirm first_review arrange visit decide"),
        (Kind.TIMED, True, "unit_confirm first_review recheck arrange visit meeting"),
        (Kind.IMMEDIATE, True, "unit_confirm first_review recheck arrange visit meeting"),
    ],
)
def test_the_defaults_are_those_of_the_domain(kind, major, stages):
    assert " ".join(closing_chain(kind, major=major, switches=Switches())) == stages


def test_an_extension_is_signed_by_the_unit_and_granted_by_whoever_may_extend():
    assert extension_chain(Switches()) == (chain.SIGN, chain.APPROVE)
    assert extension_chain(Switches(extends=Authority.SOURCE)) == (chain.SIGN, chain.CONSENT)
    assert extension_chain(Switches(extends=Authority.UNIT)) == (chain.SIGN,)
