"""Rows of the permission table: 作废 of a plan, within its unit and after the office was handed it."""

from plans.actions.operations import voiding


def _asked(moves):
    voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason="任务来源取消")


def _ask(c, by):
    return voiding.ask_voiding(c.plan, by=by, reason="重新制定")


def _void(c, by):
    return voiding.void(c.plan, by=by)


def _refuse(c, by):
    return voiding.refuse_voiding(c.plan, by=by, reason="照办")


BETWEEN = {
    "within the unit": ("unit_review", lambda moves: None),
    "handed to the office": ("receive", lambda moves: None),
    "void asked within the unit": ("unit_review", _asked),
    "void asked": ("receive", _asked),
}
TABLE = {
    "within the unit": [(voiding.ask_voiding, _ask, {"liaison", "head"})],
    "handed to the office": [(voiding.ask_voiding, _ask, {"liaison", "head", "clerk"})],
    "void asked within the unit": [
        (voiding.void, _void, {"head"}),
        (voiding.refuse_voiding, _refuse, {"head"}),
    ],
    "void asked": [
        (voiding.void, _void, {"office_head"}),
        (voiding.refuse_voiding, _refuse, {"office_head"}),
    ],
}
