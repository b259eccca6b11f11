"""Rows of the permission table: 增加和取消会签人, 转办, 代录, 催办, 抄送, with the places where they are tried."""

from django.test import override_settings

from plans.actions.models import Plan
from records import clock
from tests.workflows import built
from workflows import routes
from workflows.enums import StageKind
from workflows.models import Asked, Copy, GuestLink
from workflows.operations import asked, by_pen, copies, guests, pausing, slips, urging

OFFICE = {"clerk", "office_head", "business_admin", "records_clerk", "secretary"}
ASKED, CLERK = {"leader", "group_member"}, {"clerk"}


# --- places --------------------------------------------------------------------------------------------
def _countersigned(moves):
    """On a route of 签收 and a 会签 of two people of other units."""
    world = moves.world
    route = built.publish(
        moves.d, built.RECEIVE, built.named("both", world.leader, world.member, kind=StageKind.ALL)
    )
    Plan.objects.filter(pk=moves.plan.pk).update(route=route)
    for move in ("submit", "agree", "receive"):
        moves.make(move)


def _added(moves):
    _countersigned(moves)
    asked.ask_also(moves.plan, by=moves.world.leader, people=[moves.d.members[1]], reason="涉及经费")


def _typed_in(moves):
    _countersigned(moves)
    _type_in(moves, by=moves.d.clerk)


def _copied(moves):
    _countersigned(moves)
    copies.send_copy(moves.plan, by=moves.d.secretary, people=[moves.d.clerk])


def _paused(moves):
    _countersigned(moves)
    pausing.pause(moves.plan, by=moves.d.clerk, reason="等待上级文件")


def _invited(moves):
    _countersigned(moves)
    _invite(moves, by=moves.d.clerk)


@override_settings(GUEST_MAIL_DOMAINS=["law.example"])
def _invite(moves, by):
    told = {
        "name": "样例专家",
        "organisation": "样例大学",
        "email": "a@law.example",
        "days": 5,
        "reason": "合法性",
    }
    return guests.invite(moves.plan, by=by, **told)


@override_settings(GUEST_MAIL_DOMAINS=["law.example"])
def _revoke(c, by):
    return guests.revoke_link(c.plan, GuestLink.objects.get().pk, by=by)


def _type_in(moves, by):
    return by_pen.record_answer_by_pen(
        moves.plan,
        _row(moves.world.leader),
        by=by,
        answer="agree",
        words="同意",
        signed_by=moves.world.leader,
        signed_on=clock.today(),
        code=routes.current(moves.plan.process_id).version.code,
        scan=moves.world.scan,
        scan_name="签.pdf",
    )


def _row(person) -> int:
    return Asked.objects.get(holder=f"person:{person.pk}").pk


BETWEEN = {
    "countersigned": ("drafting", _countersigned),
    "somebody added": ("drafting", _added),
    "said by pen": ("drafting", _typed_in),
    "copied": ("drafting", _copied),
    "somebody without an account asked": ("drafting", _invited),
    "paused": ("drafting", _paused),
}


# --- what is tried -------------------------------------------------------------------------------------
def ask_also(c, by):
    return asked.ask_also(c.plan, by=by, people=[c.d.members[1]], reason="涉及经费")


def hand_on(c, by):
    return asked.hand_on(c.plan, _row(c.world.leader), by=by, to=c.d.members[1], reason="业务归口")


def spare(c, by):
    return asked.spare(c.plan, _row(c.d.members[1]), by=by, reason="不再涉及")


TABLE = {
    "countersigned": [
        (asked.ask_also, ask_also, ASKED | CLERK),
        (asked.hand_on, hand_on, {"leader"} | CLERK),
        (by_pen.record_answer_by_pen, lambda c, by: _type_in(c.moves, by), CLERK),
        (guests.invite, lambda c, by: _invite(c.moves, by), CLERK),
        (slips.print_slip, lambda c, by: slips.print_slip(c.plan, _row(c.world.leader), by=by), CLERK),
        (
            pausing.pause,
            lambda c, by: pausing.pause(c.plan, by=by, reason="等待上级文件"),
            CLERK | {"business_admin"},
        ),
        (urging.urge_holders, lambda c, by: urging.urge_holders(c.plan, by=by), OFFICE),
        (
            copies.send_copy,
            lambda c, by: copies.send_copy(c.plan, by=by, people=[c.d.members[1]]),
            OFFICE | {"chair", "member"},
        ),
    ],
    "paused": [
        (pausing.resume, lambda c, by: pausing.resume(c.plan, by=by), CLERK | {"business_admin"}),
    ],
    "somebody added": [(asked.spare, spare, {"leader"} | CLERK)],
    "said by pen": [
        (
            by_pen.correct_answer_by_pen,
            lambda c, by: by_pen.correct_answer_by_pen(c.plan, by=by, words="补充一条"),
            {"leader"},
        ),
    ],
    "somebody without an account asked": [(guests.revoke_link, _revoke, CLERK)],
    "copied": [
        (copies.mark_copy_read, lambda c, by: copies.mark_copy_read(Copy.objects.get(), by=by), CLERK),
    ],
}
