"""Rows of the permission table: 调整申请 of a plan that is carried out."""

from plans.actions.operations import adjusting, adjustment_by_pen, adjustment_review
from tests.plans.adjusted import Adjusting

LIAISON, HEAD, CLERK = {"liaison"}, {"head", "delegate"}, {"clerk"}


def _it(c):
    return c.plan.adjustments.latest("id")


def _line(c):
    return _it(c).draft["tasks"][0]["line"]


def _write(c, by):
    draft = _it(c).draft
    return adjusting.write_adjustment(
        _it(c), by=by, seen=_walk(c).seen(), reason="依据变化", sections={}, group=draft["group"],
        meeting_name="党组会", meeting_on=None, document_number="",
    )  # fmt: skip


def _walk(c):
    walk = Adjusting.__new__(Adjusting)
    walk.moves, walk.d, walk.pk = c.moves, c.d, _it(c).pk
    return walk


def _taken_out(moves):
    walk = Adjusting(moves)
    adjusting.take_out_task(walk.it, walk.lines[0], by=walk.d.liaison)


def _pen(c, by):
    return _walk(c).agree_by_pen(by=by)


BETWEEN = {
    "carried out": ("executing", lambda moves: None),
    "adjustment begun": ("executing", lambda moves: Adjusting(moves)),
    "adjustment written": ("executing", lambda moves: Adjusting(moves).to("")),
    "task taken out": ("executing", _taken_out),
    "adjustment with the head": ("executing", lambda moves: Adjusting(moves).to("submit")),
    "adjustment reported": ("executing", lambda moves: Adjusting(moves).to("agree")),
    "adjustment signed by pen": ("executing", lambda moves: Adjusting(moves).to("submit").agree_by_pen()),
    "adjustment in first review": ("executing", lambda moves: Adjusting(moves).to("receive")),
}
TABLE = {
    "carried out": [
        (adjusting.start_adjustment, lambda c, by: adjusting.start_adjustment(c.plan, by=by), LIAISON)
    ],
    "adjustment begun": [
        (adjusting.write_adjustment, _write, LIAISON),
        (
            adjusting.write_adjusted_task,
            lambda c, by: _walk(c).task(_line(c), standard="新标准", by=by),
            LIAISON,
        ),
        (adjusting.take_out_task, lambda c, by: adjusting.take_out_task(_it(c), _line(c), by=by), LIAISON),
        (adjusting.drop_adjustment, lambda c, by: adjusting.drop_adjustment(_it(c), by=by), LIAISON),
    ],
    "task taken out": [
        (
            adjusting.put_back_task,
            lambda c, by: adjusting.put_back_task(_it(c), _walk(c).lines[0], by=by),
            LIAISON,
        ),
    ],
    "adjustment written": [
        (adjusting.submit_adjustment, lambda c, by: adjusting.submit_adjustment(_it(c), by=by), LIAISON),
    ],
    "adjustment with the head": [
        (adjusting.agree_adjustment, lambda c, by: adjusting.agree_adjustment(_it(c), by=by), HEAD),
        (
            adjusting.send_back_adjustment,
            lambda c, by: adjusting.send_back_adjustment(_it(c), by=by, reason="再核实"),
            HEAD,
        ),
        (adjustment_by_pen.record_adjustment_by_pen, _pen, LIAISON),
        (adjusting.withdraw_adjustment, lambda c, by: adjusting.withdraw_adjustment(_it(c), by=by), LIAISON),
    ],
    "adjustment reported": [
        (
            adjustment_review.receive_adjustment,
            lambda c, by: adjustment_review.receive_adjustment(_it(c), by=by),
            CLERK,
        ),
    ],
    "adjustment signed by pen": [
        (
            adjustment_by_pen.correct_adjustment_by_pen,
            lambda c, by: adjustment_by_pen.correct_adjustment_by_pen(_it(c), by=by, words="应为再核实"),
            {"head"},
        ),
    ],
    "adjustment in first review": [
        (
            adjustment_review.pass_adjustment_on,
            lambda c, by: adjustment_review.pass_adjustment_on(_it(c), by=by, words="建议同意"),
            CLERK,
        ),
        (
            adjustment_review.return_adjustment,
            lambda c, by: adjustment_review.return_adjustment(_it(c), by=by, reason="依据不足"),
            CLERK,
        ),
    ],
}
