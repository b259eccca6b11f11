"""Rows of the permission table: 工作日历, and 误传处置. The file is the one the 联络员 of the plan's unit has uploaded."""

from datetime import date

from records import clock
from tests.plans.cast import ROLES, TECHNICAL
from workflows.models import Misfiled
from workflows.operations import calendars, misfiled

HANDLERS = {"clerk", "own_clerk", "office_head", "records_clerk"}
NUMBER = "示密〔2026〕3号"


def _report(c, by):
    return misfiled.report_file(c.world.scan, by=by)


def _order(_c, by):
    order = {
        "decision": "clear",
        "number": NUMBER,
        "issuer": "示范区保密局（样例）",
        "issued_on": clock.today(),
    }
    misfiled.order_misfiled(Misfiled.objects.get(), by=by, **order)


def _reported(moves):
    misfiled.report_file(moves.world.scan, by=moves.d.chair)


def _ordered(moves):
    _reported(moves)
    _order(moves, moves.d.clerk)


def _carry_out(_c, by):
    misfiled.carry_out_misfiled(Misfiled.objects.get(), by=by, number=NUMBER)


def _load(_c, by):
    year = clock.today().year + 1
    calendars.load_calendar(year, {date(year, 1, 1): (False, "元旦")}, by=by, basis="样例〔2026〕9号")


def _decline(_c, by):
    misfiled.decline_misfiled(Misfiled.objects.get(), by=by, words="文号不清")


BETWEEN = {
    "a file is there": ("drafting", lambda moves: None),
    "a file is reported": ("drafting", _reported),
    "a clearing is ordered": ("drafting", _ordered),
}
TABLE = {
    "a file is there": [
        (misfiled.report_file, _report, set(ROLES) - set(TECHNICAL)),
        (calendars.load_calendar, _load, {"business_admin"}),
    ],
    "a file is reported": [(misfiled.order_misfiled, _order, HANDLERS)],
    "a clearing is ordered": [
        (misfiled.carry_out_misfiled, _carry_out, HANDLERS - {"clerk"}),
        (misfiled.decline_misfiled, _decline, HANDLERS - {"clerk"}),
    ],
}
