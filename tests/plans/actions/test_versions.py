"""哪一版是上轮审核的: one rule for the changes on the page, the slip, the inbox row, and what may still be raised."""

import pytest

from plans.actions.operations import facts_for, review
from plans.actions.queries.versions import changes_of, last_reviewed_version, shown_to
from tests.plans import factories
from tests.plans.world import moved_to

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("place", "further", "looked_at"),
    [
        ("drafting", "", None),
        ("receive", "", None),
        ("first_review", "", None),
        ("tabled", "", None),
        ("revising", "", 1),
        ("receive", "decline submit agree receive", None),  # nobody looked at the one that was declined
        ("receive", "withdraw submit agree receive", None),
        ("tabled", "return_by_meeting", 1),
        ("amending", "", 1),
        ("confirming", "", 1),
        ("rejected", "", None),
    ],
)
def test_version_the_last_review_looked_at(place, further, looked_at):
    moves = moved_to(place)
    for move in further.split():
        moves.make(move)
    version = last_reviewed_version(moves.plan)
    assert (version and version.n) == looked_at


def test_second_round_is_compared_with_the_first_everywhere():
    plan = factories.plan_at("revising")
    plan = factories.report_again(plan.district, plan)
    base, changes = changes_of(plan, shown_to(plan, plan.district.clerk))
    assert (base.n, [change.line for change in changes]) == (1, ["requirements"])
    assert facts_for.changes_line(plan) == "本轮变化：总体要求"
    assert facts_for.may_be_raised(plan, "requirements")
    assert not facts_for.may_be_raised(plan, "targets")
    review.propose_to_meeting(plan, by=plan.district.clerk, words="建议通过")


def test_running_plan_is_compared_with_nothing():
    moves = moved_to("executing")
    assert changes_of(moves.plan, shown_to(moves.plan, moves.d.liaison)) == (None, [])
