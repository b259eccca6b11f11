"""Rows of the permission table: what a unit answers to a new version of the task list."""

from plans.actions.operations import item_answers
from tests.plans.actions.test_item_offers import ANOTHER, new_version

BETWEEN = {
    "offered in a draft": ("drafting", lambda moves: new_version(moves.d, ANOTHER)),
    "offered while carried out": ("executing", lambda moves: new_version(moves.d, ANOTHER)),
}
ROWS = [
    (item_answers.take_item, lambda c, by: item_answers.take_item(c.plan, "1.1", by=by), {"liaison"}),
    (
        item_answers.leave_item,
        lambda c, by: item_answers.leave_item(c.plan, "1.2", by=by, reason="没有该项业务"),
        {"liaison"},
    ),
]
TABLE = {"offered in a draft": ROWS, "offered while carried out": ROWS[1:]}
