"""Rows of the permission table: 作废 of a plan, within its unit and after the office was handed it; 终止 of one that runs."""

from plans.actions.operations import voiding


def _asked(moves):
    voiding.ask_voiding(moves.plan, by=moves.d.liaison, reason="任务来源取消")


def _ask(c, by):
    return voiding.ask_voiding(c.plan, by=by, reason="重新制定")


def _void(c, by):
    return voiding.void(c.plan, by=by)


def _refuse(c, by):
    return voiding.refuse_voiding(c.plan, by=by, reason="照办")


def _stop_asked(moves):
    voiding.ask_stop(moves.plan, by=moves.d.liaison, reason="任务来源取消")


def _ask_stop(c, by):
    return voiding.ask_stop(c.plan, by=by, reason="机构变动")


def _refuse_stop(c, by):
    return voiding.refuse_stop(c.plan, by=by, reason="请继续实施")


def _stop(c, by):
    return voiding.stop(c.plan, by=by)


BETWEEN = {
    "carried out, to be stopped": ("executing", lambda moves: None),
    "stop asked": ("executing", _stop_asked),
    "within the unit": ("unit_review", lambda moves: None),
    "handed to the office": ("receive", lambda moves: None),
    "void asked within the unit": ("unit_review", _asked),
    "void asked": ("receive", _asked),
}
TABLE = {
    "carried out, to be stopped": [(voiding.ask_stop, _ask_stop, {"liaison", "head", "clerk"})],
    "stop asked": [
        (voiding.stop, _stop, {"office_head"}),
        (voiding.refuse_stop, _refuse_stop, {"office_head"}),
    ],
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
